"""Calculates with and formats points in time as documents state them; an uncertain result is `None`, not a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache

from mkdocs_postmortems.core.calendar_names import MONTHS
from mkdocs_postmortems.core.message import Day, Message
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import to_tzinfo

# Moments and days are asked for again and again: by rows, times, timelines and insights. Hence the caches.


@lru_cache(maxsize=20_000)
def to_utc(moment: Moment | None) -> datetime | None:
    """Return the moment in UTC, or `None` if its day, its time of day or its zone is unknown."""
    zone = moment and moment.zone and to_tzinfo(moment.zone)
    wall = _wall_clock(moment)
    if wall is None or not zone:
        return None
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def minutes_between(start: Moment | None, end: Moment | None) -> int | None:
    """Return the minutes from `start` to `end`; `None` if one is incomplete or their zones cannot be compared."""
    if start is None or end is None:
        return None
    first, last = to_utc(start), to_utc(end)
    if first and last:
        return int((last - first).total_seconds()) // 60
    if start.zone and end.zone and start.zone != end.zone:
        return None
    first, last = _wall_clock(start), _wall_clock(end)
    return int((last - first).total_seconds()) // 60 if first and last else None


def format_duration(minutes: int) -> Message:
    """Return a duration in its two largest units: `1 h 48 min`, `3 d 4 h`."""
    if minutes < 1:
        return Message("less than 1 min")
    days, rest = divmod(minutes, 24 * 60)
    hours, mins = divmod(rest, 60)
    if days:
        return Message("{days} d {hours} h" if hours else "{days} d", days=str(days), hours=str(hours))
    if hours:
        return Message("{hours} h {minutes} min" if mins else "{hours} h", hours=str(hours), minutes=str(mins))
    return Message("{minutes} min", minutes=str(mins))


def days_since(day: str | None, today: str) -> int | None:
    """Return the days from a day to another, at least 0; of a month or year its last day counts.

    Args:
        day: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        today: `YYYY-MM-DD`.
    """
    try:
        return max(0, (date.fromisoformat(today) - last_day(day or "")).days)
    except ValueError:
        return None


def last_day(written: str) -> date:
    """Return a day, or the last day of a month or year.

    Raises:
        ValueError: it is none of them.
    """
    if len(written) == 4:
        return date(int(written), 12, 31)
    if len(written) == 7:
        year, month = int(written[:4]), int(written[5:])
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return date.fromisoformat(written)


class TimeUnit(StrEnum):
    """A unit of a time that is said in one unit."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


def in_largest_unit(days: int) -> tuple[int, TimeUnit]:
    """Return a number of days as whole units that have passed, rounded down.

    Years if they are whole or at least two, months from two on, else days, so that no more than a third is left out. A
    year has 365 days, a month the twelfth part of them: 365 days are one year, 400 are 13 months, 729 are 23.
    """
    months = days * 12 // 365
    if months >= 24 or (months and months % 12 == 0):
        return days // 365, TimeUnit.YEARS
    return (months, TimeUnit.MONTHS) if months > 1 else (days, TimeUnit.DAYS)


def format_age(days: int) -> Message:
    """Return an age in its largest unit, as `in_largest_unit` says: `2 years`, `5 months`, `12 days`."""
    number, unit = in_largest_unit(days)
    if unit is TimeUnit.YEARS:
        return Message("{number} years", "{number} year", number=number)
    if unit is TimeUnit.MONTHS:
        return Message("{number} months", "{number} month", number=number)
    return Message("{number} days", "{number} day", number=number)


def format_lateness(due: str, today: str) -> Message | None:
    """Return how long ago a due date was, in its largest unit: `3 years late`; `None` if it is not past or no date.

    Args:
        due: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, of which the last day counts.
        today: `YYYY-MM-DD`.
    """
    number, unit = in_largest_unit(days_since(due, today) or 0)
    if not number:
        return None
    if unit is TimeUnit.YEARS:
        return Message("{number} years late", "{number} year late", number=number)
    if unit is TimeUnit.MONTHS:
        return Message("{number} months late", "{number} month late", number=number)
    return Message("{number} days late", "{number} day late", number=number)


def format_later(days: int) -> Message:
    """Return how much later something was, in its largest unit: `10 months later`."""
    number, unit = in_largest_unit(days)
    if unit is TimeUnit.YEARS:
        return Message("{number} years later", "{number} year later", number=number)
    if unit is TimeUnit.MONTHS:
        return Message("{number} months later", "{number} month later", number=number)
    return Message("{number} days later", "{number} day later", number=number)


def format_date(day: str | None) -> Day:
    """Return `2024-03-07` as `7 Mar 2024`, `2024-03` as `Mar 2024`; empty if there is no date."""
    return Day(_format_day(day, 3), day or "")


def format_long_date(day: str | None) -> Day:
    """Return a date with the full name of its month: `7 March 2024`."""
    return Day(_format_day(day, 9), day or "", is_long=True)


@lru_cache(maxsize=20_000)
def _format_day(written: str | None, letters: int) -> str:
    if not written:
        return ""
    year, month, day = (*written.split("-"), "", "")[:3]
    if not month.isdigit() or not 0 < int(month) <= len(MONTHS):
        return written
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1][:letters], year) if part)


@lru_cache(maxsize=20_000)
def _wall_clock(moment: Moment | None) -> datetime | None:
    if moment is None or moment.day is None or moment.clock is None:
        return None
    try:
        return datetime.fromisoformat(f"{moment.day}T{moment.clock}")
    except ValueError:
        return None
