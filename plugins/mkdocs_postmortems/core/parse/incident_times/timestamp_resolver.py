"""Resolves timestamps to moments: carries the day over, infers a missing year, crosses midnight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import is_day_first_zone, is_us_zone
from mkdocs_postmortems.core.timestamps import Timestamp

_NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d.:/-])")
_LOCAL_DATE = re.compile(
    r"\b(?:data|fecha|datum|día|dia|giorno|jour|tag|dag)\b[^:：\n]{0,30}[:：][\s*_|]{0,8}\d{1,2}/\d{1,2}/(?:19|20)\d\d",
    re.IGNORECASE,
)
"""A date with a name that is not English: `Data: 09/03/2026`."""
_HALF_DAY = 12 * 60
_ONE_DAY = timedelta(days=1)
_MINUTES_OF_DAY = 24 * 60


def is_day_first(text: str, zone: str | None) -> bool | None:
    """Whether `04/02/2021` is a day in February in this text, judged by dates that have only one reading.

    Without such a date, dots and zones of Europe or Australia mean day first, a zone of the United States month first,
    and a date that has its name in a language of Europe day first; else `None`.
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
    if zone and is_day_first_zone(zone):
        return True
    if zone and is_us_zone(zone):
        return False
    return True if _LOCAL_DATE.search(text) else None


