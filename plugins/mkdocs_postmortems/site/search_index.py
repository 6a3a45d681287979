"""Writes the full-text index with Pagefind: the documents of a view and the other pages of the site."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.search import (
    Heading,
    OrdinaryPage,
    SearchRecord,
    build_filter_catalog,
    build_record,
    ordinary_page_values,
    page_html,
    record_html,
)
from mkdocs_postmortems.site.background_writing import LogMessage
from mkdocs_postmortems.site.pagefind_shards import count_shards, write_shards
from mkdocs_postmortems.site.similar_index import (
    heading_texts,
    ordinary_page,
    write_fallback_index,
)
from mkdocs_postmortems.system.pagefind_client import IndexingError, find_binary

if TYPE_CHECKING:
    from mkdocs_postmortems.core.pages.site_model import SiteModel

SEARCH_FOLDER = "assets/postmortems/search"
"""Folder of the index, relative to the site's root."""

FILTERS_FILE = "legend.json"

PAGEFIND_MISSING = (
    "Pagefind's program is not installed here: the site gets the smaller search, which knows each document's most "
    "telling words only. For full-text search: pip install 'pagefind[bin]'."
)
PAGEFIND_FAILED = (
    "{error}. The site gets the smaller search, which knows each document's most telling words only. "
    "Where Pagefind cannot run, say so by an empty PAGEFIND_BINARY_PATH in the environment."
)


class SearchIndexWriter:
    """Collects pages while MkDocs renders them, and writes the index after the last one."""

    def __init__(self, site_model: SiteModel) -> None:
        self.site_model = site_model
        self.documents: dict[str, tuple[Postmortem, tuple[Heading, ...]]] = {}
        """URL -> document, and the headings of its page."""
        self.ordinary_pages: dict[str, tuple[str, str]] = {}
        """URL -> title and HTML of a page that is no postmortem."""

    def collect_document(self, page: Page, document: Postmortem) -> None:
        """Add a document's page."""
        self.documents[page.url] = (document, tuple(_headings(page.toc)))

    def collect_page(self, page: Page, html: str) -> None:
        """Add another page, unless its metadata has `search: {exclude: true}`."""
        search = page.meta.get("search")
        if not (isinstance(search, dict) and search.get("exclude")):
            self.ordinary_pages[page.url] = (unescape(str(page.title or "")), html)

    def other_pages(self) -> list[OrdinaryPage]:
        """Return the pages that are no incidents, by URL: the site's own, and guides among the documents."""
        own = (ordinary_page(url, title, heading_texts(html)) for url, (title, html) in self.ordinary_pages.items())
        guides = (
            ordinary_page(url, document.title, (heading.title for heading in headings))
            for url, (document, headings) in self.documents.items()
            if document.is_ordinary
        )
        return sorted((*own, *guides), key=lambda page: page.url)

    def write(self, config: MkDocsConfig) -> bool:
        """Write the index into the site. Return whether Pagefind is installed.

        Raises:
            IndexingError: Pagefind failed; the site is left as if Pagefind were not installed.
        """
        folder = Path(config.site_dir) / SEARCH_FOLDER
        _make_empty(folder)
        binary = find_binary()
        if binary is None:
            _write_json(folder / FILTERS_FILE, {"engine": ""})
            return False
        addresses = [*sorted(self.documents), *sorted(self.ordinary_pages)]
        filters = self.site_model.language.translated(build_filter_catalog(self.site_model))
        parts = count_shards(len(addresses)) if addresses else 0
        _write_json(folder / FILTERS_FILE, {"engine": "pagefind", "parts": parts, "filters": filters})
        try:
            write_shards(binary, addresses, self._index_page, folder, language_of_index(config))
        except IndexingError:
            _make_empty(folder)
            _write_json(folder / FILTERS_FILE, {"engine": ""})
            raise
        return True

    def _index_page(self, url: str, shard: str) -> str:
        if url in self.ordinary_pages:
            values = ordinary_page_values(self.site_model.facets.specs)
            return page_html(*self.ordinary_pages[url], values, shard)
        document, headings = self.documents[url]
        record = build_record(self.site_model, document, url, headings)
        return record_html(self._translated(record), shard)

    def _translated(self, record: SearchRecord) -> SearchRecord:
        say = self.site_model.language.say
        return replace(record, duration=say(record.duration), flag=say(record.flag))


def _make_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _headings(links: Iterable[AnchorLink]) -> Iterator[Heading]:
    for link in links:
        yield Heading(unescape(link.title), link.id)
        yield from _headings(link.children)


PAGEFIND_LANGUAGES = {"nb": "no", "nn": "no", "sh": "sr"}
"""Languages of themes that Pagefind has word stems for under another code."""


def language_of_index(config: MkDocsConfig) -> str:
    """Return the language of the theme without its region, as Pagefind calls it; `en` if the theme has none."""
    language = str(config.theme.get("language") or "en").lower().replace("_", "-").partition("-")[0]
    return PAGEFIND_LANGUAGES.get(language, language)


def write_search_indexes(
    writer: SearchIndexWriter, urls: Mapping[str, str], config: MkDocsConfig
) -> Iterator[LogMessage]:
    """Write the full-text index and the fallback index, and yield what there is to say.

    Args:
        writer: the pages that were collected.
        urls: URL of each document by its path.
        config: MkDocs' configuration.
    """
    try:
        if not writer.write(config):
            yield logging.INFO, PAGEFIND_MISSING
    except IndexingError as error:
        yield logging.WARNING, PAGEFIND_FAILED.format(error=error)
    write_fallback_index(writer.site_model, urls, writer.other_pages(), config)
