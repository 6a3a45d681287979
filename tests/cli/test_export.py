"""`postmortems export bundle`: the site of one audience in an archive that needs no server."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from generated_sources import World
from sites import MKDOCS, run_beside, write_site

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_baseline", "fixed_build_time")]

PLAIN = "---\naudience: {}\ntitle: {}\ndate: 2024-02-01\nservices: [gateway]\n---\n## Impact\n\n{}\n"
WORLD = World(
    {
        "a.md": PLAIN.format("public", "Certificate expired", "[b](team/b.md)"),
        "team/b.md": PLAIN.format("public", "Slow checkout", "[a](../a.md#impact) ![x](x.png)"),
        "team/x.png": "image",
        "sec/c.md": PLAIN.format("security", "Quartzlike hummingbird", "A key was read."),
    }
)


@pytest.fixture(name="config")
def _config(tmp_path):
    return write_site(tmp_path, WORLD, theme=MKDOCS)


def _export(config, *arguments):
    return run_beside(config, "export", "bundle", *arguments)


def test_every_link_of_every_page_leads_to_a_file(config, tmp_path):
    """A browser without a server opens files, and lists folders."""
    result = _export(config, "--audience", "public")
    assert result.exit_code == 0, result.output

    with ZipFile(tmp_path / "postmortems-public.zip") as packed:
        texts = {name: packed.read(name) for name in packed.namelist()}
    links = {
        (page, target)
        for page, data in texts.items()
        if page.endswith(".html") and not page.endswith("/404.html")
        for target in _targets(page, data.decode())
    }
    assert len(links) > 20
    assert {(page, target) for page, target in links if target not in texts} == set()


def test_it_holds_what_its_audience_may_read(config, tmp_path):
    """And no word of anything else; the audience that may read that has it."""
    for name, is_there in (("public", False), ("security", True)):
        assert _export(config, "--audience", name, "--to", "kb.zip").exit_code == 0
        with ZipFile(tmp_path / "kb.zip") as packed:
            whole = b"".join(packed.read(one) + one.encode() for one in packed.namelist())
        assert (b"Quartzlike" in whole, b"Certificate expired" in whole) == (is_there, True)


def test_built_sites_stay_as_they_are(config, tmp_path):
    """So do the records by which the next build knows them."""
    assert run_beside(config, "build").exit_code == 0
    before = _files(tmp_path)
    assert _export(config, "--audience", "public").exit_code == 0

    assert {path: data for path, data in _files(tmp_path).items() if path != "postmortems-public.zip"} == before


def test_wrong_use_is_said_with_what_is_expected(config, tmp_path):
    """Nobody named, an unknown name, a place that is none, and sources with an error."""
    assert "--audience is one of public" in str(_export(config).exception)
    assert "there is no audience 'stuff'" in str(_export(config, "--audience", "stuff").exception)
    assert "cannot be written" in str(_export(config, "--audience", "public", "--to", "none/kb.zip").exception)
    (tmp_path / "docs" / "broken.md").write_text("---\naudience: nobody\n---\n# Broken\n", encoding="utf-8")
    failed = _export(config, "--audience", "public")
    assert failed.exit_code == 1
    assert "PM0" in failed.output
    assert not (tmp_path / "postmortems-public.zip").exists()


def _targets(page, html):
    """Yield the paths that the links, images, styles and scripts of a page lead to within the archive."""
    for url in re.findall(r'\s(?:href|src)="?([^"\s>]+)', html):
        parts = urlsplit(url)
        if not parts.scheme and not parts.netloc and parts.path:
            yield unquote(urlsplit(urljoin(f"http://archive/{page}", url)).path).lstrip("/")


def _files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
