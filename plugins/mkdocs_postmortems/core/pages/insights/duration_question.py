"""Is it getting better? Durations as dot strips: of all incidents, by year, severity, service and quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, YEARS
from mkdocs_postmortems.core.insights import Insights
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.durations import DurationName, DurationSummary, summarize_groups
from mkdocs_postmortems.core.insights.statistics_json import is_withheld, rounded
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.moments import format_duration
from mkdocs_postmortems.core.pages.insights.cohort_links import Cell, CohortLinks, link_cohorts
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable, CsvValue, join_ids
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion, Table, TableRow
from mkdocs_postmortems.core.pages.insights.strips import Axis, draw_strip
from mkdocs_postmortems.core.pages.site_model import SiteModel

TITLES = MappingProxyType(
    {
        DurationName.DETECT: Message("From start to detection"),
        DurationName.ACKNOWLEDGE: Message("From start to acknowledgement"),
        DurationName.MITIGATE: Message("From start to mitigation"),
        DurationName.RESOLVE: Message("From start to resolution"),
        DurationName.REVIEW: Message("From the end to the review"),
        DurationName.PUBLISH: Message("From the end to publication"),
    }
)
QUARTER = "quarter"
MAX_YEARS = 8
MAX_SERVICES = 15
MAX_QUARTERS = 12
"""The CSV has all."""


@dataclass(frozen=True, slots=True)
class _Group:
    """One duration of a cohort."""

    kind: str
    """The filter by which it was made; empty for all incidents."""
    name: str
    id: str
    summary: DurationSummary
    known: Cohort
    missing: Cohort


def duration_question(model: SiteModel) -> InsightQuestion:
    """Return the question about durations."""
    insights, least = model.insights, model.insights_min_count
    groups = {name: tuple(_groups(insights, name)) for name in DurationName}
    shown = (group for some in groups.values() for part in _parts(some) for group in part)
    links = link_cohorts("durations", (one for group in shown for one in (group.known, group.missing)), least)
    tables = tuple(_table(name, some, links) for name, some in groups.items() if insights.durations[name].known)
    return InsightQuestion(
        id=links.question,
        title=Message("Is it getting better?"),
        answer=tuple(_answer(insights, least)),
        tables=tables,
        links=links,
        csv=_csv([group for some in groups.values() for group in some], least),
    )


def _groups(insights: Insights, name: DurationName) -> Iterator[_Group]:
    whole = insights.durations[name]
    yield _group("", Message("All"), "all", whole)
    for kind, cohorts in (
        (YEARS.filter_key, insights.by_year),
        (SEVERITIES.filter_key, insights.by_severity),
        (SERVICES.filter_key, insights.by_service),
        (QUARTER, insights.by_quarter),
    ):
        summaries = summarize_groups(whole, [cohort.documents for cohort in cohorts])
        for cohort, summary in zip(cohorts, summaries, strict=True):
            yield _group(kind, cohort.name, cohort.id, summary)


def _group(kind: str, name: str, id: str, summary: DurationSummary) -> _Group:
    key = f"{summary.name.value}/{kind}/{id}"
    title = Message("{what}, {group}", what=TITLES[summary.name], group=name)
    known = tuple(one.document for one in summary.known)
    missing = tuple(one.document for one in summary.missing)
    return _Group(
        kind,
        name,
        id,
        summary,
        Cohort(key, title, known),
        Cohort(f"{key}/missing", Message("{title}: missing", title=title), missing),
    )


def _table(name: DurationName, groups: Sequence[_Group], links: CohortLinks) -> Table:
    axis = Axis(max(groups[0].summary.minutes, default=0))
    drawn, severities, services, quarters = _parts(groups)
    folded = [
        *_section(SEVERITIES.noun, severities),
        *_section(SERVICES.noun, services),
        *_section(Message("quarter"), quarters),
    ]
    return Table(
        title=TITLES[name],
        head=(Message("Known"), Message("Missing"), Message("Median"), Message("Nine of ten within")),
        rows=tuple(_row(group, axis, links) for group in drawn),
        ticks=axis.ticks,
        more=tuple(_row(one, axis, links) if isinstance(one, _Group) else one for one in folded),
    )


def _parts(groups: Sequence[_Group]) -> tuple[Sequence[_Group], ...]:
    """Return the groups that are shown: all incidents with the last years, severities, services, last quarters."""

    def of(kind: str) -> list[_Group]:
        return [group for group in groups if group.kind == kind]

    return (
        [*of(""), *of(YEARS.filter_key)[-MAX_YEARS:]],
        of(SEVERITIES.filter_key),
        of(SERVICES.filter_key)[:MAX_SERVICES],
        of(QUARTER)[-MAX_QUARTERS:],
    )


def _section(noun: str, groups: Sequence[_Group]) -> list[_Group | TableRow]:
    if not groups:
        return []
    return [TableRow(PageLink(Message("By {thing}", thing=noun), None)), *groups]


def _row(group: _Group, axis: Axis, links: CohortLinks) -> TableRow:
    if is_withheld(group.known.count, links.min_count):
        return TableRow(PageLink(group.name, None), (links.cell(group.known), Cell(""), Cell(""), Cell("")))
    summary = group.summary
    cells = (
        links.cell(group.known),
        links.cell(group.missing),
        Cell(format_minutes(summary.median)),
        Cell(format_minutes(summary.p90)),
    )
    return TableRow(PageLink(group.name, None), cells, draw_strip(summary, axis, links.address(group.known)))


def format_minutes(minutes: float | None) -> str:
    """Return minutes as a duration such as `1 h 48 min`; a dash for `None`."""
    return "–" if minutes is None else format_duration(round(minutes))


def _answer(insights: Insights, least: int) -> Iterator[str]:
    if not any(one.known for one in insights.durations.values()):
        yield Message(
            "No postmortem says when its incident began and ended. Add started_at, detected_at, mitigated_at and "
            "resolved_at to the front matter."
        )
        return
    for name in (DurationName.DETECT, DurationName.RESOLVE):
        one = insights.durations[name]
        if one.known and not is_withheld(len(one.known), least):
            yield Message(
                "{what}: half within {median}, nine of ten within {p90}; known for {known} of {total} incidents.",
                what=TITLES[name],
                median=format_minutes(one.median),
                p90=format_minutes(one.p90),
                known=len(one.known),
                total=len(insights.incidents),
            )


_HEAD = ("duration", "group", "value", "known", "missing", "median_minutes", "p90_minutes", "ids", "missing_ids")


def _csv(groups: Sequence[_Group], least: int) -> CsvTable:
    return CsvTable(_HEAD, tuple(_csv_row(g, least) for g in groups if not is_withheld(g.known.count, least)))


def _csv_row(group: _Group, least: int) -> tuple[CsvValue, ...]:
    hides_missing = is_withheld(group.missing.count, least)
    return (
        group.summary.name.value,
        group.kind or "all",
        group.id,
        group.known.count,
        None if hides_missing else group.missing.count,
        rounded(group.summary.median),
        rounded(group.summary.p90),
        join_ids(document.id for document in group.known.documents),
        "" if hides_missing else join_ids(document.id for document in group.missing.documents),
    )
