"""Lists the generated pages of a site: home page, facet indexes, facet values, open actions, search pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.action_items import open_first, promised_actions, unstated_newest_first
from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import FACETS, FACTORS, SERVICES, TEAMS, FacetSpec
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.digest_pages import build_digest_pages
from mkdocs_postmortems.core.pages.facet_value_page import build_facet_value_pages
from mkdocs_postmortems.core.pages.home_page import browsable_facets, build_home_page
from mkdocs_postmortems.core.pages.insights import INSIGHTS_URI, build_insights_page, insights_list_pages
from mkdocs_postmortems.core.pages.insights.page import build_questions, insights_csv_files
from mkdocs_postmortems.core.pages.learn_page import build_learn_page
from mkdocs_postmortems.core.pages.list_rows import (
    ActionRow,
    FacetValueRow,
    action_icons,
    facet_value_row,
    listed_action_row,
)
from mkdocs_postmortems.core.pages.quarterly_charts import tallest_quarter
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.pages.service_map import ServiceMap, build_service_map
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.slug import make_slugs

HOME_URI = "index.md"
FALLBACK_HOME_URI = "incidents/index.md"
"""URI of the home page if the folder of postmortems has an index page of its own."""

ACTIONS_URI = "actions/index.md"
LEARN_URI = "learn/index.md"
SAVED_SEARCH_URI = "searches/{slug}.md"
SEARCH_URI = "search/index.md"
SIMILAR_URI = "similar/index.md"

GENERATED_FOLDERS = frozenset(
    uri.split("/")[0]
    for uri in (FALLBACK_HOME_URI, ACTIONS_URI, INSIGHTS_URI, LEARN_URI, SAVED_SEARCH_URI, SEARCH_URI, SIMILAR_URI)
).union(facet.url for facet in FACETS)
"""Folders of generated pages, which documents may link to although there are no such files."""


@dataclass(frozen=True, slots=True)
class FacetIndexPage:
    """Template data of the index page of a facet, which lists its values."""

    facet: FacetSpec
    rows: tuple[FacetValueRow, ...]
    without: int
    """Number of incidents without a value of the facet."""
    total: int
    """Number of all incidents."""
    described: tuple[DescribedFactor, ...] = ()
    """Contributing factors in the words of documents, without a term of the taxonomy; for contributing factors only."""
    more_described: int = 0
    """Number of such factors beyond the first `MAX_DESCRIBED`."""
    service_map: ServiceMap | None = None
    """Which services fail together; for services only."""


@dataclass(frozen=True, slots=True)
class DescribedFactor:
    """A contributing factor in the words of a document."""

    text: str
    document: PageLink


MAX_DESCRIBED = 100
"""Maximum number of factors in words on the index page; the search finds all of them."""

ACTIONS_PER_PAGE = 100
"""Rows of a table that phones still render without delay."""


@dataclass(frozen=True, slots=True)
class ActionChoice:
    """A way to narrow the list of open action items."""

    key: str
    """Key in the URL."""
    name: str
    options: tuple[tuple[str, str], ...]
    """(value in the URL, name)."""


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """Template data of one page of the list of open action items."""

    overdue: tuple[ActionRow, ...]
    open: tuple[ActionRow, ...]
    """Open action items that are not overdue."""
    unstated: tuple[ActionRow, ...]
    """Action items of which no document says whether they are done."""
    late: int
    """Number of overdue action items on all pages."""
    count: int
    """Number of open action items on all pages, including overdue ones."""
    done: int
    """Number of action items that are done, or will not be done."""
    unknown: int
    """Number of action items without a state on all pages."""
    past_slo: int
    """Number of action items on all pages that are open for longer than their severity allows."""
    page: int
    pages: tuple[PageLink, ...]
    """Links to all pages of the list; empty if there is only one."""
    choices: tuple[ActionChoice, ...] = ()
    """The ways to narrow the list, on its first page."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page uses, without duplicates."""
        return action_icons((*self.overdue, *self.open, *self.unstated))


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


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A file to generate that is no page."""

    uri: str
    """Path relative to the folder of postmortems."""
    text: str


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page to generate: URI, title, template and the template's data."""

    uri: str
    """Source URI relative to the folder of postmortems."""
    title: str
    template: str
    data: object
    """What the template shows: one of the dataclasses above, or that of a page with a module of its own."""
    files: tuple[GeneratedFile, ...] = ()
    """Files that the page links to, such as its numbers as CSV."""


