"""Parses timelines in tables: finds the columns for time, text, source and kind, then the events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.calendar_names import WEEKDAY_STARTS
from mkdocs_postmortems.core.parse.blocks import Block
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.timeline.builder import TimelineBuilder, event_kind_in_cell
from mkdocs_postmortems.core.parse.timeline.events import is_placeholder
from mkdocs_postmortems.core.parse.timeline.vague_times import VAGUE
from mkdocs_postmortems.core.time_zones import COMMON_ABBREVIATIONS, ZONE
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_DATE = re.compile(r"\b(?:date|day|datum|fecha|jour|tag|data|día)\b|日付", re.IGNORECASE)
_TIME = re.compile(
    rf"""\b(?:time|times|timestamp|when|clock|hour|zeit|uhrzeit|heure|hora)\b | 時刻 | 時間
    |   \b(?:{"|".join(COMMON_ABBREVIATIONS)})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SOURCE = re.compile(r"\b(?:source|evidence|link|links|reference|references|ref)\b", re.IGNORECASE)
_KIND = re.compile(r"^\s*(?:kind|type|category|phase)\s*$", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"#?\d{1,3}[.)]?")
_WEEKDAY = re.compile(rf"\s*(?:{WEEKDAY_STARTS})[a-z]*\.?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BEFORE_OR_AFTER = re.compile(
    r"""\W*(?: before | after | prior\ to | pre | post | until | since | vor | nach | avant | après | antes
        | después | depois
        | prima | dopo | voor | na | przed | po )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_CELL_REMARK = 14
"""Characters that may follow a time in its cell."""


@dataclass(frozen=True, slots=True)
class TimelineColumns:
    """Indices of a table's columns by role, and what the headers of its time columns say about all times."""

    time: tuple[int, ...]
    """One column, or one of days and one of times of day."""
    text: tuple[int, ...]
    source: tuple[int, ...]
    kind: tuple[int, ...]
    year: int | None
    zone: str | None
    is_named: bool
    """Whether the header of a time column says that it has times, so that any words in it stand for a time."""

    @classmethod
    def of(cls, rows: Sequence[Block], *, is_timeline: bool) -> TimelineColumns | None:
        """Return the columns of the table of `rows`; `None` if none holds times.

        In a timeline, a column that is called "Time" holds times even if words stand for most of them.
        """
        header = [plain_text(cell) for cell in rows[0].header]
        timestamp_columns = [i for i in range(len(header)) if _timestamp_share(rows, i) >= 0.5]
        if not timestamp_columns and is_timeline:
            timestamp_columns = [i for i in range(len(header)) if _TIME.search(header[i]) and _has_timestamp(rows, i)][
                :1
            ]
        when = _time_columns(rows, header, timestamp_columns)
        if not when:
            return None
        time_header = " ".join(header[i] for i in when)
        zone, year = ZONE.search(time_header), _YEAR.search(time_header)
        ignored = {*timestamp_columns, *(i for i in range(len(header)) if _is_weekday(rows, i) or _is_number(rows, i))}
        free = [i for i in range(len(header)) if i not in ignored]
        source = tuple(i for i in free if _SOURCE.search(header[i]) and len(free) > 1)
        kind = tuple(i for i in free if _KIND.match(header[i]) and len(free) > 1)
        text = tuple(i for i in free if i not in source and i not in kind)
        return cls(
            tuple(when),
            text,
            source,
            kind,
            int(year[1]) if year else None,
            zone["zone"] if zone else None,
            bool(_TIME.search(time_header) or _DATE.search(time_header)),
        )


def has_year(when: str) -> bool:
    """Whether a cell has a year."""
    return bool(_YEAR.search(when))


def _time_columns(rows: Sequence[Block], header: Sequence[str], timestamp_columns: Sequence[int]) -> list[int]:
    """Return the columns with times: those whose headers say so, else the first with timestamps."""
    named = [
        i
        for i in timestamp_columns
        if (_DATE.search(header[i]) or _TIME.search(header[i])) and not _is_weekday(rows, i)
    ]
    return _day_and_clock(rows, named or timestamp_columns[:1])


def _day_and_clock(rows: Sequence[Block], when: Sequence[int]) -> list[int]:
    """Return a column of days and one of times, or one of both; others (a second zone, an end) are ignored."""
    if len(when) < 2:
        return [*when]
    first = next((timestamp for row in rows if (timestamp := parse_timestamp(row.cells[when[0]]))), None)
    return [*when[:2]] if first and not first.has_clock else [*when[:1]]


def _timestamp_share(rows: Sequence[Block], column: int) -> float:
    filled = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].strip()]
    return sum(1 for cell in filled if _is_timestamp(cell)) / len(filled) if filled else 0.0


