"""What the page of one value of a facet shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from mkdocs_postmortems.core.facets import Facet, FacetValue
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.charts.chart import Chart
from mkdocs_postmortems.core.pages.evidence import Tool, is_safe, tool_of
from mkdocs_postmortems.core.pages.index import group_words
from mkdocs_postmortems.core.pages.quarter import quarters_of
from mkdocs_postmortems.core.pages.row import ActionRow, IncidentRow, action_icons, incident_row, open_actions
from mkdocs_postmortems.core.pages.severity import SeverityMark, mark_of
from mkdocs_postmortems.core.pages.tally import quarterly
from mkdocs_postmortems.core.ref import Ref

A_PAGE = 25
"""Incidents on one page of a list."""

TOGETHER = (Facet.SERVICES, Facet.FACTORS, Facet.TAGS)
"""Facets that a value's page counts together with it."""

ACTIONS = 10
"""Open actions that a value's page shows at most."""


@dataclass(frozen=True, slots=True)
class Year:
    """The incidents of one year, or those of them that are on this page."""

    name: str
    rows: tuple[IncidentRow, ...]


class Together(NamedTuple):
    """The values of another facet, or of the same, that occur most together with a value: their ids and links."""

    name: str
    facet: Facet
    values: tuple[tuple[str, Ref], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The page of one value; from the second page on only the list."""

    facet: Facet
    id: str
    ref: Ref
    definition: str
    facts: tuple[tuple[str, tuple[Ref, ...]], ...]
    links: tuple[tuple[str, str, Tool], ...]
    mark: SeverityMark | None
    count: int
    first: bool
    chart: Chart | None
    undrawn: int
    """Incidents that the chart cannot show: too old, or without a month."""
    together: tuple[Together, ...]
    actions: tuple[ActionRow, ...]
    more_actions: int
    overdue: int
    years: tuple[Year, ...]
    page: int
    pages: tuple[Ref, ...]
    """All pages of the list, if there is more than one."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page is drawn with, each once."""
        return tuple(dict.fromkeys((*(tool.icon for _, _, tool in self.links), *action_icons(self.actions))))


def build_cuts(atlas: Atlas, value: FacetValue) -> Iterator[tuple[str, Cut]]:
    """Yield address and data of each page of a value."""
    count = max(1, -(-len(value.documents) // A_PAGE))
    uris = [value.uri, *(f"{value.facet}/{value.slug}/{n}.md" for n in range(2, count + 1))]
    pages = tuple(Ref(str(n), uri) for n, uri in enumerate(uris, 1)) if count > 1 else ()
    for number, uri in enumerate(uris, 1):
        yield uri, _cut(atlas, value, number, pages)


def _cut(atlas: Atlas, value: FacetValue, page: int, pages: tuple[Ref, ...]) -> Cut:
    first = page == 1
    quarters = quarters_of(value.term.id) if value.facet is Facet.YEARS else None
    chart = quarterly(atlas, value.documents, quarters) if first else None
    actions = open_actions(atlas.facets, value.documents, atlas.today) if first else ()
    listed = value.documents[(page - 1) * A_PAGE : page * A_PAGE]
    rows = [incident_row(atlas.facets, document) for document in listed]
    return Cut(
        facet=value.facet,
        id=value.term.id,
        ref=value.ref,
        definition=value.term.definition,
        facts=_facts(atlas, value),
        links=tuple((name, url, tool_of(url)) for name, url in value.term.links.items() if is_safe(url)),
        mark=mark_of(value) if value.facet is Facet.SEVERITIES else None,
        count=len(value.documents),
        first=first,
        chart=chart,
        undrawn=len(value.documents) - sum(int(row[-1]) for row in chart.rows) if chart else 0,
        together=_together(atlas, value) if first else (),
        actions=actions[:ACTIONS],
        more_actions=max(0, len(actions) - ACTIONS),
        overdue=sum(action.overdue for action in actions),
        years=tuple(Year(name, tuple(group)) for name, group in groupby(rows, key=lambda row: row.year)),
        page=page,
        pages=pages,
    )


def _facts(atlas: Atlas, value: FacetValue) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """What the taxonomy says about a value."""
    facets, term = atlas.facets, value.term
    services = facets.values[Facet.SERVICES].values()
    owned = [v.ref for v in services if v.term.team == term.id] if value.facet is Facet.TEAMS else []
    used_by = [v.ref for v in services if term.id in v.term.depends_on] if value.facet is Facet.SERVICES else []
    facts: list[tuple[str, tuple[Ref, ...]]] = [
        ("Owner", (facets.ref(Facet.TEAMS, term.team),) if term.team else ()),
        ("Tier", (Ref(str(term.tier), None),) if term.tier is not None else ()),
        ("Group", (Ref(group_words(term.group), None),) if term.group else ()),
        ("Depends on", tuple(facets.ref(Facet.SERVICES, id) for id in term.depends_on)),
        ("Used by", tuple(used_by)),
        ("Owns", tuple(owned)),
        ("Also called", tuple(Ref(alias, None) for alias in term.aliases)),
        ("Use instead", (facets.ref(value.facet, term.replaced_by),) if term.replaced_by else ()),
    ]
    return tuple((name, refs) for name, refs in facts if refs)


def _together(atlas: Atlas, value: FacetValue) -> tuple[Together, ...]:
    found = ((facet, atlas.facets.occurs_with(value, facet)) for facet in TOGETHER)
    return tuple(Together(_heading(facet, value), facet, values) for facet, values in found if values)


def _heading(facet: Facet, value: FacetValue) -> str:
    return f"Other {facet.heading.lower()}" if facet is value.facet else facet.heading
