"""Did it happen before, is it reviewed in time, what became of the promises?"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.practice import REVIEW_HOURS
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.insights.statistics_json import is_withheld
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.pages.insights.cohort_links import Cell, CohortLinks, link_cohorts
from mkdocs_postmortems.core.pages.insights.count_questions import share_bar, share_cells
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable, CsvValue, join_ids
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion, Table, TableRow
from mkdocs_postmortems.core.pages.site_model import SiteModel


def practice_question(model: SiteModel) -> InsightQuestion:
    """Do we learn from them?"""
    shares = tuple(_shares(model))
    links = link_cohorts("practice", (cohort for cohort, _ in shares), model.insights_min_count)
    stated = [(cohort, total) for cohort, total in shares if total and not is_withheld(total, links.min_count)]
    return InsightQuestion(
        id=links.question,
        title=Message("Do we learn from them?"),
        answer=tuple(_answer(model)),
        tables=(_table(stated, links),) if stated else (),
        links=links,
        csv=CsvTable(
            ("what", "incidents", "of", "ids"),
            tuple(_csv_row(*one) for one in stated if not is_withheld(one[0].count, links.min_count)),
        ),
    )


def _shares(model: SiteModel) -> Iterator[tuple[Cohort, int]]:
    insights = model.insights
    yield _share("recurrence", Message("Happened before, as the postmortem says"), insights.recurrence)
    yield _share("review", Message("Reviewed within {hours} hours", hours=REVIEW_HOURS), insights.reviewed_in_time)
    actions = [d for d in insights.incidents if d.actions]
    settled = tuple(d for d in actions if all(item.is_settled for item in d.actions))
    yield _share("settled", Message("All action items are done"), Proportion(settled, len(actions)))
    timelines = insights.evidence.documents
    shown = tuple(d for d in timelines if any(event.source for event in d.timeline))
    yield _share("evidence", Message("Timeline names its sources"), Proportion(shown, len(timelines)))


def _share(id: str, name: str, proportion: Proportion) -> tuple[Cohort, int]:
    return Cohort(id, name, proportion.having), proportion.total


def _table(stated: list[tuple[Cohort, int]], links: CohortLinks) -> Table:
    rows = tuple(
        TableRow(
            PageLink(cohort.name, None),
            (*share_cells(cohort, total, links), Cell(str(total))),
            bar=None if is_withheld(cohort.count, links.min_count) else share_bar(cohort, total),
        )
        for cohort, total in stated
    )
    head = (Message("Incidents"), Message("Share"), Message("95 % interval"), Message("Known"))
    return Table(Message("Practice"), head, rows)


def _csv_row(cohort: Cohort, total: int) -> tuple[CsvValue, ...]:
    return (cohort.id, cohort.count, total, join_ids(document.id for document in cohort.documents))


def _answer(model: SiteModel) -> Iterator[str]:
    actions, insights = model.insights.actions, model.insights
    if actions.total:
        yield Message(
            "Of {total} action items {done} are done, {open} open and {overdue} of these overdue.",
            total=actions.total,
            done=actions.done,
            open=actions.open,
            overdue=actions.overdue,
        )
    if insights.participation.invited and not is_withheld(
        len(insights.participation.documents), model.insights_min_count
    ):
        yield Message(
            "{attended} of {invited} people who were invited to reviews came.",
            attended=insights.participation.attended,
            invited=insights.participation.invited,
        )
    if insights.evidence.events and not is_withheld(len(insights.evidence.documents), model.insights_min_count):
        yield Message(
            "{shown} of {events} events in timelines name what shows them.",
            shown=insights.evidence.shown,
            events=insights.evidence.events,
        )
    if not (actions.total or insights.incidents):
        yield Message("There is no postmortem yet.")
