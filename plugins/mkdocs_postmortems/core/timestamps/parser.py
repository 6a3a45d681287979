"""Parses a timestamp: day, time of day or both, and the end of a range (`10:00-10:15`, `3 May - 5 May`)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mkdocs_postmortems.core.timestamps.dates import parse_date
from mkdocs_postmortems.core.timestamps.elapsed import parse_elapsed
from mkdocs_postmortems.core.timestamps.punctuation import (
    skip_approx,
    skip_approx_remark,
    skip_closing,
    skip_joint,
    skip_opening,
    skip_separator,
    still_open,
)
from mkdocs_postmortems.core.timestamps.time_of_day import parse_time_of_day, parse_zone
from mkdocs_postmortems.core.timestamps.timestamp import Timestamp

_RANGE = re.compile(r"\s*(?:->|→|–|—|-|〜|～|\b(?:to|till?|until|and|bis|hasta|até|tot)\b|/)\s*", re.IGNORECASE)
_TWO_DIGITS = re.compile(r"[0-5]\d(?![\w%:]|\.\d)")
_MERIDIEM = re.compile(r"[ap]\.?m?\.?\s*$", re.IGNORECASE)
_HOUR_AND_MINUTE = re.compile(r"(?:^|[^\d:])\d{1,2}:\d\d$")
_HOUR_TO_SECOND = re.compile(r"\d:\d\d:\d\d$")
_LAST_HOUR = 24
_NOON = 12 * 60


def with_range_end(text: str, first: Timestamp) -> Timestamp:
    """Return `first` with the end of the range that it begins, if a time follows, as in `2 AM to 3 AM`."""
    dash = _RANGE.match(text, first.end)
    if not dash:
        return first
    position, approx = skip_approx(text, dash.end())
    if digits := _TWO_DIGITS.match(text, position):
        if _ends_in_seconds(text, first, dash[0]):
            return replace(first, end=digits.end())
        if _is_last_minute(text, first, dash[0], int(digits[0])):
            minutes = _hour(first) * 60 + int(digits[0])
            return replace(first, end=digits.end(), range_end=Timestamp(digits.end(), minutes=minutes))
    day = parse_date(text, position)
    last = parse_time_of_day(text, skip_joint(text, day.end).end if day else position, dated=day is not None)
    if last is None:
        return first
    return replace(
        first,
        end=last.end,
        minutes=_first_minutes(text, first, last),
        range_end=replace(day, minutes=last.minutes) if day else last,
        zone=first.zone or last.zone,
        approx=first.approx or approx or last.approx,
    )


def with_date_range_end(text: str, day: Timestamp) -> Timestamp:
    """Return `day` with the end of the range that it begins, if a day follows."""
    match = _RANGE.match(text, day.end)
    last = parse_date(text, match.end()) if match else None
    return replace(day, end=last.end, range_end=last) if last and last.weekday is None else day


def _ends_in_seconds(text: str, first: Timestamp, dash: str) -> bool:
    """Whether the time before the dash has seconds, so that two digits after it are seconds too (`16:05:57-58`)."""
    return _HOUR_TO_SECOND.search(text[: first.end]) is not None and dash.strip() == "-"


def _is_last_minute(text: str, first: Timestamp, dash: str, number: int) -> bool:
    """Whether two digits after a dash are the last minute of a range within the hour (`16:05-58`).

    They are not if they are before the first minute, since `16:05-04` may be an offset, nor if they may be an hour just
    as well, as in `09:00-17`.
    """
    if dash not in ("-", "–") or first.minutes is None or not _HOUR_AND_MINUTE.search(text[: first.end]):
        return False
    minute = first.minutes % 60
    return number > minute and not (minute == 0 and _hour(first) < number <= _LAST_HOUR)


def _hour(timestamp: Timestamp) -> int:
    return (timestamp.minutes or 0) // 60


def _first_minutes(text: str, first: Timestamp, last: Timestamp) -> int | None:
    """Return the minutes of the first time; in `1:05 - 2:10 PM` it is PM as well, if that keeps the order."""
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


_ON_DAY = re.compile(r"[\s*_`]{1,3}(?:on|am|le|el|em|il|op|den|dnia)\s(?:the\s)?(?=\w)", re.IGNORECASE)
"""What stands between a time and its day in a sentence: "14:32 on 4 February"."""
_OPENING_BRACKET = re.compile(r"\s?[(\[](?=\w)")
_MAX_LENGTH = 160
"""Characters of a timestamp with the markup before it."""


@lru_cache(maxsize=4_096)
def parse_timestamp(text: str, *, allow_preposition: bool = False) -> Timestamp | None:
    """Return the timestamp at the start of `text`, or `None`; `allow_preposition` accepts "at" or "since" before it."""
    head = text[:_MAX_LENGTH]
    start, approx_before = skip_opening(head, allow_preposition=allow_preposition)
    timestamp = _day_and_clock(head, start)
    if timestamp is None:
        return None
    opened, end = head[:start], timestamp.end
    position = skip_closing(head, end, opened)
    if timestamp.zone is None and timestamp.has_clock and (found := parse_zone(head, position)):
        timestamp, position = replace(timestamp, zone=found[0]), found[1]
    position, approx_after = skip_approx_remark(head, position)
    position = skip_closing(head, position, still_open(opened, head[end:position]))
    separated = position >= len(text.rstrip(" *_`")) or timestamp.elapsed is not None
    if (after := skip_separator(head, position)) is not None:
        separated = True
        position = skip_closing(head, after, still_open(opened, head[end:after]))
    return replace(
        timestamp,
        end=position,
        approx=timestamp.approx or approx_before or approx_after,
        is_separated=separated or position >= len(text.rstrip()),
    )


def _day_and_clock(text: str, position: int) -> Timestamp | None:
    if elapsed := parse_elapsed(text, position):
        return Timestamp(elapsed.end, elapsed=elapsed.minutes)
    if day := parse_date(text, position):
        return _day_first(text, day)
    clock = parse_time_of_day(text, position, dated=False)
    return _clock_first(text, with_range_end(text, clock)) if clock else None


def _day_first(text: str, day: Timestamp) -> Timestamp:
    joint = skip_joint(text, day.end)
    clock = parse_time_of_day(text, joint.end, dated=True)
    if clock is None:
        return with_date_range_end(text, day)
    timestamp = replace(
        day,
        end=clock.end,
        minutes=clock.minutes,
        is_clock_unknown=clock.is_clock_unknown,
        is_placeholder=clock.is_placeholder,
        approx=joint.approx or clock.approx,
        zone=clock.zone,
    )
    return with_range_end(text, timestamp)


def _clock_first(text: str, clock: Timestamp) -> Timestamp:
    """Return a time with the day after it (`14:32, 4 Feb 2021: …`), unless the day is part of a sentence."""
    remark = _OPENING_BRACKET.match(text, clock.end)
    joint = _ON_DAY.match(text, clock.end)
    start = remark.end() if remark else joint.end() if joint else skip_joint(text, clock.end).end
    day = parse_date(text, start)
    if remark and day and text[day.end : day.end + 1] in (")", "]"):
        day = replace(day, end=day.end + 1)
    elif remark:
        return clock
    if day is None or day.weekday is not None or day.day is None:
        return clock
    if not remark and skip_separator(text, day.end) is None and day.end < len(text.rstrip(" *_`)]")):
        return clock
    return replace(
        day,
        minutes=clock.minutes,
        is_clock_unknown=clock.is_clock_unknown,
        approx=clock.approx,
        zone=clock.zone,
        range_end=clock.range_end,
    )
