"""Template data of the pages of a facet value, such as one service or one tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from mkdocs_postmortems.core.action_items import open_first, promised_actions
from mkdocs_postmortems.core.facet_values import FacetValue, PageLink
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, TEAMS, FacetSpec
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.pages.charts import Chart
from mkdocs_postmortems.core.pages.incident_row import IncidentRow
from mkdocs_postmortems.core.pages.link_tools import LinkTool, find_tool
from mkdocs_postmortems.core.pages.list_rows import ActionRow, action_icons, action_rows, format_group
from mkdocs_postmortems.core.pages.quarterly_charts import quarterly_chart
from mkdocs_postmortems.core.pages.service_map import ServiceGraph, ServiceMap, draw_neighbours
from mkdocs_postmortems.core.pages.severity_marks import SeverityMark, severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.quarters import quarters_of_year
from mkdocs_postmortems.core.urls import is_safe_url

INCIDENTS_PER_PAGE = 25
"""Incidents per page of the list."""

MAX_ACTIONS = 10
"""Maximum number of open action items on the page of a value."""


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The incidents of one year on this page of the list."""

    name: str
    rows: tuple[IncidentRow, ...]


class CoOccurrences(NamedTuple):
    """The values of a facet that occur most often together with the value of the page, as (id, link)."""

    name: str
    facet: FacetSpec
    values: tuple[tuple[str, PageLink], ...]


@dataclass(frozen=True, slots=True)
class FacetValuePage:
    """Template data of one page of a value. Pages after the first show only the list of incidents."""

    facet: FacetSpec
    id: str
    ref: PageLink
    definition: str
    facts: tuple[tuple[str, tuple[PageLink, ...]], ...]
    """(label, values) from the taxonomy."""
    links: tuple[tuple[str, str, LinkTool], ...]
    """(name, URL, tool)."""
    mark: SeverityMark | None
    count: int
    first: bool
    chart: Chart | None
    undrawn: int
    """Number of incidents that the chart leaves out, since they are too old or have no month."""
    co_occurrences: tuple[CoOccurrences, ...]
    actions: tuple[ActionRow, ...]
    more_actions: int
    overdue: int
    years: tuple[YearGroup, ...]
    page: int
    pages: tuple[PageLink, ...]
    """Links to all pages of the list; empty if there is only one."""
    service_map: ServiceMap | None = None
    """What fails together with it; for services only."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page uses, without duplicates."""
        return tuple(dict.fromkeys((*(tool.icon for _, _, tool in self.links), *action_icons(self.actions))))


def build_facet_value_pages(
    site_model: SiteModel, value: FacetValue, graph: ServiceGraph
) -> Iterator[tuple[str, FacetValuePage]]:
    """Yield the source URI and the template data of each page of a value; the graph is that of all services."""
    count = max(1, -(-len(value.documents) // INCIDENTS_PER_PAGE))
    uris = [value.page_uri(n) for n in range(1, count + 1)]
    pages = tuple(PageLink(str(n), uri) for n, uri in enumerate(uris, 1)) if count > 1 else ()
    for number, uri in enumerate(uris, 1):
        page = _facet_value_page(site_model, value, number, pages)
        is_drawn = page.first and value.facet == SERVICES
        yield uri, replace(page, service_map=draw_neighbours(graph, value.term.id)) if is_drawn else page


def _facet_value_page(
    site_model: SiteModel, value: FacetValue, page: int, pages: tuple[PageLink, ...]
) -> FacetValuePage:
    first = page == 1
    quarters = quarters_of_year(value.term.id) if value.facet.is_years else None
    chart = quarterly_chart(site_model, value.documents, quarters) if first else None
    open_items = open_first(promised_actions(value.documents, site_model.today)) if first else []
    listed = value.documents[(page - 1) * INCIDENTS_PER_PAGE : page * INCIDENTS_PER_PAGE]
    rows = [site_model.rows[document.path] for document in listed]
    return FacetValuePage(
        facet=value.facet,
        id=value.term.id,
        ref=value.ref,
        definition=value.term.definition,
        facts=_facts(site_model, value),
        links=tuple((name, url, find_tool(url)) for name, url in value.term.links.items() if is_safe_url(url)),
        mark=severity_mark_of(value) if value.facet == SEVERITIES else None,
        count=len(value.documents),
        first=first,
        chart=chart,
        undrawn=len(value.documents) - sum(int(row[-1]) for row in chart.rows) if chart else 0,
        co_occurrences=_co_occurrences(site_model, value) if first else (),
        actions=action_rows(site_model.facets, open_items[:MAX_ACTIONS]),
        more_actions=max(0, len(open_items) - MAX_ACTIONS),
        overdue=sum(one.is_overdue for one in open_items),
        years=tuple(YearGroup(name, tuple(group)) for name, group in groupby(rows, key=lambda row: row.year)),
        page=page,
        pages=pages,
    )


def _facts(site_model: SiteModel, value: FacetValue) -> tuple[tuple[str, tuple[PageLink, ...]], ...]:
    """Return what the taxonomy declares about a value, without empty rows."""
    facets, term = site_model.facets, value.term
    services = facets.values[SERVICES].values()
    owned = [v.ref for v in services if v.term.team == term.id] if value.facet == TEAMS else []
    used_by = [v.ref for v in services if term.id in v.term.depends_on] if value.facet == SERVICES else []
    facts: list[tuple[str, tuple[PageLink, ...]]] = [
        (Message("Owner"), (facets.ref(TEAMS, term.team),) if term.team else ()),
        (Message("Tier"), (PageLink(str(term.tier), None),) if term.tier is not None else ()),
        (Message("Group"), (PageLink(format_group(term.group), None),) if term.group else ()),
        (Message("Depends on"), tuple(facets.ref(SERVICES, id) for id in term.depends_on)),
        (Message("Used by"), tuple(used_by)),
        (Message("Owns"), tuple(owned)),
        (Message("Also called"), tuple(PageLink(alias, None) for alias in term.aliases)),
        (Message("Use instead"), (facets.ref(value.facet, term.replaced_by),) if term.replaced_by else ()),
    ]
    return tuple((name, refs) for name, refs in facts if refs)


def _co_occurrences(site_model: SiteModel, value: FacetValue) -> tuple[CoOccurrences, ...]:
    facets = site_model.facets
    found = ((facet, facets.occurs_with(value, facet)) for facet in facets.specs if facet.co_occurs)
    return tuple(CoOccurrences(_heading(facet, value), facet, values) for facet, values in found if values)


def _heading(facet: FacetSpec, value: FacetValue) -> str:
    return f"Other {facet.heading.lower()}" if facet == value.facet else facet.heading
