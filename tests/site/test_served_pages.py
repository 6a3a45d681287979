"""A preview draws the pages that a change reaches, and shows what a build shows that draws all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs_postmortems.site.served_pages import ServedPages
from sites import content, differences

PM = """\
---
title: {title}
date: 2026-03-0{day}
services: [{service}]
---
# {title}

## Timeline

- 10:00 It began
- 11:00 It ended
"""
CONFIG = """\
site_name: Test
site_url: https://example.com/
theme: {{name: {theme}, {more}}}
plugins: [{search}postmortems]
"""
MORE = {"mkdocs": "highlightjs: false", "material": "font: false"}


class Server:
    """What `mkdocs serve` does with a folder: the same plugins build again and again into a folder that is emptied."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "served"
        self.config = self._load(self.site)
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.first = True

    def _load(self, site: Path):
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(site))

    def build(self) -> dict[str, bytes | None]:
        """Build the site again, and return its files."""
        if not self.first:
            self.config = self._load(self.site)
        self.first = False
        build(self.config)
        return content(self.site)

    def close(self) -> None:
        """End the server."""
        self.config.plugins.on_shutdown()

    def fresh(self) -> dict[str, bytes | None]:
        """Return what a build makes that draws all, after the server has ended."""
        self.close()
        build(self._load(self.root / "fresh"))
        return content(self.root / "fresh")


@pytest.fixture(name="serve")
def _serve(tmp_path, monkeypatch) -> Iterator[Callable[[str], Server]]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    servers: list[Server] = []

    def start(theme: str = "mkdocs", **files: str) -> Server:
        (tmp_path / "docs").mkdir()
        search = "search, " if theme == "material" else ""
        (tmp_path / "mkdocs.yml").write_text(CONFIG.format(theme=theme, more=MORE[theme], search=search))
        write(tmp_path, "a.md", PM.format(title="Shop down", day=1, service="checkout"))
        write(tmp_path, "b.md", PM.format(title="Mail late", day=2, service="mail"))
        for name, text in files.items():
            write(tmp_path, f"{name}.md", text)
        servers.append(Server(tmp_path))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(name="taken")
def _taken(monkeypatch) -> list[str]:
    """Note the pages that were taken from previous builds."""
    paths: list[str] = []
    end = ServedPages.end

    def noting(self, config):
        paths.extend(self._same)
        return end(self, config)

    monkeypatch.setattr(ServedPages, "end", noting)
    return paths


def write(root: Path, name: str, text: str) -> None:
    """Write a document."""
    (root / "docs" / name).write_text(text, encoding="utf-8")


def replace(root: Path, name: str, old: str, new: str) -> None:
    """Change a file beside the documents or among them."""
    path = root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


CHANGES = {
    "a sentence": ("docs/a.md", "It began", "It began late"),
    "a title": ("docs/b.md", "Mail late", "Mail lost"),
    "a service": ("docs/b.md", "mail", "checkout"),
    "the settings": ("mkdocs.yml", "site_name: Test", "site_name: Other"),
}


@pytest.mark.parametrize("theme", MORE)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_preview_shows_what_a_build_shows(change, theme, serve, taken):
    """To the last byte, after each change and after the change back."""
    server = serve(theme)
    first = server.build()
    replace(server.root, *change)
    second = server.build()
    name, old, new = change
    replace(server.root, name, new, old)
    third = server.build()
    replace(server.root, *change)

    assert differences(first, third) == []
    assert differences(second, server.fresh()) == []
    assert bool(taken) == (name != "mkdocs.yml")  # Control: pages were taken, but with other settings none.


def test_pages_that_a_change_does_not_reach_are_taken(serve, taken):
    """The changed document is drawn."""
    server = serve()
    server.build()
    replace(server.root, *CHANGES["a sentence"])
    server.build()

    assert "b/index.html" in taken
    assert "a/index.html" not in taken


def test_what_an_extension_includes_is_seen(serve, taken):
    """The text of the document is the same; so nothing is known of any page where an extension reads other files."""
    server = serve(part="An included sentence.\n")
    extension = f"{{pymdownx.snippets: {{base_path: [{server.root}]}}}}"
    replace(server.root, "mkdocs.yml", "plugins:", f"markdown_extensions: [{extension}]\nplugins:")
    replace(server.root, "docs/a.md", "## Timeline", '--8<-- "docs/part.md"\n\n## Timeline')
    server.config = server._load(server.site)
    server.build()
    replace(server.root, "docs/part.md", "included", "entirely other")
    again = server.build()

    assert b"entirely other sentence" in again["a/index.html"]
    assert taken == []


def test_the_search_of_mkdocs_itself_still_finds_all(serve, taken):
    """It indexes the text of each page, so all are rendered."""
    server = serve()
    replace(server.root, "mkdocs.yml", "[postmortems]", "[search, postmortems]")
    server.config = server._load(server.site)
    server.build()
    replace(server.root, *CHANGES["a sentence"])
    again = server.build()

    assert b"It ended" in again["search/search_index.json"]
    assert taken == []
    assert differences(again, server.fresh()) == []


def test_a_build_that_fails_leaves_nothing_behind(serve):
    """The next one draws what it needs."""
    server = serve()
    server.build()
    replace(server.root, "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    (server.root / "hook.py").write_text(
        "from mkdocs.exceptions import BuildError\n\ndef on_env(*_, **__):\n    raise BuildError('no')\n"
    )
    with pytest.raises(Abort):
        server.build()
    replace(server.root, "mkdocs.yml", "hooks: [hook.py]\n", "")

    assert differences(server.build(), server.fresh()) == []
