"""A question of the page of insights: its answer in words, what is drawn, and the table of its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.pages.insights.cohort_links import Cell, CohortLinks
from mkdocs_postmortems.core.pages.insights.csv_text import CsvTable
from mkdocs_postmortems.core.pages.insights.strips import Strip, Tick


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; a row without cells is a heading of the rows below it."""

    name: PageLink
    cells: tuple[Cell, ...] = ()
    strip: Strip | None = None
    bar: tuple[int, int, int] | None = None
    """A share with its interval, in per cent."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of numbers, maybe with a drawing in each row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    ticks: tuple[Tick, ...] = ()
    """The axis of the strips."""
    is_matrix: bool = False
    """Whether cells are coloured by their heat."""
    more: tuple[TableRow, ...] = ()
    """Rows that are folded."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class InsightQuestion:
    """A question of the insights page, with its answer in sentences and tables, and its numbers as CSV."""

    id: str
    """Its anchor, and the name of its CSV and of its lists."""
    title: str
    answer: tuple[str, ...]
    """Sentences; what to do where there is nothing to count."""
    tables: tuple[Table, ...]
    links: CohortLinks
    csv: CsvTable

    @property
    def csv_uri(self) -> str:
        """Source URI of the CSV file with its numbers."""
        return f"insights/{self.id}.csv"
