"""Events in the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mkdocs_postmortems.core.parse.block import Block
from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp
from mkdocs_postmortems.core.parse.timeline.columns import Columns, has_year
from mkdocs_postmortems.core.parse.timeline.draft import Draft
from mkdocs_postmortems.core.parse.timeline.marks import kind_in_cell
from mkdocs_postmortems.core.parse.timeline.untimed import is_placeholder


def read_table(draft: Draft, rows: Sequence[Block]) -> None:
    """Read the events of a table; a row with a day alone is the day of the rows below it."""
    if columns := Columns.of(rows):
        for row in rows:
            _read_row(draft, row, columns)


def _read_row(draft: Draft, row: Block, columns: Columns) -> None:
    stamp = _stamp(row, columns)
    if stamp is None or stamp.placeholder or not (stamp.has_clock or stamp.has_day):
        return
    text = " — ".join(filter(None, _cells(row, columns.text)))
    if stamp.has_day and not stamp.has_clock and not text:
        draft.turn_to(stamp)
    elif text and not is_placeholder(text):
        source = next(iter(_cells(row, columns.source)), None) or None
        kind = next((kind_in_cell(cell) for cell in _cells(row, columns.kind)), None)
        zone = stamp.zone or columns.zone
        draft.add(row.line, replace(stamp, zone=zone), text, kind=kind, source=source)


def _stamp(row: Block, columns: Columns) -> Stamp | None:
    when = " ".join(_cells(row, columns.when)).strip()
    if columns.year and not has_year(when):
        when = _with_year(when, columns.year)
    return read_stamp(when, soft=True)


def _cells(row: Block, columns: Sequence[int]) -> list[str]:
    return [row.cells[i].strip() for i in columns if i < len(row.cells)]


def _with_year(when: str, year: int) -> str:
    """Put the year of the column head before the day: `Jun 27 13:47` becomes `2022-06-27 13:47`."""
    stamp = read_stamp(when)
    if not stamp or stamp.month is None or stamp.day is None:
        return when
    clock = "" if stamp.minutes is None else f" {stamp.minutes // 60:02d}:{stamp.minutes % 60:02d}"
    return f"{'~' if stamp.approx else ''}{replace(stamp, year=year).iso_day}{clock}"
