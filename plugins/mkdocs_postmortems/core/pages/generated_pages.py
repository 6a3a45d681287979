"""The pages that no author wrote: the first page, indexes, and a page for each value of a facet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import FacetSpec
from mkdocs_postmortems.core.page_link import PageLink
from mkdocs_postmortems.core.pages.facet_value_page import FacetValuePage, build_facet_value_pages
from mkdocs_postmortems.core.pages.home_page import HomePage, browsable_facets, build_home_page
from mkdocs_postmortems.core.pages.list_rows import (
    ActionRow,
    FacetValueRow,
    action_icons,
    facet_value_row,
    open_actions,
)
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.slug import make_slugs

HOME_URI = "index.md"
FALLBACK_HOME_URI = "incidents/index.md"
"""Where the first page goes if the folder has an index of its own."""

ACTIONS_URI = "actions/index.md"
SEARCH_URI = "search/index.md"
SIMILAR_URI = "similar/index.md"


@dataclass(frozen=True, slots=True)
class FacetIndexPage:
    """The index page of a facet."""

    facet: FacetSpec
    rows: tuple[FacetValueRow, ...]
    without: int
    """Incidents that state no value."""
    total: int


ACTIONS_PER_PAGE = 100
"""Rows of a table that a phone draws without a pause."""


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """A page of the list of open action items."""

    overdue: tuple[ActionRow, ...]
    open: tuple[ActionRow, ...]
    """Those that are not overdue."""
    late: int
    """How many are overdue, on all pages."""
    count: int
    """How many are open, overdue or not, on all pages."""
    done: int
    page: int
    pages: tuple[PageLink, ...]
    """All pages of the list, if there is more than one."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page is drawn with, each once."""
        return action_icons((*self.overdue, *self.open))


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search, or a search that was given a name."""

    name: str
    query: str
    """What is searched where the address does not say it: a query string, empty on the search itself."""
    phrases: str
    """What leads from the number of results to chosen values, by filter key in the order of filters: a JSON object."""
    indexes: tuple[PageLink, ...]
    """Where to look without JavaScript."""
    saved: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The page that finds incidents like a pasted text."""

    count: int
    indexes: tuple[PageLink, ...]
    """Where to look without JavaScript."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page to generate."""

    uri: str
    """Source URI below the folder of postmortems."""
    title: str
    template: str
    data: HomePage | FacetIndexPage | FacetValuePage | ActionsPage | SearchPage | SimilarPage


def build_generated_pages(
    site_model: SiteModel, home: str = HOME_URI, saved: Iterable[SavedSearch] = ()
) -> Iterator[GeneratedPage]:
    """Yield every generated page of a view; the first page gets the address `home`."""
    yield GeneratedPage(home, "Postmortems", "home.html", build_home_page(site_model))
    yield from _search_pages(site_model, tuple(saved))
    for uri, actions in _actions_pages(site_model):
        suffix = "" if actions.page == 1 else f", page {actions.page}"
        yield GeneratedPage(uri, f"Open actions{suffix}", "actions.html", actions)
    for facet in site_model.facets.specs:
        yield GeneratedPage(facet.index_uri, facet.heading, "index.html", _facet_index_page(site_model, facet))
        for value in site_model.facets.of(facet):
            for uri, cut in build_facet_value_pages(site_model, value):
                suffix = "" if cut.first else f", page {cut.page}"
                yield GeneratedPage(uri, f"{value.term.name}{suffix}", "value.html", cut)


def build_tabs(site_model: SiteModel, home: str = HOME_URI) -> tuple[PageLink, ...]:
    """Return the way to the first page and to each index that has something to show."""
    return (
        PageLink("Postmortems", home),
        *browsable_facets(site_model),
        PageLink("Actions", ACTIONS_URI),
        PageLink("Search", SEARCH_URI),
        PageLink("Similar", SIMILAR_URI),
    )


def _search_pages(site_model: SiteModel, saved: tuple[SavedSearch, ...]) -> Iterator[GeneratedPage]:
    indexes = browsable_facets(site_model)
    names = make_slugs(search.name for search in saved)
    refs = tuple(PageLink(search.name, f"searches/{names[search.name]}.md") for search in saved)
    yield GeneratedPage(
        SIMILAR_URI, "Similar incidents", "similar.html", SimilarPage(len(site_model.view.incidents), indexes)
    )
    phrases = json.dumps({one.key: one.phrase for one in build_filters(site_model.facets.specs)})
    page = SearchPage("Search", "", phrases, indexes, refs)
    yield GeneratedPage(SEARCH_URI, page.name, "search.html", page)
    for search, ref in zip(saved, refs, strict=True):
        assert ref.uri is not None
        page = SearchPage(search.name, search.query, phrases, indexes, refs)
        yield GeneratedPage(ref.uri, page.name, "search.html", page)


def _facet_index_page(site_model: SiteModel, facet: FacetSpec) -> FacetIndexPage:
    rows = tuple(facet_value_row(site_model, value) for value in site_model.facets.of(facet))
    stated = {d.path for value in site_model.facets.values[facet].values() for d in value.documents}
    incidents = site_model.view.incidents
    return FacetIndexPage(facet, rows, sum(d.path not in stated for d in incidents), len(incidents))


def _actions_pages(site_model: SiteModel) -> Iterator[tuple[str, ActionsPage]]:
    rows = open_actions(site_model.facets, site_model.view.incidents, site_model.today)
    done = sum(not item.is_open for d in site_model.view.incidents for item in d.actions)
    late = sum(row.overdue for row in rows)
    number = max(1, -(-len(rows) // ACTIONS_PER_PAGE))
    pages = tuple(PageLink(str(n), ACTIONS_URI if n == 1 else f"actions/{n}.md") for n in range(1, number + 1))
    for page, ref in enumerate(pages, 1):
        listed = rows[(page - 1) * ACTIONS_PER_PAGE : page * ACTIONS_PER_PAGE]
        overdue, others = tuple(r for r in listed if r.overdue), tuple(r for r in listed if not r.overdue)
        assert ref.uri is not None
        yield ref.uri, ActionsPage(overdue, others, late, len(rows), done, page, pages if number > 1 else ())
