"""The end of a range: `10:00-10:15`, `16:05:57-58`, `2 AM to 3 AM`, `3 May - 5 May`."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.parse.stamps.clocks import read_clock
from mkdocs_postmortems.core.parse.stamps.days import read_day
from mkdocs_postmortems.core.parse.stamps.margins import skip_approx, skip_joint
from mkdocs_postmortems.core.parse.stamps.stamp import Stamp

_RANGE = re.compile(r"\s*(?:->|→|–|—|-|\bto\b|\btill?\b|\buntil\b|\band\b|/)\s*", re.IGNORECASE)
_SECONDS = re.compile(r"[0-5]\d(?!\d|[:.])")
_MERIDIEM = re.compile(r"[ap]\.?m?\.?\s*$", re.IGNORECASE)
_NOON = 12 * 60


def with_end(text: str, first: Stamp) -> Stamp:
    """Attach the end of the range that `first` begins, if a clock follows."""
    dash = _RANGE.match(text, first.end)
    if not dash:
        return first
    position, approx = skip_approx(text, dash.end())
    if (seconds := _SECONDS.match(text, position)) and _ends_in_seconds(text, first, dash[0]):
        return replace(first, end=seconds.end())
    day = read_day(text, position)
    last = read_clock(text, skip_joint(text, day.end).end if day else position, dated=day is not None)
    if last is None:
        return first
    return replace(
        first,
        end=last.end,
        minutes=_first_minutes(text, first, last),
        until=replace(day, minutes=last.minutes) if day else last,
        zone=first.zone or last.zone,
        approx=first.approx or approx or last.approx,
    )


def with_last_day(text: str, day: Stamp) -> Stamp:
    """Attach the end of a range of days."""
    match = _RANGE.match(text, day.end)
    last = read_day(text, match.end()) if match else None
    return replace(day, end=last.end, until=last) if last and last.weekday is None else day


def _ends_in_seconds(text: str, first: Stamp, dash: str) -> bool:
    """Whether the clock before the dash has seconds, so that two digits after it are seconds as well."""
    return first.end >= 3 and text[first.end - 3] == ":" and dash.strip() == "-"


def _first_minutes(text: str, first: Stamp, last: Stamp) -> int | None:
    """The first clock of `1:05 - 2:10 PM` borrows the PM of the second, if that keeps the order."""
    if first.minutes is None or last.minutes is None:
        return first.minutes
    marked = _MERIDIEM.search(text[max(0, first.end - 4) : first.end])
    if (
        not marked
        and first.minutes < _NOON <= last.minutes
        and "p" in text[first.end : last.end].lower()
        and first.minutes + _NOON <= last.minutes
    ):
        return first.minutes + _NOON
    return first.minutes
