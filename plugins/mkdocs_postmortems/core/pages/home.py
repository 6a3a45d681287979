"""What the first page shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import Facet, FacetValue
from mkdocs_postmortems.core.model import Kind, Postmortem, SectionName
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.charts.chart import Chart
from mkdocs_postmortems.core.pages.index import IndexRow, index_row
from mkdocs_postmortems.core.pages.quarter import quarter_of
from mkdocs_postmortems.core.pages.row import IncidentRow, count_open, incident_row
from mkdocs_postmortems.core.pages.tally import quarterly, spark
from mkdocs_postmortems.core.ref import Ref

RECENT = 8
KEEPS_COMING_BACK = 5
SERVICES = 12
ON_THIS_DAY = 3

SECTIONS = {
    SectionName.SUMMARY: "Summary",
    SectionName.IMPACT: "Impact",
    SectionName.TIMELINE: "Timeline",
    SectionName.ROOT_CAUSE: "Root cause",
    SectionName.CONTRIBUTING_FACTORS: "Contributing factors",
    SectionName.RESOLUTION: "Resolution",
    SectionName.LESSONS: "Lessons",
    SectionName.ACTION_ITEMS: "Action items",
}
"""Sections whose presence says how much can be learned from a document."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    number: int
    words: str
    uri: str


@dataclass(frozen=True, slots=True)
class Recurring:
    """A value that keeps coming back."""

    ref: Ref
    spark: str
    count: int


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An incident of this day in another year."""

    years: str
    """`2 years ago`."""
    row: IncidentRow


@dataclass(frozen=True, slots=True)
class Presence:
    """How many of the documents have a section."""

    name: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Home:
    """The first page."""

    figures: tuple[Figure, ...]
    recent: tuple[IncidentRow, ...]
    all: Ref
    """Where the rest of the recent ones are."""
    recurring: tuple[Recurring, ...]
    recurring_facet: Facet | None
    start_here: tuple[tuple[IncidentRow, str], ...]
    on_this_day: tuple[Anniversary, ...]
    services: tuple[IndexRow, ...]
    more_services: int
    chart: Chart | None
    years: tuple[Ref, ...]
    severities: tuple[Ref, ...]
    kinds: tuple[Ref, ...]
    sections: tuple[Presence, ...]
    facets: tuple[Ref, ...]


def build_home(atlas: Atlas) -> Home:
    """Gather what the first page shows."""
    facets, incidents = atlas.facets, atlas.view.incidents
    services = sorted((v for v in facets.of(Facet.SERVICES) if v.documents), key=lambda v: -count_open(v.documents))
    services.sort(key=lambda v: v.documents[0].date or "", reverse=True)
    repeated = _recurring(atlas)
    return Home(
        figures=_figures(atlas),
        recent=tuple(incident_row(facets, d) for d in incidents[:RECENT]),
        all=Ref("All postmortems by year", "years/index.md"),
        recurring=tuple(_return(atlas, value) for value in repeated),
        recurring_facet=repeated[0].facet if repeated else None,
        start_here=tuple((incident_row(facets, d), d.start_here) for d in incidents if d.start_here),
        on_this_day=_on_this_day(atlas),
        services=tuple(index_row(atlas, value) for value in services[:SERVICES]),
        more_services=max(0, len(services) - SERVICES),
        chart=quarterly(atlas, incidents),
        years=tuple(v.ref for v in facets.of(Facet.YEARS)),
        severities=tuple(v.ref for v in facets.of(Facet.SEVERITIES) if v.documents),
        kinds=tuple(v.ref for v in facets.of(Facet.KINDS)),
        sections=_sections(incidents),
        facets=browsable(atlas),
    )


def browsable(atlas: Atlas) -> tuple[Ref, ...]:
    """Return the facets that have something to show, with the number of their values."""
    found = []
    for facet in Facet:
        used = [value for value in atlas.facets.values[facet].values() if value.documents]
        if used and not (facet is Facet.KINDS and len(used) == 1):
            found.append(Ref(facet.heading, f"{facet}/index.md", count=len(used)))
    return tuple(found)


def _figures(atlas: Atlas) -> tuple[Figure, ...]:
    incidents = atlas.view.incidents
    now = quarter_of(atlas.today)
    recent = sum(quarter_of(d.date) == now for d in incidents)
    overdue = sum(item.is_overdue(atlas.today) for d in incidents for item in d.actions)
    year = atlas.facets.values[Facet.YEARS].get(atlas.today[:4])
    open_ = count_open(incidents)
    return (
        Figure(len(incidents), _kinds(incidents), "years/index.md"),
        Figure(recent, "this quarter", year.uri if year else "years/index.md"),
        Figure(open_, "open action" if open_ == 1 else "open actions", "actions/index.md"),
        Figure(overdue, "overdue", "actions/index.md#overdue" if overdue else "actions/index.md"),
    )


def _kinds(incidents: tuple[Postmortem, ...]) -> str:
    """What there is, in words that go with its number."""
    kinds = {"notice" if d.kind is Kind.NOTICE else "postmortem" for d in incidents} or {"postmortem"}
    plural = "" if len(incidents) == 1 else "s"
    return " and ".join(f"{kind}{plural}" for kind in sorted(kinds, reverse=True))


def _recurring(atlas: Atlas) -> tuple[FacetValue, ...]:
    """The factors that occurred most, and more than once; where no document states any, tags, then services."""
    for facet in (Facet.FACTORS, Facet.TAGS, Facet.SERVICES):
        found = [value for value in atlas.facets.of(facet) if len(value.documents) > 1]
        if found:
            return tuple(found[:KEEPS_COMING_BACK])
    return ()


def _return(atlas: Atlas, value: FacetValue) -> Recurring:
    return Recurring(value.ref, spark(atlas, value.documents, value.term.name), len(value.documents))


def _on_this_day(atlas: Atlas) -> tuple[Anniversary, ...]:
    """Incidents of this day of the year; where there is none, of this week."""
    month_day = atlas.today[5:]
    past = [d for d in atlas.view.incidents if d.date and len(d.date) == 10 and d.date[:4] < atlas.today[:4]]
    found = []
    for document in past:
        assert document.date is not None
        if document.date[5:] == month_day:
            years = int(atlas.today[:4]) - int(document.date[:4])
            words = "a year ago" if years == 1 else f"{years} years ago"
            found.append(Anniversary(words, incident_row(atlas.facets, document)))
    return tuple(found[:ON_THIS_DAY])


def _sections(incidents: tuple[Postmortem, ...]) -> tuple[Presence, ...]:
    counts = Counter(name for d in incidents for name in {section.name for section in d.sections})
    return tuple(
        Presence(title, counts[name], round(100 * counts[name] / len(incidents)))
        for name, title in SECTIONS.items()
        if counts[name]
    )
