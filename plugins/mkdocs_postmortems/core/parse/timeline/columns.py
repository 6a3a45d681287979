"""Which columns of a table hold the time, the text, the source and the kind of its events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.parse.block import Block
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.stamps import read_stamp
from mkdocs_postmortems.core.parse.zone_names import ZONE

_DATE = re.compile(r"\b(?:date|day|datum|fecha|jour|tag|data|día)\b|日付", re.IGNORECASE)
_TIME = re.compile(
    r"""\b(?:time|times|timestamp|when|clock|hour|zeit|uhrzeit|heure|hora)\b | 時刻 | 時間
    |   \b(?:UTC|GMT|[PMCE][SD]?T|CES?T|BST)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SOURCE = re.compile(r"\b(?:source|evidence|link|links|reference|references|ref)\b", re.IGNORECASE)
_KIND = re.compile(r"^\s*(?:kind|type|category|phase)\s*$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LONGEST_REMARK = 14
"""So much may follow a time in its cell."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns, by index, and what its heads say about all times."""

    when: tuple[int, ...]
    """One column, or one of days and one of times."""
    text: tuple[int, ...]
    source: tuple[int, ...]
    kind: tuple[int, ...]
    year: int | None
    zone: str | None

    @classmethod
    def of(cls, rows: Sequence[Block]) -> Columns | None:
        """Tell the columns of the table that `rows` make; `None` if none holds times."""
        header = [plain(cell) for cell in rows[0].header]
        stamped = [i for i in range(len(header)) if _share_of_stamps(rows, i) >= 0.5]
        when = _when(rows, header, stamped)
        if not when:
            return None
        heads = " ".join(header[i] for i in when)
        zone, year = ZONE.search(heads), _YEAR.search(heads)
        free = [i for i in range(len(header)) if i not in stamped and not _is_weekday(rows, i)]
        source = tuple(i for i in free if _SOURCE.search(header[i]) and len(free) > 1)
        kind = tuple(i for i in free if _KIND.match(header[i]) and len(free) > 1)
        text = tuple(i for i in free if i not in source and i not in kind)
        return cls(tuple(when), text, source, kind, int(year[1]) if year else None, zone["zone"] if zone else None)


def has_year(when: str) -> bool:
    """Whether a cell says its year itself."""
    return bool(_YEAR.search(when))


def _when(rows: Sequence[Block], header: Sequence[str], stamped: Sequence[int]) -> list[int]:
    """The columns with times: those whose heads say so, else the first that has any."""
    called = [i for i in stamped if (_DATE.search(header[i]) or _TIME.search(header[i])) and not _is_weekday(rows, i)]
    return _day_and_clock(rows, called or stamped[:1])


def _day_and_clock(rows: Sequence[Block], when: Sequence[int]) -> list[int]:
    """At most one column with days before one with times; further ones (a second zone, an end) are left out."""
    if len(when) < 2:
        return [*when]
    first = next((stamp for row in rows if (stamp := read_stamp(row.cells[when[0]]))), None)
    return [*when[:2]] if first and not first.has_clock else [*when[:1]]


def _share_of_stamps(rows: Sequence[Block], column: int) -> float:
    filled = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].strip()]
    return sum(1 for cell in filled if _is_stamp(cell)) / len(filled) if filled else 0.0


def _is_stamp(cell: str) -> bool:
    stamp = read_stamp(cell, soft=True)
    return stamp is not None and len(plain(cell[stamp.end :])) <= _LONGEST_REMARK


def _is_weekday(rows: Sequence[Block], column: int) -> bool:
    """Whether all cells name a day of the week and nothing else."""
    return all(_WEEKDAY.fullmatch(row.cells[column]) for row in rows if column < len(row.cells))
