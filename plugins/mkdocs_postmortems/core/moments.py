"""Calculates with and formats points in time as documents state them; an uncertain result is `None`, not a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mkdocs_postmortems.core.calendar_names import MONTHS
from mkdocs_postmortems.core.message import Day, Message
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import to_tzinfo


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


def format_lateness(due: str, today: str) -> Message | None:
    """Return how long ago a due date was, in its largest unit: `3 years late`; `None` if it is not past or no date.

    Args:
        due: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, of which the last day counts.
        today: `YYYY-MM-DD`.
    """
    try:
        last = date.fromisoformat(f"{due}-12-31"[:10] if len(due) == 4 else f"{due}-28"[:10])
        days = (date.fromisoformat(today) - last).days
    except ValueError:
        return None
    if days < 1:
        return None
    years, months = days // 365, days // 30
    if years:
        return Message("{number} years late", "{number} year late", number=years)
    if months:
        return Message("{number} months late", "{number} month late", number=months)
    return Message("{number} days late", "{number} day late", number=days)


def format_date(day: str | None) -> Day:
    """Return `2024-03-07` as `7 Mar 2024`, `2024-03` as `Mar 2024`; empty if there is no date."""
    return Day(_format_day(day, 3), day or "")


def format_long_date(day: str | None) -> Day:
    """Return a date with the full name of its month: `7 March 2024`."""
    return Day(_format_day(day, 9), day or "", is_long=True)


def _format_day(written: str | None, letters: int) -> str:
    if not written:
        return ""
    year, month, day = (*written.split("-"), "", "")[:3]
    if not month.isdigit() or not 0 < int(month) <= len(MONTHS):
        return written
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1][:letters], year) if part)


def _wall_clock(moment: Moment | None) -> datetime | None:
    if moment is None or moment.day is None or moment.clock is None:
        return None
    try:
        return datetime.fromisoformat(f"{moment.day}T{moment.clock}")
    except ValueError:
        return None