def build_generated_pages(
    site_model: SiteModel, home: str = HOME_URI, saved: Iterable[SavedSearch] = ()
) -> Iterator[GeneratedPage]:
    """Yield every generated page of a view; `home` is the URI of the home page."""
    yield GeneratedPage(home, Message("Postmortems"), "home.html", build_home_page(site_model))
    yield from _search_pages(site_model, tuple(saved))
    yield GeneratedPage(LEARN_URI, Message("Learn"), "learn.html", build_learn_page(site_model))
    for uri, digest in build_digest_pages(site_model):
        yield GeneratedPage(uri, digest.month.name, "digest.html", digest)
    for uri, actions in _actions_pages(site_model):
        number = actions.page
        heading = Message("Open actions") if number == 1 else Message("Open actions, page {page}", page=str(number))
        yield GeneratedPage(uri, heading, "actions.html", actions)
    yield from _insights_pages(site_model)
    for facet in site_model.facets.specs:
        yield GeneratedPage(facet.index_uri, facet.heading, "index.html", _facet_index_page(site_model, facet))
        for value in site_model.facets.of(facet):
            for uri, page in build_facet_value_pages(site_model, value):
                name = value.term.name
                title: str = name if page.first else Message("{name}, page {page}", name=name, page=str(page.page))
                yield GeneratedPage(uri, title, "value.html", page)


def _insights_pages(site_model: SiteModel) -> Iterator[GeneratedPage]:
    questions = build_questions(site_model)
    page = build_insights_page(site_model, questions)
    files = tuple(GeneratedFile(uri, text) for uri, text in insights_csv_files(questions))
    yield GeneratedPage(INSIGHTS_URI, Message("Insights"), "insights.html", page, files)
    for uri, lists in insights_list_pages(site_model, questions):
        yield GeneratedPage(uri, lists.title, "insights_list.html", lists)


class Tabs(NamedTuple):
    """The links that lead through the postmortems from every page."""

    home: PageLink
    browse: tuple[PageLink, ...]
    """The indexes of facets."""
    others: tuple[PageLink, ...]
    """What people do: search, compare, work on actions."""


def build_tabs(site_model: SiteModel, home: str = HOME_URI) -> Tabs:
    """Return the links of the navigation: home page, facet indexes with enough values, searches and actions."""
    others = (
        PageLink(Message("Search"), SEARCH_URI),
        PageLink(Message("Similar"), SIMILAR_URI),
        PageLink(Message("Actions"), ACTIONS_URI),
        PageLink(Message("Insights"), INSIGHTS_URI),
        PageLink(Message("Learn"), LEARN_URI),
    )
    return Tabs(PageLink(Message("Postmortems"), home), browsable_facets(site_model), others)


def saved_search_uris(saved: Iterable[SavedSearch]) -> Mapping[SavedSearch, str]:
    """Return the source URI of the page of each saved search."""
    searches = tuple(saved)
    names = make_slugs(search.name for search in searches)
    return {search: SAVED_SEARCH_URI.format(slug=names[search.name]) for search in searches}


