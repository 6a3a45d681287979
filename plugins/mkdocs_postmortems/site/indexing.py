"""Writes all that browsers search in: Pagefind's index, similar incidents, and the smaller search."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.site.alike import write_similar
from mkdocs_postmortems.site.fallback import write_fallback
from mkdocs_postmortems.site.searching import SearchDesk


def write_indexes(desk: SearchDesk, urls: Mapping[str, str], config: MkDocsConfig) -> str | None:
    """Write everything; return what is missing, if there can be no full-text search. `urls` is by path.

    Pagefind is a process of its own, and takes longest: it works on another core while the others are written here.

    Raises:
        IndexingError: Pagefind failed. The site is as it is without its program.
    """
    with ThreadPoolExecutor(1, "indexing") as beside:
        indexing = beside.submit(desk.write, config)
        write_similar(desk.atlas, urls, config)
        write_fallback(desk.atlas, desk.ordinary, config)
    return indexing.result()
