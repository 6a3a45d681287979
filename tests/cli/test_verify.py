"""`postmortems verify`: what was done to a tree after it was built is found, with and without the sources."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from generated_sources import AUDIENCES, World
from mkdocs_postmortems.cli import cli
from sites import MKDOCS, write_site

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_baseline")]

HIDDEN = (
    "---\naudience: security\nid: SEC-9001\ntitle: Quartzlike hummingbird\ndate: 2024-03-01\n---\n## Impact\n\nX.\n"
)
WORLD = World(
    {"a.md": "---\naudience: public\ntitle: Slow\ndate: 2024-01-01\n---\n## Impact\n\nSlow.\n", "b.md": HIDDEN}
)


def run(*arguments: object) -> Result:
    """Call the command line."""
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)])


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """Build once; tests take copies."""
    config = write_site(tmp_path_factory.mktemp("good"), WORLD, theme=MKDOCS)
    result = CliRunner().invoke(cli, ["build", "--config", str(config), "--to", str(config.parent / "dist")])
    assert result.exit_code == 0, result.output
    return config.parent


@pytest.fixture
def site(good, tmp_path) -> Path:
    """Return the folder of a copy."""
    return Path(shutil.copytree(good, tmp_path / "site"))


def test_trees_as_they_were_built_are_clean(site):
    """All of them, and any one of them; the sources are named or not there."""
    assert run(site / "dist", "--config", site / "mkdocs.yml").exit_code == 0
    assert run(site / "dist/public", "--config", site / "mkdocs.yml").exit_code == 0


def test_without_the_sources_manifests_are_checked(site, tmp_path, monkeypatch):
    """It says that nothing was searched for."""
    monkeypatch.chdir(tmp_path)
    result = run(site / "dist")
    assert result.exit_code == 0
    assert "only manifests and links are checked" in " ".join(result.output.split())
    (site / "dist/public/a/index.html").unlink()
    assert "PV002" in run(site / "dist").output


def added(tree: Path) -> None:
    """Put a file beside the others."""
    (tree / "more.html").write_text("More.", encoding="utf-8")


def changed(tree: Path) -> None:
    """Change a byte."""
    page = tree / "a/index.html"
    page.write_bytes(page.read_bytes().replace(b"Slow", b"Fast", 1))


def removed(tree: Path) -> None:
    """Take one away."""
    (tree / "404.html").unlink()


def linked(tree: Path) -> None:
    """Let a name lead out of the tree."""
    (tree / "more.html").symlink_to(tree.parent / "security/index.html")


@pytest.mark.parametrize("sources", [True, False])
@pytest.mark.parametrize(
    ("change", "code"), [(added, "PV003"), (changed, "PV004"), (removed, "PV002"), (linked, "PV005")]
)
def test_a_tree_that_was_changed_is_found(change, code, sources, site, tmp_path, monkeypatch):
    """A file too many, another one, one too few, one that is none."""
    monkeypatch.chdir(tmp_path)
    change(site / "dist/public")
    result = run(site / "dist", *(["--config", site / "mkdocs.yml"] if sources else []))
    assert result.exit_code == 1
    assert code in result.output


PLANTED = {
    "HTML": ("a/index.html", b"<p>Quartzlike&nbsp;<b>hummingbird</b></p>"),
    "entities": ("a/index.html", b"<p>Quartzlike hummingbir&#100;</p>"),
    "JSON": ("more.json", json.dumps({"t": "Quartzlike\u0020hummingbird", "id": 4}).encode()),
    "JSON escapes": ("more.json", b'{"t": "\\u0051uartzlike hummingbird"}'),
    "gzip": ("more.xml.gz", gzip.compress(b"<title>Quartzlike hummingbird</title>")),
    "an id": ("feed.xml", b"<id>urn:SEC-9001</id>"),
    "an address": ("a/index.html", b'<a href="/quartzlike-hummingbird/">x</a>'),
    "a name": ("quartzlike-hummingbird.txt", b""),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_hidden_is_found_wherever_it_is_planted(name, site):
    """In the public tree; in that of security nothing is hidden."""
    path, data = PLANTED[name]
    for audience in ("public", "security"):
        file = site / "dist" / audience / path
        file.write_bytes((file.read_bytes() if file.exists() else b"") + data)
    assert "PV010" in run(site / "dist/public", "--config", site / "mkdocs.yml").output
    assert "PV010" not in run(site / "dist/security", "--config", site / "mkdocs.yml").output


def test_a_tree_without_a_manifest_needs_an_audience(site):
    """Nobody can say what is hidden otherwise; a name that there is not is wrong use."""
    (site / "dist/public.manifest.json").unlink()
    assert run(site / "dist/public", "--config", site / "mkdocs.yml").exit_code == 2
    assert run(site / "dist/public", "--config", site / "mkdocs.yml", "--audience", "stuff").exit_code == 2
    assert run(site / "dist/public", "--config", site / "mkdocs.yml", "--audience", "public").exit_code == 0


def test_the_tree_of_another_audience_is_found(site):
    """Security's tree where the public's should be."""
    shutil.rmtree(site / "dist/public")
    shutil.copytree(site / "dist/security", site / "dist/public")
    result = run(site / "dist/public", "--config", site / "mkdocs.yml", "--json")
    assert result.exit_code == 1
    codes = {finding["code"] for verdict in json.loads(result.stdout).values() for finding in verdict["findings"]}
    assert {"PV010", "PV003"} <= codes


def test_a_manifest_without_a_tree_is_found(site):
    """A folder that went missing."""
    shutil.rmtree(site / "dist/staff")
    assert "PV001" in run(site / "dist", "--config", site / "mkdocs.yml").output
    assert set(AUDIENCES) - {"staff"} <= {path.name for path in (site / "dist").iterdir()}
