"""Template data of the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.facet_values import FacetValue, PageLink
from mkdocs_postmortems.core.facets import FACTORS, KINDS, SERVICES, SEVERITIES, TAGS, YEARS, FacetSpec
from mkdocs_postmortems.core.learning.patterns import find_patterns
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, SectionName
from mkdocs_postmortems.core.pages.charts import Chart
from mkdocs_postmortems.core.pages.incident_row import IncidentRow
from mkdocs_postmortems.core.pages.insights.count_questions import CALENDAR
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion, Table
from mkdocs_postmortems.core.pages.list_rows import FacetValueRow, count_open, count_unstated, facet_value_row
from mkdocs_postmortems.core.pages.quarterly_charts import quarterly_chart, quarterly_sparkline, tallest_quarter
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.quarters import quarter_of

MAX_RECENT = 8
MAX_RECURRING = 5
MAX_SERVICES = 12
MAX_ANNIVERSARIES = 3
CALENDAR_YEARS = 4

SECTION_LABELS = {
    SectionName.SUMMARY: Message("Summary"),
    SectionName.IMPACT: Message("Impact"),
    SectionName.TIMELINE: Message("Timeline"),
    SectionName.ROOT_CAUSE: Message("Root cause"),
    SectionName.CONTRIBUTING_FACTORS: Message("Contributing factors"),
    SectionName.RESOLUTION: Message("Resolution"),
    SectionName.LESSONS: Message("Lessons"),
    SectionName.ACTION_ITEMS: Message("Action items"),
}
"""Sections whose presence the home page counts, with their labels."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and a link to the list."""

    number: int
    words: str
    uri: str


@dataclass(frozen=True, slots=True)
class RecurringValue:
    """A facet value of several incidents."""

    ref: PageLink
    spark: str
    """SVG sparkline of the last quarters; empty without incidents in them."""
    count: int
    """Number of incidents."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An incident on today's day of the year in an earlier year."""

    years: str
    """For example `2 years ago`."""
    row: IncidentRow


