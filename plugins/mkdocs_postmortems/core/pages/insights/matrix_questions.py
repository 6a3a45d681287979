"""Which factors meet which services and triggers, and what fails together: heat maps whose cells open the incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, TRIGGERS, FacetSpec
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.statistics_json import is_withheld
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.pages.insights.cohort_links import Cell, CohortLinks, link_cohorts
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable, join_ids
from mkdocs_postmortems.core.pages.insights.question import InsightQuestion, Table, TableRow
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.taxonomy import Vocabulary

MAX_ROWS, MAX_COLUMNS = 14, 10
"""The most frequent values that a heat map has room for; the CSV has all."""

MAX_PAIRS = 400
"""Pairs of services with a list of their own, those with most incidents first: maps draw more than the table shows."""

Crossing = tuple[Cohort, Cohort, Cohort]
"""Row, column, and the incidents that have both."""


def heat_question(model: SiteModel) -> InsightQuestion:
    """Which factors meet which services?"""
    insights = model.insights
    return _matrix(
        model,
        "factors-by-service",
        Message("Which factors meet which services?"),
        (FACTORS, insights.by_factor),
        (SERVICES, insights.by_service),
        Message("No postmortem names both a contributing factor and a service yet."),
    )


def trigger_question(model: SiteModel) -> InsightQuestion:
    """Which triggers meet which factors?"""
    insights = model.insights
    return _matrix(
        model,
        "factors-by-trigger",
        Message("What sets off which factors?"),
        (FACTORS, insights.by_factor),
        (TRIGGERS, insights.by_trigger),
        Message("No postmortem names both a trigger and a contributing factor yet."),
    )


def together_question(model: SiteModel) -> InsightQuestion:
    """What fails together?"""
    services = model.insights.by_service
    return _matrix(
        model,
        _TOGETHER,
        Message("What fails together?"),
        (SERVICES, services),
        (SERVICES, services),
        Message("No postmortem names two services yet."),
    )


def cross_services(model: SiteModel) -> tuple[tuple[Crossing, ...], CohortLinks]:
    """Return each two services with the incidents of both, those with most first, and where these are listed."""
    side = SERVICES, model.insights.by_service
    crossings = _cross(side[1], side[1], is_mirrored=True)
    return crossings, _link(model, _TOGETHER, side, side, crossings)


_TOGETHER = "together"
_Side = tuple[FacetSpec, tuple[Cohort, ...]]


def _matrix(model: SiteModel, id: str, title: str, rows: _Side, columns: _Side, empty: str) -> InsightQuestion:
    crossings = _cross(rows[1], columns[1], is_mirrored=rows == columns)
    links = _link(model, id, rows, columns, crossings)
    return InsightQuestion(
        id=id,
        title=title,
        answer=tuple(_answer(crossings, links.min_count)) or (empty,),
        tables=(_table(model, rows, columns, crossings, links),) if crossings else (),
        links=links,
        csv=CsvTable(
            (*_column_names(rows, columns), "incidents", "ids"),
            tuple(
                (row.id, column.id, both.count, join_ids(d.id for d in both.documents))
                for row, column, both in crossings
                if not is_withheld(both.count, links.min_count)
            ),
        ),
    )


def _link(model: SiteModel, id: str, rows: _Side, columns: _Side, crossings: Sequence[Crossing]) -> CohortLinks:
    """Return where the incidents of the cells are that the table shows; of services, also those that maps show."""
    shown_rows, shown_columns = _shown(rows, columns, crossings)
    shown = {(row.id, column.id) for row in shown_rows for column in shown_columns}
    listed = (
        both
        for number, (row, column, both) in enumerate(crossings)
        if (row.id, column.id) in shown or (rows == columns and ((column.id, row.id) in shown or number < MAX_PAIRS))
    )
    return link_cohorts(id, listed, model.insights_min_count)


def _column_names(rows: _Side, columns: _Side) -> tuple[str, str]:
    row, column = rows[0].filter_key, columns[0].filter_key
    return row, f"other_{column}" if row == column else column


def _cross(rows: Sequence[Cohort], columns: Sequence[Cohort], *, is_mirrored: bool) -> tuple[Crossing, ...]:
    """Return the crossings that have incidents, each once, those with most incidents first."""
    row_of = {row.id: row for row in rows}
    column_of = {column.id: place for place, column in enumerate(columns)}
    by_document: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        for document in column.documents:
            by_document.setdefault(document.path, []).append(place)
    found: list[Crossing] = []
    for row in rows:
        shared: dict[int, list[int]] = {}
        for number, document in enumerate(row.documents):
            for place in by_document.get(document.path, ()):
                if not is_mirrored or place > column_of[row.id]:
                    shared.setdefault(place, []).append(number)
        for place, numbers in sorted(shared.items()):
            column = columns[place]
            documents = tuple(row.documents[number] for number in numbers)
            name = Message("{one} and {other}", one=row_of[row.id].name, other=column.name)
            found.append((row, column, Cohort(f"{row.id}/{column.id}", name, documents)))
    found.sort(key=lambda one: (-one[2].count, one[2].id))
    return tuple(found)


def _answer(crossings: Sequence[Crossing], least: int) -> Iterator[str]:
    if crossings and not is_withheld(crossings[0][2].count, least):
        both = crossings[0][2]
        yield Message(
            "Most often: {name}, in {number} incidents.",
            "Most often: {name}, in one incident.",
            name=both.name,
            number=both.count,
        )


def _table(model: SiteModel, rows: _Side, columns: _Side, crossings: Sequence[Crossing], links: CohortLinks) -> Table:
    by_key = _by_key(rows, columns, crossings)
    shown_rows, shown_columns = _shown(rows, columns, crossings)
    most = crossings[0][2].count
    return Table(
        title=Message("{rows} by {columns}", rows=rows[0].heading, columns=columns[0].heading),
        head=tuple(column.name for column in shown_columns),
        rows=tuple(
            TableRow(
                PageLink(row.name, model.facets.ref(rows[0], row.id).uri),
                tuple(_cell(model, row, column, by_key, links, most) for column in shown_columns),
            )
            for row in shown_rows
        ),
        is_matrix=True,
        note=Message("● marks a dependency that the taxonomy states.")
        if _has_dependencies(model, rows, columns)
        else "",
    )


def _by_key(rows: _Side, columns: _Side, crossings: Sequence[Crossing]) -> dict[tuple[str, str], Cohort]:
    """Return the incidents of each cell; a table of services by services has each crossing twice."""
    by_key = {(row.id, column.id): both for row, column, both in crossings}
    mirrored = {(column.id, row.id): both for row, column, both in crossings} if rows == columns else {}
    return by_key | mirrored


def _shown(rows: _Side, columns: _Side, crossings: Sequence[Crossing]) -> tuple[list[Cohort], list[Cohort]]:
    by_key = _by_key(rows, columns, crossings)
    return _used(rows[1], by_key, 0)[:MAX_ROWS], _used(columns[1], by_key, 1)[:MAX_COLUMNS]


def _used(cohorts: Iterable[Cohort], by_key: dict[tuple[str, str], Cohort], side: int) -> list[Cohort]:
    used = {key[side] for key in by_key}
    return [cohort for cohort in cohorts if cohort.id in used]


def _cell(
    model: SiteModel,
    row: Cohort,
    column: Cohort,
    by_key: dict[tuple[str, str], Cohort],
    links: CohortLinks,
    most: int,
) -> Cell:
    both = by_key.get((row.id, column.id))
    if both is None:
        return Cell("")
    cell = links.cell(both, most=most)
    if column.id in _dependencies(model, row.id) or row.id in _dependencies(model, column.id):
        return Cell(f"{cell.text} ●", cell.uri, cell.heat, cell.label)
    return cell


def _dependencies(model: SiteModel, service: str) -> tuple[str, ...]:
    return model.view.taxonomy.term(Vocabulary.SERVICES, service).depends_on


def _has_dependencies(model: SiteModel, rows: _Side, columns: _Side) -> bool:
    return rows == columns and any(_dependencies(model, row.id) for row in rows[1])
