"""The page of insights, the pages of lists behind its numbers, and the CSV of each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.population import Exclusion
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.moments import format_date
from mkdocs_postmortems.core.pages.insights.cohort_links import CohortLinks, link_cohorts
from mkdocs_postmortems.core.pages.insights.count_questions import (
    calendar_question,
    detection_question,
    factor_question,
    pair_question,
)
from mkdocs_postmortems.core.pages.insights.csv_text import to_csv
from mkdocs_postmortems.core.pages.insights.duration_question import duration_question
from mkdocs_postmortems.core.pages.insights.matrix_questions import heat_question, together_question, trigger_question
from mkdocs_postmortems.core.pages.insights.practice_questions import practice_question
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion
from mkdocs_postmortems.core.pages.page_uris import INSIGHTS_URI
from mkdocs_postmortems.core.pages.site_model import SiteModel

MAX_LISTED = 40
"""Incidents of a list; the CSV names all."""

_EXCLUDED = {
    Exclusion.NOTICE: Message("Notices"),
    Exclusion.EXERCISE: Message("Exercises"),
    Exclusion.MAINTENANCE: Message("Maintenance"),
    Exclusion.WITHDRAWN: Message("Withdrawn"),
    Exclusion.SUPERSEDED: Message("Superseded"),
    Exclusion.DUPLICATE: Message("Duplicates"),
}


@dataclass(frozen=True, slots=True)
class InsightsPage:
    """Template data of the page of insights."""

    questions: tuple[InsightQuestion, ...]
    total: int
    """Number of incidents that are counted."""
    excluded: tuple[PageLink, ...]
    """What is not counted, with the number, linked to the list."""
    min_count: int


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """An incident in a list; of each there may be dozens on a page, so that it is short."""

    uri: str
    title: str
    date: str
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty."""
    day: str
    """The date in words; empty if unknown."""


@dataclass(frozen=True, slots=True)
class CohortList:
    """The incidents behind one number of the insights page."""

    anchor: str
    name: str
    count: int
    rows: tuple[ListedIncident, ...]

    @property
    def more(self) -> int:
        """Number of incidents that are not listed."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class InsightsListPage:
    """Template data of the lists behind the numbers of a question."""

    title: str
    back: PageLink
    csv_uri: str | None
    lists: tuple[CohortList, ...]


def build_questions(model: SiteModel) -> tuple[InsightQuestion, ...]:
    """Return all questions of the page, in its order."""
    return (
        duration_question(model),
        heat_question(model),
        trigger_question(model),
        factor_question(model),
        pair_question(model),
        together_question(model),
        calendar_question(model),
        detection_question(model),
        practice_question(model),
    )


def build_insights_page(model: SiteModel, questions: tuple[InsightQuestion, ...]) -> InsightsPage:
    """Return the template data of the page."""
    links = _excluded_links(model)
    excluded = tuple(
        PageLink(cohort.name, links.address(cohort), count=cohort.count) for cohort in _excluded_cohorts(model)
    )
    return InsightsPage(questions, len(model.insights.incidents), excluded, model.insights_min_count)


def insights_list_pages(
    model: SiteModel, questions: tuple[InsightQuestion, ...]
) -> Iterator[tuple[str, InsightsListPage]]:
    """Yield the pages of lists with their addresses."""
    for question in questions:
        back = PageLink(question.title, f"{INSIGHTS_URI}#{question.id}")
        yield question.links.uri, _list_page(question.title, back, question.csv_uri, question.links)
    links = _excluded_links(model)
    if links.cohorts:
        title = Message("Not counted")
        yield links.uri, _list_page(title, PageLink(title, f"{INSIGHTS_URI}#not-counted"), None, links)


def insights_csv_files(questions: tuple[InsightQuestion, ...]) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each CSV file."""
    for question in questions:
        yield question.csv_uri, to_csv(question.csv)


def _excluded_cohorts(model: SiteModel) -> Iterator[Cohort]:
    for reason, documents in model.insights.population.excluded.items():
        if documents:
            yield Cohort(reason.value, _EXCLUDED[reason], documents)


def _excluded_links(model: SiteModel) -> CohortLinks:
    return link_cohorts("not-counted", _excluded_cohorts(model), 1)


def _list_page(title: str, back: PageLink, csv_uri: str | None, links: CohortLinks) -> InsightsListPage:
    lists = (
        CohortList(links.anchor(one), one.name, one.count, tuple(map(_listed, one.documents[:MAX_LISTED])))
        for one in links.cohorts
    )
    return InsightsListPage(title, back, csv_uri, tuple(lists))


def _listed(document: Postmortem) -> ListedIncident:
    return ListedIncident(document.path, document.title, document.date or "", format_date(document.date))
