"""Parses times in fields of front matter: partial, approximate, with or without a zone. Compares them for order."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta

from mkdocs_postmortems.core.calendar_names import MONTHS, month_number
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import OFFSET, normalize_offset, parse_offset
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp
from mkdocs_postmortems.core.zone_names import normalize_zone, unknown_zone_message

EXPECTED = "expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DD HH:MM, with a zone if known, or 'unknown'"
_UNKNOWN = frozenset(("", "-", "?", "unknown", "n/a", "na", "none", "tbd", "tbc", "ongoing"))
_NAMED_ZONE = r"[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}|[A-Z][\w.]*(?: [\w.()+-]+){1,5} Time"
"""A region of the tz database, or a zone of Windows."""
_ZONE = rf"(?P<zone>Z|UTC|GMT|{OFFSET}|[A-Z]{{2,5}}|{_NAMED_ZONE})"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_ONLY_CLOCK = _CLOCK.replace("P<", "P<only_")
_APPROX = r"(?P<approx>(?:~|≈|c\.|ca\.?|circa|about|around|approx(?:\.|imately)?)\s*)?"
_NUMERIC = r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?"
_NAMED = (
    r"(?:(?P<day1>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[A-Za-z]{3,9})\.?"
    r"(?:\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year2>\d{4})"
)
_MOMENT = re.compile(
    rf"{_APPROX}(?:(?:{_NUMERIC}|{_NAMED})(?:(?:\s*,\s*|\s+at\s+|[T\s]\s*){_CLOCK})?|{_ONLY_CLOCK})"
    rf"\s*(?:\(?{_ZONE}\)?)?\s*(?P<question>\(?\?\)?)?",
    re.ASCII,
)
_LONGEST = 80
_DOTTED = re.compile(r"\D*\d{1,2}\.\d{1,2}\.")


def parse_moment(text: str) -> Moment | None:
    """Parse a time as written; `None` for `unknown` and the like.

    Raises:
        ValueError: it is not a time; the message says what it is and what is expected, without the name of the field.
    """
    written = text.strip()
    if written.lower() in _UNKNOWN or not written.strip("?:-~ "):
        return None
    match = _MOMENT.fullmatch(written) if len(written) <= _LONGEST else None
    if match is None:
        return _as_in_timelines(written)
    if match["name"] and not month_number(match["name"]):
        return _with_foreign_month(written, match["name"])
    return Moment(_to_iso(match, written), _to_zone(match["zone"], written), bool(match["approx"] or match["question"]))


def _with_foreign_month(written: str, name: str) -> Moment:
    try:
        return _as_in_timelines(written)
    except ValueError:
        raise ValueError(f"{written!r} is not a date: there is no month {name!r}; {EXPECTED}.") from None


def _as_in_timelines(written: str) -> Moment:
    """Parse a day or time as timelines state them, if it has only one reading: `07.03.2024 14:32`, `7. März 2024`.

    Of a range of days it is the first one.
    """
    timestamp = parse_timestamp(written) if len(written) <= _LONGEST else None
    if timestamp is None or timestamp.end < len(written) or not _is_plain(timestamp):
        raise ValueError(f"{written[:_LONGEST]!r} is not a date or time; {EXPECTED}.")
    if not timestamp.has_day and timestamp.minutes is not None:
        clock = f"{timestamp.minutes // 60:02}:{timestamp.minutes % 60:02}"
        return Moment(clock, timestamp.zone, timestamp.approx)
    day = _numeric_day(timestamp, written) if timestamp.numeric else timestamp.iso_day
    if day is None or not _exists(*map(int, day.split("-"))):
        raise ValueError(f"{written!r} is not a date: there is no such day; {EXPECTED}.")
    iso = day if timestamp.minutes is None else _at_minutes(day, timestamp.minutes)
    return Moment(iso, timestamp.zone, timestamp.approx)


def _is_plain(timestamp: Timestamp) -> bool:
    """Whether it is a whole day, with or without a time, a time of a day, or a range of days."""
    if timestamp.is_clock_unknown or timestamp.elapsed is not None:
        return False
    if timestamp.range_end and (timestamp.has_clock or not timestamp.range_end.has_day):
        return False
    has_day = timestamp.numeric or (timestamp.month and timestamp.day)
    is_clock = not timestamp.has_day and timestamp.minutes is not None and timestamp.minutes < 24 * 60
    return is_clock or bool(timestamp.year and has_day)


def _numeric_day(timestamp: Timestamp, written: str) -> str | None:
    """Return the day of two numbers and a year; with dots the day is first, else one of them must be no month."""
    year, (first, second) = timestamp.year or 0, timestamp.numeric or (0, 0)
    readings = {(second, first)} if _DOTTED.match(written) else {(second, first), (first, second)}
    days = sorted(f"{year:04}-{month:02}-{day:02}" for month, day in readings if _exists(year, month, day))
    if len(days) > 1:
        raise ValueError(f"{written!r} may be {days[0]} or {days[1]}; write the one that is meant.")
    return days[0] if days else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _at_minutes(day: str, minutes: int) -> str:
    """Return a time of a day; 24:00 is the beginning of the next day."""
    return (datetime.fromisoformat(day) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def _to_iso(match: re.Match[str], written: str) -> str:
    if match["only_hour"]:
        return _to_time(match["only_hour"], match["only_minute"], match["only_half"], written)
    day = _to_date(match, written)
    if not match["hour"]:
        return day
    if len(day) < len("YYYY-MM-DD"):
        raise ValueError(f"{written!r} has a time but no day; {EXPECTED}.")
    if match["hour"] == "24" and match["minute"] == "00":
        return _at_minutes(day, 24 * 60)
    return f"{day}T{_to_time(match['hour'], match['minute'], match['half'], written)}"


def _to_date(match: re.Match[str], written: str) -> str:
    year = match["year"] or match["year2"]
    month = int(match["month"]) if match["month"] else month_number(match["name"] or "")
    day = match["day"] or match["day1"] or match["day2"]
    if not 1000 <= int(year) <= 2999:
        raise ValueError(f"{written!r} is not a date of an incident: the year is {year}; {EXPECTED}.")
    if month is None:
        return year
    if not 1 <= month <= 12:
        raise ValueError(f"{written!r} is not a date: there is no month {month}; {EXPECTED}.")
    if not day:
        return f"{year}-{month:02}"
    last = monthrange(int(year), month)[1]
    if not 1 <= int(day) <= last:
        raise ValueError(f"{written!r} is not a date: {MONTHS[month - 1]} {year} has {last} days.")
    return f"{year}-{month:02}-{int(day):02}"


def _to_time(hour: str, minute: str, half: str | None, written: str) -> str:
    number = int(hour)
    if half and 1 <= number <= 12:
        number = number % 12 + (12 if half in "pP" else 0)
    if number > 23 or int(minute) > 59:
        raise ValueError(f"{written!r} is not a time: there is no {hour}:{minute}; {EXPECTED}.")
    return f"{number:02}:{minute}"


def _to_zone(written: str | None, whole: str) -> str | None:
    if not written or written == "Z":
        return "UTC" if written else None
    if re.fullmatch(_NAMED_ZONE, written):
        if zone := normalize_zone(written):
            return zone
        raise ValueError(f"{whole!r} has no valid zone: {unknown_zone_message(written)}")
    if written[0] not in "+-":
        return written
    if offset := normalize_offset(written):
        return offset
    raise ValueError(f"{whole!r} is not a time: no zone is {written} from UTC; {EXPECTED}.")


def is_before(end: Moment, start: Moment) -> bool:
    """Whether `end` is certainly before `start`; false if zones or precision leave it open."""
    ended, started = _earliest_latest(end), _earliest_latest(start)
    if ended is None or started is None:
        return False
    slack = (
        timedelta(0) if _has_comparable_zones(end.zone, start.zone) else timedelta(hours=26)
    )  # From UTC-12 to UTC+14.
    return ended[1] + slack < started[0]


def _has_comparable_zones(one: str | None, other: str | None) -> bool:
    return one == other or (_offset(one) is not None and _offset(other) is not None)


def _offset(zone: str | None) -> timedelta | None:
    """Return the offset from UTC of a zone that is an offset, UTC or GMT; else `None`."""
    if zone in ("UTC", "GMT"):
        return timedelta(0)
    return parse_offset(zone) if zone else None


def _earliest_latest(moment: Moment) -> tuple[datetime, datetime] | None:
    """Return the first and the last minute that a moment can mean; `None` if its day is unknown."""
    iso = moment.iso[:10] if moment.approx else moment.iso
    if iso[2:3] == ":" or (moment.approx and len(iso) < len("YYYY-MM-DD")):
        return None
    shift = _offset(moment.zone) or timedelta(0)
    first = datetime.fromisoformat(iso + "0001-01-01"[len(iso) :] if len(iso) < 10 else iso)
    return first - shift, _latest_minute(iso, first) - shift


def _latest_minute(iso: str, first: datetime) -> datetime:
    if len(iso) == len("YYYY"):
        return first.replace(month=12, day=31, hour=23, minute=59)
    if len(iso) == len("YYYY-MM"):
        return first.replace(day=monthrange(first.year, first.month)[1], hour=23, minute=59)
    return first if "T" in iso else first.replace(hour=23, minute=59)
