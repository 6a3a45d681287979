"""The pages that no author wrote: the first page, indexes, and a page for each value of a facet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.cut import Cut, build_cuts
from mkdocs_postmortems.core.pages.home import Home, browsable, build_home
from mkdocs_postmortems.core.pages.index import IndexRow, index_row
from mkdocs_postmortems.core.pages.row import ActionRow, action_icons, open_actions
from mkdocs_postmortems.core.pages.saved import SavedSearch
from mkdocs_postmortems.core.ref import Ref
from mkdocs_postmortems.core.slug import slugs

HOME = "index.md"
OTHER_HOME = "incidents/index.md"
"""Where the first page goes if the folder has an index of its own."""

ACTIONS = "actions/index.md"
SEARCH = "search/index.md"
SIMILAR = "similar/index.md"


@dataclass(frozen=True, slots=True)
class Index:
    """The index page of a facet."""

    facet: Facet
    rows: tuple[IndexRow, ...]
    without: int
    """Incidents that state no value."""
    total: int


ACTIONS_A_PAGE = 100
"""Rows of a table that a phone draws without a pause."""


@dataclass(frozen=True, slots=True)
class Actions:
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
    pages: tuple[Ref, ...]
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
    indexes: tuple[Ref, ...]
    """Where to look without JavaScript."""
    saved: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The page that finds incidents like a pasted text."""

    count: int
    indexes: tuple[Ref, ...]
    """Where to look without JavaScript."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to generate."""

    uri: str
    """Source URI below the folder of postmortems."""
    title: str
    template: str
    data: Home | Index | Cut | Actions | SearchPage | SimilarPage


def build_pages(atlas: Atlas, home: str = HOME, saved: Iterable[SavedSearch] = ()) -> Iterator[Page]:
    """Yield every generated page of a view; the first page gets the address `home`."""
    yield Page(home, "Postmortems", "home.html", build_home(atlas))
    yield from _searches(atlas, tuple(saved))
    for uri, actions in _actions(atlas):
        suffix = "" if actions.page == 1 else f", page {actions.page}"
        yield Page(uri, f"Open actions{suffix}", "actions.html", actions)
    for facet in Facet:
        yield Page(f"{facet}/index.md", facet.heading, "index.html", _index(atlas, facet))
        for value in atlas.facets.of(facet):
            for uri, cut in build_cuts(atlas, value):
                suffix = "" if cut.first else f", page {cut.page}"
                yield Page(uri, f"{value.term.name}{suffix}", "value.html", cut)


def tabs(atlas: Atlas, home: str = HOME) -> tuple[Ref, ...]:
    """Return the way to the first page and to each index that has something to show."""
    return (
        Ref("Postmortems", home),
        *browsable(atlas),
        Ref("Actions", ACTIONS),
        Ref("Search", SEARCH),
        Ref("Similar", SIMILAR),
    )


def _searches(atlas: Atlas, saved: tuple[SavedSearch, ...]) -> Iterator[Page]:
    indexes = browsable(atlas)
    names = slugs(search.name for search in saved)
    refs = tuple(Ref(search.name, f"searches/{names[search.name]}.md") for search in saved)
    yield Page(SIMILAR, "Similar incidents", "similar.html", SimilarPage(len(atlas.view.incidents), indexes))
    yield Page(SEARCH, "Search", "search.html", SearchPage("Search", "", indexes, refs))
    for search, ref in zip(saved, refs, strict=True):
        assert ref.uri is not None
        yield Page(ref.uri, search.name, "search.html", SearchPage(search.name, search.query, indexes, refs))


def _index(atlas: Atlas, facet: Facet) -> Index:
    rows = tuple(index_row(atlas, value) for value in atlas.facets.of(facet))
    stated = {d.path for value in atlas.facets.values[facet].values() for d in value.documents}
    incidents = atlas.view.incidents
    return Index(facet, rows, sum(d.path not in stated for d in incidents), len(incidents))


def _actions(atlas: Atlas) -> Iterator[tuple[str, Actions]]:
    rows = open_actions(atlas.facets, atlas.view.incidents, atlas.today)
    done = sum(not item.is_open for d in atlas.view.incidents for item in d.actions)
    late = sum(row.overdue for row in rows)
    number = max(1, -(-len(rows) // ACTIONS_A_PAGE))
    pages = tuple(Ref(str(n), ACTIONS if n == 1 else f"actions/{n}.md") for n in range(1, number + 1))
    for page, ref in enumerate(pages, 1):
        listed = rows[(page - 1) * ACTIONS_A_PAGE : page * ACTIONS_A_PAGE]
        overdue, others = tuple(r for r in listed if r.overdue), tuple(r for r in listed if not r.overdue)
        assert ref.uri is not None
        yield ref.uri, Actions(overdue, others, late, len(rows), done, page, pages if number > 1 else ())
