"""From stamps to moments: the day carries over, the year comes from elsewhere, midnight is crossed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.parse.moments import Stamp

_NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d.:/-])")
_HALF_DAY = 12 * 60
_US_ZONES = re.compile(r"\b(?:[PMCE][SD]?T|US/\w+|America/\w+|Pacific|Eastern|Central|Mountain)\b")


def day_comes_first(text: str, zone: str | None) -> bool | None:
    """Tell whether `04/02/2021` is a day in February here, from dates that can be read only one way.

    Without such a date, a dot means day first and a zone of the United States month first; else `None`.
    """
    dotted = False
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[3])
        if 12 < first <= 31 and second <= 12:
            return True
        if 12 < second <= 31 and first <= 12:
            return False
        dotted = dotted or match[2] == "."
    if dotted:
        return True
    return False if zone and _US_ZONES.search(zone) else None


class Calendar:
    """Remembers the day that the next time of day belongs to, while one timeline is read."""

    def __init__(self, reference: str | None, *, day_first: bool | None) -> None:
        self._reference = _to_date(reference)
        self._year = int(reference[:4]) if reference else None
        self._day_first = day_first
        self._day: date | None = self._reference
        self._minutes: int | None = None
        self._first = self._reference
        self._fixed: date | None = None

    def restart(self) -> None:
        """Go back to the document's own day: another section tells the story again from its start."""
        if self._first is not None:
            self._day, self._minutes = self._first, None

    def fix(self, stamp: Stamp) -> None:
        """Take the day of `stamp` for every time without one ("all events happened on …")."""
        day = self._resolve(stamp)
        if day:
            self._fixed = self._day = self._first = day

    def moment(self, stamp: Stamp, zone: str | None = None) -> Moment | None:
        """Resolve `stamp`; `None` if it tells nothing, such as `??:??` on an unknown day."""
        if stamp.month_only:
            return self._month(stamp, zone)
        if stamp.has_day:
            day = self._resolve(stamp)
            self._day, self._minutes = day, None
            self._first = self._first or day
        elif self._fixed:
            self._day = self._fixed
        elif stamp.minutes is not None and self._crossed_midnight(stamp.minutes):
            assert self._day is not None
            self._day += timedelta(days=1)
        if stamp.minutes is not None:
            self._minutes = stamp.minutes
        return self._written(self._day, stamp.minutes, zone or stamp.zone, stamp.approx)

    def until(self, stamp: Stamp, zone: str | None = None) -> Moment | None:
        """Resolve the end of a range whose start was resolved last, without moving on to it."""
        day = self._resolve(stamp) if stamp.has_day and not stamp.month_only else self._day
        if (
            not stamp.has_day
            and day
            and self._minutes is not None
            and stamp.minutes is not None
            and stamp.minutes < self._minutes
        ):
            day += timedelta(days=1)
        return self._written(day, stamp.minutes, zone or stamp.zone, stamp.approx)

    def _written(self, day: date | None, minutes: int | None, zone: str | None, approx: bool) -> Moment | None:
        clock = None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
        iso = "T".join(filter(None, (day.isoformat() if day else None, clock)))
        return Moment(iso, zone, approx) if iso else None

    def _month(self, stamp: Stamp, zone: str | None) -> Moment | None:
        if stamp.year is None or stamp.month is None:
            return None
        return Moment(f"{stamp.year:04d}-{stamp.month:02d}", zone, approx=True)

    def _crossed_midnight(self, minutes: int) -> bool:
        return self._day is not None and self._minutes is not None and self._minutes - minutes > _HALF_DAY

    def _resolve(self, stamp: Stamp) -> date | None:
        if stamp.weekday is not None:
            return self._weekday(stamp.weekday)
        if stamp.numeric:
            return self._closest(
                date for pair in self._orders(stamp.numeric) for date in self._years(stamp.year, *pair)
            )
        if stamp.month is None or stamp.day is None:
            return None
        return self._closest(self._years(stamp.year, stamp.month, stamp.day))

    def _weekday(self, weekday: int) -> date | None:
        if self._day is None:
            return None
        back_or_ahead = (weekday - self._day.weekday()) % 7
        return self._day + timedelta(days=back_or_ahead if back_or_ahead < 6 else -1)

    def _orders(self, numeric: tuple[int, int]) -> list[tuple[int, int]]:
        """The possible `(month, day)` readings of two numbers."""
        first, second = numeric
        if first > 12:
            return [(second, first)]
        if second > 12:
            return [(first, second)]
        if self._day_first is None:
            return [(first, second), (second, first)] if self._day else ([(first, second)] if first == second else [])
        return [(second, first)] if self._day_first else [(first, second)]

    def _years(self, year: int | None, month: int, day: int) -> Iterable[date]:
        if year is not None:
            years = [year]
        elif self._day is not None:
            years = [self._day.year, self._day.year - 1, self._day.year + 1]
        elif self._year is not None:
            years = [self._year]
        else:
            years = []
        for candidate in years:
            try:
                yield date(candidate, month, day)
            except ValueError:
                continue

    def _closest(self, candidates: Iterable[date]) -> date | None:
        """The candidate next to the day that was reached, else to the document's own date."""
        anchor = self._day or self._reference
        found = list(candidates)
        if not found or anchor is None:
            return found[0] if found else None
        return min(found, key=lambda day: (abs((day - anchor).days), day))


def _to_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text and len(text) >= 10 else None
    except ValueError:
        return None