def _search_pages(site_model: SiteModel, saved: tuple[SavedSearch, ...]) -> Iterator[GeneratedPage]:
    indexes = browsable_facets(site_model)
    uris = saved_search_uris(saved)
    refs = tuple(PageLink(search.name, uris[search]) for search in saved)
    yield GeneratedPage(
        SIMILAR_URI, Message("Similar incidents"), "similar.html", SimilarPage(len(site_model.view.incidents), indexes)
    )
    phrases = {one.key: one.phrase for one in build_filters(site_model.facets.specs)}
    page = SearchPage(Message("Search"), "", phrases, indexes, refs)
    yield GeneratedPage(SEARCH_URI, page.name, "search.html", page)
    for search, ref in zip(saved, refs, strict=True):
        assert ref.uri is not None
        page = SearchPage(search.name, search.query, phrases, indexes, refs)
        yield GeneratedPage(ref.uri, page.name, "search.html", page)


def _facet_index_page(site_model: SiteModel, facet: FacetSpec) -> FacetIndexPage:
    values = site_model.facets.of(facet)
    tallest = tallest_quarter(site_model, (value.documents for value in values))
    rows = tuple(facet_value_row(site_model, value, tallest) for value in values)
    stated = {d.path for value in site_model.facets.values[facet].values() for d in value.documents}
    incidents = site_model.view.incidents
    described = _described_factors(incidents) if facet.id == FACTORS.id else ()
    return FacetIndexPage(
        facet=facet,
        rows=rows,
        without=sum(d.path not in stated for d in incidents),
        total=len(incidents),
        described=described[:MAX_DESCRIBED],
        more_described=max(0, len(described) - MAX_DESCRIBED),
        service_map=build_service_map(site_model.facets) if facet.id == SERVICES.id else None,
    )


def _described_factors(incidents: tuple[Postmortem, ...]) -> tuple[DescribedFactor, ...]:
    """Return the factors that documents describe without a term of the taxonomy, of the newest incident first."""
    return tuple(
        DescribedFactor(factor.text, PageLink(document.title, document.path))
        for document in incidents
        for factor in document.factors
        if factor.text and not factor.id
    )


def _actions_pages(site_model: SiteModel) -> Iterator[tuple[str, ActionsPage]]:
    facets, incidents, today = site_model.facets, site_model.view.incidents, site_model.today
    promised = tuple(promised_actions(incidents, today, site_model.action_slo))
    open_, unstated = open_first(promised), unstated_newest_first(promised)
    rows = tuple(listed_action_row(facets, action) for action in (*open_, *unstated))
    choices = tuple(_choices(facets, rows))
    done = sum(item.is_settled for d in incidents for item in d.actions)
    late = sum(row.overdue for row in rows)
    number = max(1, -(-len(rows) // ACTIONS_PER_PAGE))
    pages = tuple(PageLink(str(n), ACTIONS_URI if n == 1 else f"actions/{n}.md") for n in range(1, number + 1))
    for page, ref in enumerate(pages, 1):
        listed = rows[(page - 1) * ACTIONS_PER_PAGE : page * ACTIONS_PER_PAGE]
        assert ref.uri is not None
        yield (
            ref.uri,
            ActionsPage(
                overdue=tuple(row for row in listed if row.overdue),
                open=tuple(row for row in listed if not row.overdue and not row.is_unstated),
                unstated=tuple(row for row in listed if row.is_unstated),
                late=late,
                count=len(open_),
                done=done,
                unknown=len(unstated),
                past_slo=sum(row.is_past_slo for row in rows),
                page=page,
                pages=pages if number > 1 else (),
                choices=choices if page == 1 else (),
            ),
        )


def _choices(facets: Facets, rows: Sequence[ActionRow]) -> Iterator[ActionChoice]:
    """Yield the ways to narrow the list, those that tell any of its rows apart."""
    owners = sorted({row.owner.name for row in rows if row.owner}, key=str.casefold)
    used = {value for row in rows for value in row.cut}
    yield ActionChoice("owner", Message("Owner"), tuple((owner, owner) for owner in owners))
    for facet in (facets.spec(TEAMS), facets.spec(SERVICES)):
        values = [value for value in facets.used(facet) if f"{facet.filter_key}:{value.term.id}" in used]
        options = tuple((value.term.id, value.term.name) for value in values)
        yield ActionChoice(facet.filter_key, facet.heading, options)