def _has_timestamp(rows: Sequence[Block], column: int) -> bool:
    return any(_is_timestamp(row.cells[column]) for row in rows if column < len(row.cells))


def _is_timestamp(cell: str) -> bool:
    timestamp = parse_timestamp(cell, allow_preposition=True)
    return timestamp is not None and len(plain_text(cell[timestamp.end :])) <= _MAX_CELL_REMARK


def _is_weekday(rows: Sequence[Block], column: int) -> bool:
    """Whether all cells name a day of the week and nothing else."""
    return all(_WEEKDAY.fullmatch(row.cells[column]) for row in rows if column < len(row.cells))


def _is_number(rows: Sequence[Block], column: int) -> bool:
    """Whether a column only numbers the rows."""
    cells = [plain_text(row.cells[column]) for row in rows if column < len(row.cells)]
    return len(cells) > 1 and all(_ROW_NUMBER.fullmatch(cell) for cell in cells)


def parse_table(builder: TimelineBuilder, rows: Sequence[Block], *, is_timeline: bool) -> None:
    """Parse the events of a table; a row with only a day sets the day of the rows below it.

    Args:
        builder: Collects the events.
        rows: The rows of one table.
        is_timeline: Whether its section is called a timeline, where a row whose time nobody can tell is an event too.
    """
    if columns := TimelineColumns.of(rows, is_timeline=is_timeline):
        for row in rows:
            _parse_row(builder, row, columns, is_timeline=is_timeline)


def _parse_row(builder: TimelineBuilder, row: Block, columns: TimelineColumns, *, is_timeline: bool) -> None:
    timestamp = _row_timestamp(row, columns)
    text = " — ".join(filter(None, _cells(row, columns.text)))
    if timestamp is None or _only_bounds(_cells(row, columns.time), timestamp):
        when = plain_text(" ".join(_cells(row, columns.time)))
        is_vague = columns.is_named or VAGUE.search(when)
        if is_timeline and is_vague and text and not is_placeholder(text) and not is_placeholder(when):
            builder.add_untimed(row.line, text, source=next(iter(_cells(row, columns.source)), None) or None)
        return
    is_dated = timestamp.has_day and timestamp.year is not None  # 2024-03-07 HH:MM, which leaves the time open.
    if (timestamp.is_placeholder and not is_dated) or not (timestamp.has_clock or timestamp.has_day):
        return
    if timestamp.has_day and not timestamp.has_clock and not text:
        builder.set_day(timestamp)
    elif text and not is_placeholder(text):
        source = next(iter(_cells(row, columns.source)), None) or None
        kind = next((event_kind_in_cell(cell) for cell in _cells(row, columns.kind)), None)
        zone = timestamp.zone or columns.zone
        builder.add_event(row.line, replace(timestamp, zone=zone), text, kind=kind, source=source)


def _only_bounds(cells: Sequence[str], timestamp: Timestamp) -> bool:
    """Whether a row is only said to be before or after a day, which gives no moment."""
    return not timestamp.has_clock and any(_BEFORE_OR_AFTER.match(plain_text(cell)) for cell in cells)


def _row_timestamp(row: Block, columns: TimelineColumns) -> Timestamp | None:
    when = " ".join(_cells(row, columns.time)).strip()
    if columns.year and not has_year(when):
        when = _insert_year(when, columns.year)
    return parse_timestamp(when, allow_preposition=True)


def _cells(row: Block, columns: Sequence[int]) -> list[str]:
    return [row.cells[i].strip() for i in columns if i < len(row.cells)]


def _insert_year(when: str, year: int) -> str:
    """Add the year of the column header to a timestamp: `Jun 27 13:47` becomes `2022-06-27 13:47`."""
    timestamp = parse_timestamp(when)
    if not timestamp or timestamp.month is None or timestamp.day is None:
        return when
    clock = "" if timestamp.minutes is None else f" {timestamp.minutes // 60:02d}:{timestamp.minutes % 60:02d}"
    return f"{'~' if timestamp.approx else ''}{replace(timestamp, year=year).iso_day}{clock}"