class TimestampResolver:
    """Keeps the current day while the timestamps of a timeline are resolved in order."""

    def __init__(self, reference: str | None, *, day_first: bool | None, start: Moment | None = None) -> None:
        """Begin on the day of `reference`; times such as `T+5m` count from `start`."""
        self._start = start
        self._reference = _to_date(reference)
        self._year = int(reference.partition("-")[0]) if reference else None
        self._day_first = day_first
        self._first = self._reference
        """The first day of the timeline."""
        self._day = self._reference
        """The current day."""
        self._minutes: int | None = None
        """The last time on the current day, in minutes since midnight."""
        self._day_before_first: date | None = None
        """The day before day 1, where days are counted."""
        self._stated: date | None = None
        """The day of the last line that states only a day."""
        self._fixed: date | None = None
        """The day of every time without one."""

    def restart(self, *, goes_on: bool = False) -> None:
        """Go back to the first day: another section may tell the same story from its start.

        Args:
            goes_on: Whether it stands under the same heading, so that the last line with only a day still holds.
        """
        self._stated = self._stated if goes_on else None
        start = self._stated or self._first
        if start is not None:
            self._day, self._minutes = start, None

    def state_day(self, timestamp: Timestamp) -> None:
        """Continue on the day that a line of its own states."""
        self.resolve(timestamp)
        self._stated = self._day

    def fix_day(self, timestamp: Timestamp) -> None:
        """Use the day of `timestamp` for every time without one ("all events happened on …")."""
        if day := self._resolve_day(timestamp):
            self._fixed = self._day = self._first = day

    def resolve(self, timestamp: Timestamp) -> Moment | None:
        """Return the moment of a timestamp; `None` if neither day nor time is known, as for `??:??`."""
        if timestamp.elapsed is not None:
            return self._since_start(timestamp.elapsed)
        if timestamp.is_month_only:
            return _to_month_moment(timestamp)
        if timestamp.has_day:
            self._day, self._minutes = self._resolve_day(timestamp), None
            self._first = self._first or self._day
        elif self._fixed:
            self._day = self._fixed
        elif self._day and self._crosses_midnight(timestamp):
            self._day += _ONE_DAY
        moment = _to_moment(self._day, timestamp)
        if timestamp.minutes is not None:
            self._minutes = timestamp.minutes % _MINUTES_OF_DAY
            self._day = _later(self._day, timestamp.minutes // _MINUTES_OF_DAY)
        return moment

    def _since_start(self, elapsed: int) -> Moment | None:
        """Return the moment so many minutes after the start; only its day if the start has no time of day."""
        if self._start is None:
            return None
        if self._start.clock is None:
            day = _later(_to_date(self._start.iso), elapsed // _MINUTES_OF_DAY)
            return Moment(day.isoformat(), self._start.zone, approx=True) if day else None
        hours, minutes = self._start.clock.split(":")
        total = int(hours) * 60 + int(minutes) + elapsed
        day = _later(_to_date(self._start.day) or self._reference, total // _MINUTES_OF_DAY)
        self._day, self._minutes = day or self._day, total % _MINUTES_OF_DAY
        return _to_moment(day, Timestamp(0, minutes=self._minutes, zone=self._start.zone, approx=self._start.approx))

    def resolve_end(self, timestamp: Timestamp) -> Moment | None:
        """Return the end of the range whose start was resolved last; the current day stays the same."""
        if timestamp.has_day and not timestamp.is_month_only:
            return _to_moment(self._resolve_day(timestamp), timestamp)
        day = self._day
        if day and not timestamp.has_day and _is_earlier(timestamp.minutes, self._minutes):
            day += _ONE_DAY
        return _to_moment(day, timestamp)

    def _crosses_midnight(self, timestamp: Timestamp) -> bool:
        """Whether the time is so much earlier than the last one that midnight must be between them."""
        return (
            timestamp.minutes is not None
            and self._minutes is not None
            and self._minutes - timestamp.minutes > _HALF_DAY
        )

    @property
    def current_day(self) -> str | None:
        """The day of a line without a timestamp."""
        return self._day.isoformat() if self._day else None

    def count_from(self, day: str) -> None:
        """Let day 1 be this day."""
        self._day_before_first = _later(_to_date(day), -1)

    def count_from_zero(self) -> None:
        """Let day 0 be the first day, as far as nothing says which day is day 1."""
        self._day_before_first = self._day_before_first or self._reference or self._first

    def _counted_day(self, number: int) -> date | None:
        start = self._day_before_first or _later(self._reference or self._first, -1)
        return _later(start, number)

    def _resolve_day(self, timestamp: Timestamp) -> date | None:
        if timestamp.counted_day is not None:
            day = self._resolve_day(replace(timestamp, counted_day=None))
            if day is None:
                return self._counted_day(timestamp.counted_day)
            self._day_before_first = _later(day, -timestamp.counted_day)
            return day
        if timestamp.weekday is not None:
            return self._weekday(timestamp.weekday)
        if timestamp.numeric:
            orders = self._orders(*timestamp.numeric)
        elif timestamp.month is not None and timestamp.day is not None:
            orders = [(timestamp.month, timestamp.day)]
        else:
            return None
        return self._closest([day for month, number in orders for day in self._years(timestamp.year, month, number)])

    def _weekday(self, weekday: int) -> date | None:
        if self._day is None:
            return None
        ahead = (weekday - self._day.weekday()) % 7
        return self._day + timedelta(days=ahead if ahead < 6 else -1)

    def _orders(self, first: int, second: int) -> list[tuple[int, int]]:
        """Return the possible `(month, day)` readings of two numbers."""
        month_first, day_first = (first, second), (second, first)
        if first > 12:
            return [day_first]
        if second > 12:
            return [month_first]
        if self._day_first is not None:
            return [day_first] if self._day_first else [month_first]
        if self._day:
            return [month_first, day_first]
        return [month_first] if first == second else []

    def _years(self, year: int | None, month: int, day: int) -> Iterator[date]:
        years: tuple[int, ...] = ()
        if year is not None:
            years = (year,)
        elif self._day is not None:
            years = (self._day.year, self._day.year - 1, self._day.year + 1)
        elif self._year is not None:
            years = (self._year,)
        for candidate in years:
            try:
                yield date(candidate, month, day)
            except ValueError:
                continue

    def _closest(self, candidates: Sequence[date]) -> date | None:
        """Return the candidate closest to the current day, else to the document's date."""
        anchor = self._day or self._reference
        if not candidates or anchor is None:
            return candidates[0] if candidates else None
        return min(candidates, key=lambda day: (abs((day - anchor).days), day))


def _is_earlier(minutes: int | None, than: int | None) -> bool:
    return minutes is not None and than is not None and minutes < than


def _to_moment(day: date | None, timestamp: Timestamp) -> Moment | None:
    clock = None
    if timestamp.minutes is not None:
        days, minutes = divmod(timestamp.minutes, _MINUTES_OF_DAY)
        day, clock = _later(day, days), f"{minutes // 60:02d}:{minutes % 60:02d}"
    iso = "T".join(filter(None, (day.isoformat() if day else None, clock)))
    return Moment(iso, timestamp.zone, timestamp.approx) if iso else None


def _later(day: date | None, days: int) -> date | None:
    """Return the day so many days later; `None` if there is no such day."""
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def _to_month_moment(timestamp: Timestamp) -> Moment | None:
    if timestamp.year is None or timestamp.month is None:
        return None
    return Moment(f"{timestamp.year:04d}-{timestamp.month:02d}", timestamp.zone, approx=True)


def _to_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text.partition("T")[0]) if text else None
    except ValueError:
        return None
