"""The pages that people search on: the search, saved searches, and what is similar to a pasted text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.pages.home_page import browsable_facets
from mkdocs_postmortems.core.pages.page_uris import SAVED_SEARCH_URI, SEARCH_URI
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.slug import make_slugs


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Template data of the search page or of a saved search."""

    name: str
    query: str
    """Query string to use if the URL has none; empty on the search page."""
    phrases: Mapping[str, str]
    """Filter key to `FilterSpec.phrase`, in the order of the filters."""
    indexes: tuple[PageLink, ...]
    """Links to facet indexes, shown without JavaScript."""
    saved: tuple[PageLink, ...]
    """Links to all saved searches."""


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """Template data of the page that finds incidents similar to a pasted text."""

    count: int
    """Number of incidents."""
    indexes: tuple[PageLink, ...]
    """Links to facet indexes, shown without JavaScript."""


def saved_search_uris(saved: Iterable[SavedSearch]) -> Mapping[SavedSearch, str]:
    """Return the source URI of the page of each saved search."""
    searches = tuple(saved)
    names = make_slugs(search.name for search in searches)
    return {search: SAVED_SEARCH_URI.format(slug=names[search.name]) for search in searches}


def build_search_pages(site_model: SiteModel, saved: tuple[SavedSearch, ...]) -> Iterator[tuple[str, SearchPage]]:
    """Yield URI and template data of the page of the search, and of each saved search."""
    indexes = browsable_facets(site_model)
    uris = saved_search_uris(saved)
    refs = tuple(PageLink(search.name, uris[search]) for search in saved)
    phrases = {one.key: one.phrase for one in build_filters(site_model.facets.specs)}
    page = SearchPage(Message("Search"), "", phrases, indexes, refs)
    yield SEARCH_URI, page
    for search, ref in zip(saved, refs, strict=True):
        assert ref.uri is not None
        yield ref.uri, SearchPage(search.name, search.query, phrases, indexes, refs)


def build_similar_page(site_model: SiteModel) -> SimilarPage:
    """Build the template data of the page that compares a pasted text."""
    return SimilarPage(len(site_model.view.incidents), browsable_facets(site_model))
