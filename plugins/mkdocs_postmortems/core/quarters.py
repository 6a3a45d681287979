"""Calendar quarters, by which charts count incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem

MAX_QUARTERS = 16
"""Maximum number of quarters in a chart."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter."""

    year: int
    number: int
    """1 to 4."""

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    def back(self, quarters: int) -> Quarter:
        """Return the quarter this number of quarters earlier; later if negative."""
        year, index = divmod(self.year * 4 + self.number - 1 - quarters, 4)
        return Quarter(year, index + 1)


def quarters_of_year(year: str) -> tuple[Quarter, ...]:
    """Return the four quarters of a year `YYYY`; empty for any other text."""
    return tuple(Quarter(int(year), number) for number in range(1, 5)) if year.isdigit() else ()


def quarter_of(date: str | None) -> Quarter | None:
    """Return the quarter of a date `YYYY-MM` or `YYYY-MM-DD`; `None` if the month is unknown."""
    if not date or len(date) < 7 or not (date[:4].isdigit() and date[5:7].isdigit()):
        return None
    return Quarter(int(date[:4]), (int(date[5:7]) + 2) // 3)


def last_quarters(documents: Iterable[Postmortem], today: str, limit: int = MAX_QUARTERS) -> tuple[Quarter, ...]:
    """Return the quarters that charts draw, oldest first; empty if no document has a month.

    They end with the current quarter, or with that of the last incident if it is more than a year ago.
    """
    known = [quarter for document in documents if (quarter := quarter_of(document.date))]
    now = quarter_of(today)
    if not known or now is None:
        return ()
    end = now if max(known).back(-4) >= now else max(known)
    first = max(min(known), end.back(limit - 1))
    count = max((end.year - first.year) * 4 + end.number - first.number + 1, min(8, limit))
    return tuple(end.back(n) for n in range(count - 1, -1, -1))
