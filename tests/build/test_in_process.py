"""`mkdocs build` and `serve` on a disk that holds everything: only for who may read all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from generated_sources import World
from mkdocs_postmortems.build.preview import update_folder
from sites import MKDOCS, WHEN, content, mkdocs_build, write_site

pytestmark = pytest.mark.slow
SEEN = "---\naudience: public\ntitle: Slow\nservices: [gateway]\n---\n## Impact\n\nSlow.\n"
HIDDEN = SEEN.replace("public", "security").replace("Slow", "Quartzlike hummingbird")
WORLD = World({"a.md": SEEN, "sec/b.md": HIDDEN, ".nav.yml": "nav: [{Quartzlike hummingbird: sec/b.md}, a.md]\n"})
NESTED = {"public": {"anyone": True}, "security": {"includes": ["public"]}}
"""Audiences of which one reads everything."""


def said(config: Path, audience: str, *arguments: str, host: str = "mkdocs") -> tuple[int, str]:
    """Return the exit code of a command of MkDocs, and what it said."""
    chosen = {"POSTMORTEMS_AUDIENCE": audience, "SOURCE_DATE_EPOCH": str(WHEN), "NO_MKDOCS_2_WARNING": "1"}
    command = (sys.executable, "-m", host, *arguments)
    done = subprocess.run(
        command, cwd=config.parent, env=os.environ | chosen, capture_output=True, text=True, check=False
    )
    return done.returncode, "\n".join(line for line in done.stderr.split("\n") if line.startswith(("ERROR", "Trace")))


@pytest.mark.parametrize(
    "arguments", [("build",), ("build", "--dirty"), ("serve", "--dev-addr", "127.0.0.1:1")], ids=" ".join
)
@pytest.mark.parametrize(("audience", "host"), [("public", "mkdocs"), ("", "mkdocs"), ("security", "properdocs")])
def test_who_reads_a_part_is_refused_in_one_line(arguments, audience, host, tmp_path):
    """Also by default, after a build for others, and whatever other plugins would read; nothing is written."""
    config = write_site(tmp_path, WORLD, plugins=["awesome-nav"], more={"nav": [{"Secret": "/sec/b/"}, "a.md"]})
    left = tmp_path / "site/sec/b/index.html"
    left.parent.mkdir(parents=True)
    left.write_text("of an earlier build", encoding="utf-8")
    code, lines = said(config, audience, *arguments, host=host)
    name = audience or "public"
    assert code == 1
    assert f"run `postmortems build --audience {name}`, or `postmortems serve --as {name}`" in lines
    assert lines.count("\n") == 0
    assert list(content(tmp_path / "site")) == ["sec", "sec/b", "sec/b/index.html"]


def test_who_reads_everything_is_not(tmp_path):
    """The control. Only on top of another build nothing is made for them, too: a document may be restricted since."""
    config = write_site(tmp_path, WORLD, theme=MKDOCS, options={"audiences": NESTED})
    assert said(config, "security", "build")[0] == 0
    assert "sec/b/index.html" in content(tmp_path / "site")
    code, lines = said(config, "security", "build", "--dirty")
    assert code == 1
    assert "--dirty keeps pages of earlier builds" in lines


def test_pages_of_one_address_are_withheld(tmp_path):
    """From who would get both."""
    world = World({"a.md": SEEN, "a/index.md": HIDDEN})
    done = mkdocs_build(write_site(tmp_path, world, theme=MKDOCS, options={"audiences": NESTED}), "security")
    assert done.returncode == 0
    assert "a/index.html" not in content(tmp_path / "site")
    assert done.stderr.count("PM069") == 2


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


def test_a_preview_loses_what_is_gone_and_keeps_what_is_the_same(tmp_path):
    """Files, folders, and one in place of the other."""
    shown, new = tmp_path / "shown", tmp_path / "new"
    for folder, files in (
        (
            shown,
            {"same.md": "1", "changed.md": "1", "gone/x.md": "1", "file": "1", "folder/x.md": "1", ".scratch/t": "1"},
        ),
        (new, {"same.md": "1", "changed.md": "2", "made/y.md": "2", "file/z.md": "2", "folder": "2"}),
    ):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    before, kept = content(new), (shown / "same.md").stat()
    update_folder(shown, new)
    assert {name: data for name, data in content(shown).items() if not name.startswith(".scratch")} == before
    assert (shown / "same.md").stat().st_ino == kept.st_ino
    assert (shown / ".scratch/t").exists()
    assert not new.exists()
