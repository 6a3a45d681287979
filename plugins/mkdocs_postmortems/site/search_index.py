"""Writes what browsers search: one index of the documents of a view and of the ordinary pages around them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
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
    ordinary_page_values,
    page_html,
    record_html,
)
from mkdocs_postmortems.site.pagefind_client import IndexingError, find_binary
from mkdocs_postmortems.site.pagefind_shards import IndexPage, count_shards, write_shards
from mkdocs_postmortems.site.similar_index import write_fallback_index, write_similar_index

if TYPE_CHECKING:
    from mkdocs_postmortems.core.pages.site_model import SiteModel

SEARCH_FOLDER = "assets/postmortems/search"
"""Where the index goes, below the site."""

FILTERS_FILE = "legend.json"
SUGGESTIONS_FILE = "terms.json"

PAGEFIND_MISSING = (
    "Pagefind's program is not installed here: the site gets the smaller search, which knows each document's most "
    "telling words only. For full-text search: pip install 'pagefind[bin]'."
)
PAGEFIND_FAILED = (
    "{error}. The site gets the smaller search, which knows each document's most telling words only. "
    "Where Pagefind cannot run, say so by an empty PAGEFIND_BINARY_PATH in the environment."
)


class SearchIndexWriter:
    """Keeps what search needs of pages while they are rendered, and writes the index when all are."""

    def __init__(self, site_model: SiteModel) -> None:
        self.site_model = site_model
        self.documents: dict[str, tuple[Postmortem, tuple[Heading, ...]]] = {}
        """Address -> document, and the headings of its page."""
        self.ordinary_pages: dict[str, tuple[str, str]] = {}
        """Address -> title and HTML."""

    def collect_document(self, page: Page, document: Postmortem) -> None:
        """Remember a document's page."""
        self.documents[page.url] = (document, tuple(_headings(page.toc)))

    def collect_page(self, page: Page, html: str) -> None:
        """Remember an ordinary page, unless it asks the theme's search to leave it out."""
        search = page.meta.get("search")
        if not (isinstance(search, dict) and search.get("exclude")):
            self.ordinary_pages[page.url] = (unescape(str(page.title or "")), html)

    def write(self, config: MkDocsConfig) -> str | None:
        """Write the index into the site; return what is missing, if it cannot be had.

        Raises:
            IndexingError: Pagefind failed. The site is as it is without its program.
        """
        folder = Path(config.site_dir) / SEARCH_FOLDER
        _make_empty(folder)
        binary = find_binary()
        if binary is None:
            _write_json(folder / FILTERS_FILE, {"engine": ""})
            return PAGEFIND_MISSING
        addresses = [*sorted(self.documents), *sorted(self.ordinary_pages)]
        filters = build_filter_catalog(self.site_model)
        parts = count_shards(len(addresses)) if addresses else 0
        _write_json(folder / FILTERS_FILE, {"engine": "pagefind", "parts": parts, "filters": filters})
        _write_json(folder / SUGGESTIONS_FILE, build_suggestions(self.site_model))
        try:
            write_shards(binary, addresses, self._index_page, folder, _language(config))
        except IndexingError:
            _make_empty(folder)
            _write_json(folder / FILTERS_FILE, {"engine": ""})
            raise
        return None

    def _index_page(self, url: str, shard: str) -> IndexPage:
        if url in self.ordinary_pages:
            values = ordinary_page_values(self.site_model.facets.specs)
            return IndexPage(page_html(*self.ordinary_pages[url], values, shard))
        document, headings = self.documents[url]
        record = build_record(self.site_model.facets, document, url, headings, self.site_model.today)
        return IndexPage(record_html(record, shard), record.date, record.minutes)


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


def write_search_indexes(writer: SearchIndexWriter, urls: Mapping[str, str], config: MkDocsConfig) -> str | None:
    """Write everything; return what is missing, if there can be no full-text search. `urls` is by path.

    Pagefind is a process of its own, and takes longest: it works on another core while the others are written here.

    Raises:
        IndexingError: Pagefind failed. The site is as it is without its program.
    """
    with ThreadPoolExecutor(1, "indexing") as beside:
        indexing = beside.submit(writer.write, config)
        write_similar_index(writer.site_model, urls, config)
        write_fallback_index(writer.site_model, writer.ordinary_pages, config)
    return indexing.result()