@dataclass(frozen=True, slots=True)
class SectionPresence:
    """Number and percentage of incidents that have a section."""

    name: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """A facet, and links to its values."""

    facet: FacetSpec
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Template data of the home page."""

    figures: tuple[Figure, ...]
    recent: tuple[IncidentRow, ...]
    all: PageLink
    """Link to all incidents, by year."""
    recurring: tuple[RecurringValue, ...]
    start_here: tuple[tuple[IncidentRow, str], ...]
    on_this_day: tuple[Anniversary, ...]
    service_facet: FacetSpec
    services: tuple[FacetValueRow, ...]
    more_services: int
    chart: Chart | None
    calendar: Table | None
    """The incidents of the last years by month."""
    years: FacetLinks
    severities: FacetLinks
    kinds: FacetLinks
    sections: tuple[SectionPresence, ...]
    facets: tuple[PageLink, ...]


def build_home_page(site_model: SiteModel, questions: Sequence[InsightQuestion]) -> HomePage:
    """Build the template data of the home page; the questions are those of the insights."""
    facets, incidents = site_model.facets, site_model.view.incidents
    services = sorted(facets.used(SERVICES), key=lambda v: -count_open(v.documents))
    services.sort(key=lambda v: v.documents[0].date or "", reverse=True)
    return HomePage(
        figures=_figures(site_model),
        recent=tuple(site_model.rows[d.path] for d in incidents[:MAX_RECENT]),
        all=PageLink(Message("All postmortems by year"), facets.spec(YEARS).index_uri),
        recurring=_recurring_rows(site_model, _recurring_values(site_model)),
        start_here=tuple((site_model.rows[d.path], d.start_here) for d in incidents if d.start_here),
        on_this_day=_on_this_day(site_model),
        service_facet=facets.spec(SERVICES),
        services=tuple(facet_value_row(site_model, value) for value in services[:MAX_SERVICES]),
        more_services=max(0, len(facets.of(SERVICES)) - len(services[:MAX_SERVICES])),
        chart=quarterly_chart(site_model, incidents),
        calendar=_calendar(questions),
        years=_links_of(site_model, YEARS),
        severities=_links_of(site_model, SEVERITIES),
        kinds=_links_of(site_model, KINDS),
        sections=_section_presence(incidents),
        facets=browsable_facets(site_model),
    )


def browsable_facets(site_model: SiteModel) -> tuple[PageLink, ...]:
    """Return links to the indexes of facets that have enough values (`min_values`), with the number of values."""
    found = []
    for facet in site_model.facets.specs:
        count = len(site_model.facets.used(facet))
        if count >= facet.min_values:
            found.append(PageLink(facet.heading, facet.index_uri, count=count))
    return tuple(found)


def _calendar(questions: Sequence[InsightQuestion]) -> Table | None:
    tables = [table for question in questions if question.id == CALENDAR for table in question.tables]
    return replace(tables[0], rows=tables[0].rows[:CALENDAR_YEARS], note="") if tables else None


def _links_of(site_model: SiteModel, facet: FacetSpec) -> FacetLinks:
    return FacetLinks(
        site_model.facets.spec(facet), tuple(value.counted_ref for value in site_model.facets.used(facet))
    )


def _figures(site_model: SiteModel) -> tuple[Figure, ...]:
    incidents = site_model.view.incidents
    now = quarter_of(site_model.today)
    recent = sum(quarter_of(d.date) == now for d in incidents)
    overdue = sum(item.is_overdue(site_model.today) for d in incidents for item in d.actions)
    year = site_model.facets.values[YEARS].get(site_model.today[:4])
    all_years = site_model.facets.spec(YEARS).index_uri
    open_, unstated = count_open(incidents), count_unstated(incidents)
    return (
        Figure(len(incidents), _kinds(incidents), all_years),
        Figure(recent, Message("this quarter"), year.uri if year else all_years),
        Figure(open_, Message("open actions", "open action", number=open_), "actions/index.md"),
        Figure(overdue, Message("overdue"), "actions/index.md#overdue" if overdue else "actions/index.md"),
        *_unstated_figure(unstated),
    )


def _unstated_figure(number: int) -> Iterator[Figure]:
    """Yield the number of actions of which nobody wrote whether they are done, if there are any."""
    if number:
        words = Message("actions with no state written", "action with no state written", number=number)
        yield Figure(number, words, "actions/index.md")


def _kinds(incidents: tuple[Postmortem, ...]) -> str:
    """Return the kinds of the documents as words, in the number of their count."""
    number = len(incidents)
    notices = sum(d.kind is DocumentKind.NOTICE for d in incidents)
    if notices and notices == number:
        return Message("notices", "notice", number=number)
    if notices:
        return Message("postmortems and notices")
    return Message("postmortems", "postmortem", number=number)


def _recurring_values(site_model: SiteModel) -> tuple[FacetValue, ...]:
    """Return what keeps coming back; if nothing does, the most frequent factors that are repeated, tags or services."""
    if patterns := find_patterns(site_model.facets, site_model.related, MAX_RECURRING):
        return patterns
    for facet in (FACTORS, TAGS, SERVICES):
        found = [value for value in site_model.facets.of(facet) if len(value.documents) > 1]
        if found:
            return tuple(found[:MAX_RECURRING])
    return ()


def _recurring_rows(site_model: SiteModel, values: tuple[FacetValue, ...]) -> tuple[RecurringValue, ...]:
    """Return the rows of values, whose sparklines share one scale."""
    tallest = tallest_quarter(site_model, (value.documents for value in values))
    return tuple(
        RecurringValue(
            value.ref,
            quarterly_sparkline(site_model, value.documents, value.term.name, tallest),
            len(value.documents),
        )
        for value in values
    )


def _on_this_day(site_model: SiteModel) -> tuple[Anniversary, ...]:
    """Return the newest incidents of earlier years on today's month and day."""
    month_day = site_model.today[5:]
    past = [d for d in site_model.view.incidents if d.date and len(d.date) == 10 and d.date[:4] < site_model.today[:4]]
    found = []
    for document in past:
        assert document.date is not None
        if document.date[5:] == month_day:
            years = int(site_model.today[:4]) - int(document.date[:4])
            words = Message("{number} years ago", "a year ago", number=years)
            found.append(Anniversary(words, site_model.rows[document.path]))
    return tuple(found[:MAX_ANNIVERSARIES])


def _section_presence(incidents: tuple[Postmortem, ...]) -> tuple[SectionPresence, ...]:
    counts = Counter(name for d in incidents for name in {section.name for section in d.sections})
    return tuple(
        SectionPresence(title, counts[name], round(100 * counts[name] / len(incidents)))
        for name, title in SECTION_LABELS.items()
        if counts[name]
    )
