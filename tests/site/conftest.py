"""The fixture `site`: builds a site with MkDocs from files given in one string."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from compiled_templates import compiled_once
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from sites import fresh, stage_site

CONFIG = """\
site_name: Test
site_url: https://example.com/
theme: {name: material, font: false}
plugins: [postmortems]
"""


@dataclass
class Site:
    """A site that can be built, changed, and built again."""

    root: Path
    log: pytest.LogCaptureFixture

    def write(self, text: str) -> None:
        """Write files: each begins with a line `>> path`, and `mkdocs.yml` is a default one unless it is given."""
        parts = re.split(r"^>> (.+)\n", text.lstrip("\n"), flags=re.MULTILINE)
        for path, content in zip(parts[1::2], parts[2::2], strict=True):
            target = self.root / ("" if path == "mkdocs.yml" else "docs") / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")

    def build(self, *, strict: bool = False) -> Site:
        """Build the site. Raises `Abort` if a strict build fails."""
        self.log.clear()
        with self.log.at_level(logging.INFO, "mkdocs"):
            build(load_config(str(self.root / "mkdocs.yml"), strict=strict))
        return self

    def staged(self, audience: str) -> Site:
        """Return the staging folder of an audience as a site that can be built."""
        folder = fresh(self.root / f"stage-{audience}")
        stage_site(self.root / "mkdocs.yml", audience, folder)
        return Site(folder, self.log)

    def fails(self) -> bool:
        """Whether a strict build is aborted."""
        try:
            self.build(strict=True)
        except Abort:
            return True
        return False

    def html(self, path: str) -> str:
        """Return a page that was built."""
        return (self.root / "site" / path / "index.html").read_text(encoding="utf-8")

    def main(self, path: str) -> str:
        """Return the part of a page that our template rendered, with white space collapsed."""
        html = self.html(path)
        found = re.search(r'<div class="pm pm-page">(.*)</article>', html, re.DOTALL)
        assert found, f"{path} is none of our pages"
        return " ".join(found[1].split())

    @property
    def files(self) -> set[str]:
        """Paths of all files of the built site, except assets."""
        root = self.root / "site"
        return {
            p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file() and "assets/" not in p.as_posix()
        }

    @property
    def pages(self) -> set[str]:
        """Addresses of all pages except the home page."""
        return {name.removesuffix("/index.html") for name in self.files if name.endswith("/index.html")}

    @property
    def warnings(self) -> list[str]:
        """Messages of all warnings of the last build."""
        return [
            r.getMessage() for r in self.log.records if r.levelno >= logging.WARNING and r.name.startswith("mkdocs")
        ]


@pytest.fixture(scope="session", autouse=True)
def _templates() -> Iterator[None]:
    """Compile each template once for all tests of a process."""
    with compiled_once():
        yield


@pytest.fixture(name="site")
def _site(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Site]:
    """Build the site that is written in one string; for an audience, from its staging folder."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")  # 2026-11-20

    def make(text: str, audience: str = "") -> Site:
        made = Site(tmp_path, caplog)
        if ">> mkdocs.yml\n" not in text:
            made.write(f">> mkdocs.yml\n{CONFIG}")
        made.write(text)
        return (made.staged(audience) if audience else made).build()

    return make
