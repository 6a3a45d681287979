"""Writes what browsers search: one index of the documents of a view and of the ordinary pages around them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.search import (
    Heading,
    build_filter_catalog,
    build_record,
    build_suggestions,
    page_html,
    record_html,
)
from mkdocs_postmortems.site.pagefind import IndexingError, find_binary
from mkdocs_postmortems.site.parts import Entry, count_parts, write_parts

if TYPE_CHECKING:
    from mkdocs_postmortems.core.pages.site_model import SiteModel

FOLDER = "assets/postmortems/search"
"""Where the index goes, below the site."""

LEGEND = "legend.json"
TERMS = "terms.json"

MISSING = (
    "Pagefind's program is not installed here: the site gets the smaller search, which knows each document's most "
    "telling words only. For full-text search: pip install 'pagefind[bin]'."
)
FAILED = (
    "{error}. The site gets the smaller search, which knows each document's most telling words only. "
    "Where Pagefind cannot run, say so by an empty PAGEFIND_BINARY_PATH in the environment."
)


class SearchDesk:
    """Keeps what search needs of pages while they are rendered, and writes the index when all are."""

    def __init__(self, atlas: SiteModel) -> None:
        self.atlas = atlas
        self.documents: dict[str, tuple[Postmortem, tuple[Heading, ...]]] = {}
        """Address -> document, and the headings of its page."""
        self.ordinary: dict[str, tuple[str, str]] = {}
        """Address -> title and HTML."""

    def take_document(self, page: Page, document: Postmortem) -> None:
        """Remember a document's page."""
        self.documents[page.url] = (document, tuple(_headings(page.toc)))

    def take_page(self, page: Page, html: str) -> None:
        """Remember an ordinary page, unless it asks the theme's search to leave it out."""
        search = page.meta.get("search")
        if not (isinstance(search, dict) and search.get("exclude")):
            self.ordinary[page.url] = (unescape(str(page.title or "")), html)

    def write(self, config: MkDocsConfig) -> str | None:
        """Write the index into the site; return what is missing, if it cannot be had.

        Raises:
            IndexingError: Pagefind failed. The site is as it is without its program.
        """
        folder = Path(config.site_dir) / FOLDER
        _make_empty(folder)
        binary = find_binary()
        if binary is None:
            _write_json(folder / LEGEND, {"engine": ""})
            return MISSING
        addresses = [*sorted(self.documents), *sorted(self.ordinary)]
        filters = build_filter_catalog(self.atlas)
        parts = count_parts(len(addresses)) if addresses else 0
        _write_json(folder / LEGEND, {"engine": "pagefind", "parts": parts, "filters": filters})
        _write_json(folder / TERMS, build_suggestions(self.atlas))
        try:
            write_parts(binary, addresses, self._entry, folder, _language(config))
        except IndexingError:
            _make_empty(folder)
            _write_json(folder / LEGEND, {"engine": ""})
            raise
        return None

    def _entry(self, url: str, part: str) -> Entry:
        if url in self.ordinary:
            return Entry(page_html(*self.ordinary[url], part))
        document, headings = self.documents[url]
        record = build_record(self.atlas.facets, document, url, headings, self.atlas.today)
        return Entry(record_html(record, part), record.date, record.minutes)


def _make_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _headings(links: Iterable[AnchorLink]) -> Iterator[Heading]:
    for link in links:
        yield Heading(unescape(link.title), link.id)
        yield from _headings(link.children)


def _language(config: MkDocsConfig) -> str:
    """The theme's language; without one, English, as themes have it."""
    return str(config.theme.get("language") or "en")[:2].lower()
