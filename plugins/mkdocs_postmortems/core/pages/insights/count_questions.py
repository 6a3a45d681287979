"""When do incidents happen, which factors keep coming back, which come together, who noticed first?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mkdocs_postmortems.core.calendar_names import MONTHS
from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import DETECTIONS, FACTORS, YEARS, FacetSpec
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.factor_pairs import FALSE_DISCOVERY_RATE, MIN_SUPPORT
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.insights.statistics_json import is_withheld
from mkdocs_postmortems.core.message import Language, Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.moments import format_date
from mkdocs_postmortems.core.pages.insights.cohort_links import Cell, CohortLinks, link_cohorts
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable, CsvValue, join_ids
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion, Table, TableRow
from mkdocs_postmortems.core.pages.site_model import SiteModel

MIN_HEAT = 4
"""Minimum number of incidents of the hottest month, so that a month with a single incident stays pale."""
MAX_BARS = 15
"""Values of a table of shares that are shown at once; the rest is folded."""


def share_cells(cohort: Cohort, total: int, links: CohortLinks) -> tuple[Cell, ...]:
    """Return the cells of a share: number, per cent and interval."""
    if is_withheld(cohort.count, links.min_count):
        return links.cell(cohort), Cell(""), Cell("")
    bar = share_bar(cohort, total)
    assert bar is not None
    return links.cell(cohort), Cell(f"{bar[1]} %"), Cell(f"{bar[0]}–{bar[2]} %")


def share_bar(cohort: Cohort, total: int) -> tuple[int, int, int] | None:
    """Return low end, share and high end in per cent; `None` without incidents."""
    proportion = Proportion(cohort.documents, total)
    if proportion.share is None or proportion.interval is None:
        return None
    low, high = proportion.interval
    return round(100 * low), round(100 * proportion.share), round(100 * high)


def share_table(model: SiteModel, facet: FacetSpec, cohorts: Sequence[Cohort], total: int, links: CohortLinks) -> Table:
    """Return the table of the values of a facet with the share of each."""
    rows = tuple(
        TableRow(
            PageLink(cohort.name, model.facets.ref(facet, cohort.id).uri),
            share_cells(cohort, total, links),
            bar=None if is_withheld(cohort.count, links.min_count) else share_bar(cohort, total),
        )
        for cohort in cohorts
    )
    return Table(
        title=facet.heading,
        head=(Message("Incidents"), Message("Share"), Message("95 % interval")),
        rows=rows[:MAX_BARS],
        more=rows[MAX_BARS:],
        note=Message("Of {number} incidents that say it.", "Of {number} incident that says it.", number=total),
    )


def share_csv(name: str, cohorts: Iterable[Cohort], total: int, least: int) -> CsvTable:
    """Return shares with their intervals as CSV, without cohorts that are too small to be shown."""
    shown = (cohort for cohort in cohorts if not is_withheld(cohort.count, least))
    return CsvTable(
        (name, "incidents", "of", "share", "low", "high", "ids"), tuple(_share_row(cohort, total) for cohort in shown)
    )


def _share_row(cohort: Cohort, total: int) -> tuple[CsvValue, ...]:
    proportion = Proportion(cohort.documents, total)
    low, high = proportion.interval or (None, None)
    numbers = (None if one is None else round(one, 4) for one in (proportion.share, low, high))
    return (cohort.id, cohort.count, total, *numbers, join_ids(d.id for d in cohort.documents))


def factor_question(model: SiteModel) -> InsightQuestion:
    """Which factors keep coming back?"""
    insights, least = model.insights, model.insights_min_count
    cohorts = insights.by_factor
    total = sum(bool(document.factor_ids) for document in insights.incidents)
    links = link_cohorts("factors", cohorts, least)
    return InsightQuestion(
        id=links.question,
        title=Message("Which factors keep coming back?"),
        answer=() if cohorts else (model.facets.spec(FACTORS).empty_hint,),
        tables=(share_table(model, FACTORS, cohorts, total, links),) if cohorts else (),
        links=links,
        csv=share_csv("factor", cohorts, total, least),
    )


def pair_question(model: SiteModel) -> InsightQuestion:
    """Which factors come together?"""
    pairs, least = model.insights.factor_pairs, model.insights_min_count
    names = {cohort.id: cohort.name for cohort in model.insights.by_factor}
    cohorts = [
        Cohort("/".join(pair.factors), " + ".join(names[id] for id in pair.factors), pair.documents) for pair in pairs
    ]
    links = link_cohorts("pairs", cohorts, least)
    shown = [(p, c) for p, c in zip(pairs, cohorts, strict=True) if not is_withheld(c.count, least)]
    rows = tuple(
        TableRow(PageLink(c.name, None), (links.cell(c), Cell(f"{p.expected:.1f}"), Cell(f"{p.p_value:.2g}")))
        for p, c in shown
    )
    head = (Message("Incidents"), Message("By chance"), Message("Probability"))
    return InsightQuestion(
        id=links.question,
        title=Message("Which factors come together?"),
        answer=(_pairs_answer(len(rows)),),
        tables=(Table(Message("Pairs of factors"), head, rows),) if rows else (),
        links=links,
        csv=CsvTable(
            ("factor", "other_factor", "incidents", "expected", "p_value", "ids"),
            tuple(
                (
                    *p.factors,
                    c.count,
                    round(p.expected, 2),
                    float(f"{p.p_value:.3g}"),
                    join_ids(d.id for d in p.documents),
                )
                for p, c in shown
            ),
        ),
    )


def _pairs_answer(number: int) -> str:
    method = Message(
        "in {least} incidents or more, by Fisher’s exact test with {rate} % false discoveries",
        least=MIN_SUPPORT,
        rate=round(100 * FALSE_DISCOVERY_RATE),
    )
    if not number:
        return Message("No two factors meet more often than by chance ({method}).", method=method)
    return Message(
        "{number} pairs of factors meet more often than by chance ({method}).",
        "{number} pair of factors meets more often than by chance ({method}).",
        number=number,
        method=method,
    )


def detection_question(model: SiteModel) -> InsightQuestion:
    """Who noticed first?"""
    insights, least = model.insights, model.insights_min_count
    cohorts, customers = insights.by_detection, insights.customers_first
    links = link_cohorts("detection", cohorts, least)
    answer = [] if cohorts else [model.facets.spec(DETECTIONS).empty_hint]
    if cohorts and not is_withheld(customers.count, least):
        answer = [
            Message(
                "Customers told us first {number} times in {total} incidents that say it.",
                "Customers told us first once in {total} incidents that say it.",
                number=customers.count,
                total=customers.total,
            )
        ]
    return InsightQuestion(
        id=links.question,
        title=Message("Who noticed first?"),
        answer=tuple(answer),
        tables=(share_table(model, DETECTIONS, cohorts, customers.total, links),) if cohorts else (),
        links=links,
        csv=share_csv("detection", cohorts, customers.total, least),
    )


CALENDAR = "calendar"
"""The id of the question below, whose table is on the home page, too."""


def calendar_question(model: SiteModel) -> InsightQuestion:
    """When do incidents happen?"""
    insights, least = model.insights, model.insights_min_count
    years = [cohort for cohort in insights.by_year if cohort.id.isdigit()]
    months = {year.id: tuple(_months(year)) for year in years}
    links = link_cohorts(CALENDAR, (*years, *(one for some in months.values() for one in some)), least)
    most = max((one.count for some in months.values() for one in some), default=0)
    most = max(most, MIN_HEAT)
    rows = tuple(
        TableRow(
            PageLink(year.name, model.facets.ref(YEARS, year.id).uri),
            (*(links.cell(one, most=most) for one in months[year.id]), links.cell(year)),
        )
        for year in reversed(years)
    )
    undated = sum(document.date is None or len(document.date) < 7 for document in insights.incidents)
    head = (*_month_names(model.language), Message("All"))
    return InsightQuestion(
        id=links.question,
        title=Message("When do incidents happen?"),
        answer=()
        if rows
        else (Message("No postmortem says when its incident began. Add started_at to the front matter."),),
        tables=(
            Table(
                Message("Incidents by month"),
                head,
                rows,
                is_matrix=True,
                note=Message("{number} more have no month.", "{number} more has no month.", number=undated)
                if undated
                else "",
            ),
        )
        if rows
        else (),
        links=links,
        csv=CsvTable(
            ("month", "incidents", "ids"),
            tuple(
                (one.id, one.count, join_ids(d.id for d in one.documents))
                for some in months.values()
                for one in some
                if one.count and not is_withheld(one.count, least)
            ),
        ),
    )


def _month_names(language: Language) -> tuple[str, ...]:
    return language.short_months or tuple(name[:3] for name in MONTHS)


def _months(year: Cohort) -> Iterator[Cohort]:
    by_month: dict[str, list[Postmortem]] = {}
    for document in year.documents:
        by_month.setdefault((document.date or "")[:7], []).append(document)
    for number in range(1, 13):
        month = f"{year.id}-{number:02}"
        yield Cohort(month, format_date(month), tuple(by_month.get(month, ())))
