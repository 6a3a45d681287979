"""`mkdocs build` for one audience, beside everything that it may not read, leaves no trace of it either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated_sources import World, examples, families
from sites import FULL, content, differences, fresh, mkdocs_build, write_site

WITHOUT_BLOG = tuple(plugin for plugin in FULL if plugin != "blog")
"""Material's blog reads its posts from the disk, so that it builds nothing where one is read in part."""


def built(root: Path, world: World, reader: str, host: str = "mkdocs") -> tuple[dict[str, bytes | None], str]:
    """Build as a user does, and return the tree and what was said."""
    config = write_site(fresh(root), world, plugins=WITHOUT_BLOG)
    done = mkdocs_build(config, reader, host)
    assert done.returncode == 0, done.stderr
    said = done.stderr.replace(str(config.parent), ".")
    return content(config.parent / "site"), re.sub(r"built in .*", "", said)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "host"), [(0, "mkdocs"), (1, "mkdocs"), (0, "properdocs")])
def test_what_is_hidden_changes_no_byte(number, host, tmp_path):
    """Three times a family of three: nine pairs."""
    reader, *worlds = examples(families(3, ("public", "sre")), 2)[number]
    first, said = built(tmp_path, worlds[0], reader, host)
    for world in worlds[1:]:
        tree, lines = built(tmp_path, world, reader, host)
        assert not differences(first, tree)
        assert lines == said


TAXONOMY = "services:\n  gateway:\n    definition: The door.\n  vault-x:\n    definition: Nobody knows.\n"
SEEN = "---\naudience: public\ntitle: Slow\nservices: [gateway]\n---\n## Impact\n\nSlow.\n"


@pytest.mark.slow
def test_the_taxonomy_is_cut_whether_anything_is_hidden_or_not(tmp_path):
    """Otherwise the terms that nobody uses would tell whether there is something to hide."""
    world = World({"a.md": SEEN, "taxonomy.yml": TAXONOMY})
    hidden = World({**world.files, "b.md": SEEN.replace("public", "security")})
    bare, _ = built(tmp_path, world, "public")
    assert not differences(bare, built(tmp_path, hidden, "public")[0])
    assert not [name for name, data in bare.items() if data and b"vault-x" in data]


@pytest.mark.slow
def test_pages_of_one_address_are_withheld_from_who_would_get_both(tmp_path):
    """And from nobody else: to the public there is one page."""
    world = World({"a.md": SEEN, "a/index.md": SEEN.replace("public", "security")})
    public, _ = built(tmp_path, world, "public")
    security, said = built(tmp_path, world, "security")
    assert "a/index.html" in public
    assert "a/index.html" not in security
    assert said.count("PM069") == 2


@pytest.mark.slow
def test_a_folder_that_was_restricted_stays_so_without_audiences(tmp_path):
    """Who takes the audiences out of the configuration does not publish what they were for."""
    world = World({"a.md": "# Seen\n", "sec/b.md": "# Hidden\n", "sec/.audience": "security", "sec/x.png": "image"})
    config = write_site(tmp_path, world, options={"audiences": {}})
    done = mkdocs_build(config, "")
    assert done.returncode == 0, done.stderr
    assert "PM061" in done.stderr
    tree = content(tmp_path / "site")
    assert "a/index.html" in tree
    assert not [name for name in tree if name.startswith("sec/")]
