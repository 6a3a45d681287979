"""Parses the time of day of a timestamp, and the zone beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.time_zones import ANY_ABBREVIATION, OFFSET_TIME, ZONE, zone_group
from mkdocs_postmortems.core.timestamps.timestamp import Timestamp

_CLOCK = re.compile(
    r"""(?: (?P<h>[01]?\d|2[0-4])            # 14:32, 14h32, 14時32, 14:3?, 14:??, 2:5 pm
            \s? (?P<s>[:：h時点點时시]) \s?
            (?P<m>[0-5]\d|[0-5][?x](?!\w)|\?\?|--|xx|[0-9](?=\s*[ap]\.?m))
        |   (?P<hd>[01]?\d|2[0-4])           # 14.32, but no number with a unit
            \. (?P<md>[0-5]\d)
            (?![\d%.]|\s*(?:%|[kKMGT]i?B\b|ms\b|s\b|x\b))
        |   (?P<unknown>(?:\?\?|--|XX|HH) (?::|h) (?:\?\?|--|XX|MM))
        )
        (?:[:.](?P<sec>[0-5]\d|60|\?\?|ss|xx)(?:[.,]\d{1,9})?)?
        (?:\s?[分분])?
        (?:\s?(?P<ap>[ap])\.?m\b\.?|(?P<a1>[ap])(?![\w.]))?
        (?:\s?(?:hrs?|hours|Uhr|uur|godz|h)\b\.?|頃|ごろ|경)?""",
    re.IGNORECASE | re.VERBOSE,
)
_DURATION = re.compile(r"\d{1,2}\s?h\s?\d{1,2}\s?m(?:ins?|inutes?|inuten)?\b", re.IGNORECASE)
_HOUR = re.compile(
    r"""(?P<h>1[0-2]|0?[1-9]) \s? (?P<ap>[ap])\.?m\b\.?  # 4pm
    |   (?P<hh>[01]?\d|2[0-3]) \s? (?:(?:h|Uhr|uur|heures?|horas?|ore)(?![\w])
    | [時点點时시](?!間|间|\d)(?:整|半|頃|ごろ)?)  # 16h, 16 Uhr""",
    re.IGNORECASE | re.VERBOSE,
)
_MILITARY = re.compile(
    rf"""(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)
        (?P<sfx> \s?(?:hrs?|hours|h|Z)\b
            |    \s?(?=(?:{ANY_ABBREVIATION})\b)
            |    (?=\s*[:|–—-](?:\s|$))
            |    (?=\s*$)
        )""",
    re.VERBOSE,
)
_NOON = 12 * 60
_UNKNOWN_DIGITS = str.maketrans("?xX", "000")
"""The last digit of a minute that an author left open counts as zero: `14:3?`, `14:3x`."""
_TIME_START = re.compile(r"[\d?XH-]|[午下晚中夜上凌早朝오]", re.IGNORECASE)
"""What any time begins with; tried first, since most texts begin with none."""
_HALF_OF_DAY = re.compile(r"(?:(?P<pm>午後|下午|晚上|中午|오후|夜)|午前|上午|凌晨|早上|오전|朝)\s?(?=\d)")
"""What stands before a time of twelve hours in Japanese, Chinese and Korean."""
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_ZONE_AT = re.compile(rf"\s*[(\[]?(?:{zone_group('zone')}|(?P<z>Z)\b)[)\]]?")
_ISO_OFFSET = re.compile(
    rf"""\s?(?P<zone> \+{OFFSET_TIME}
        |    (?<=\dT..:..)-{OFFSET_TIME}      # a minus only in an ISO timestamp: elsewhere `10:00-11:00` is a range
        |    (?<=\dT..:..:..)-{OFFSET_TIME}
        )\b""",
    re.VERBOSE,
)


def parse_time_of_day(text: str, position: int, *, dated: bool) -> Timestamp | None:
    """Return the time of day at `position`, or `None`.

    Four digits such as `2021` are a time only after a date (`dated`) or with a mark such as `Z`, `h` or a zone.
    """
    if not _TIME_START.match(text, position) or _DURATION.match(text, position):
        return None
    if half := _HALF_OF_DAY.match(text, position):
        clock = parse_time_of_day(text, half.end(), dated=dated)
        return _in_half_of_day(clock, is_afternoon=bool(half["pm"])) if clock and clock.minutes is not None else None
    if match := _CLOCK.match(text, position):
        return _with_zone(text, _to_timestamp(match))
    if match := _HOUR.match(text, position):
        hour = int(match["h"] or match["hh"])
        return _with_zone(text, Timestamp(match.end(), minutes=_to_24_hours(hour, match["ap"]) * 60))
    if (match := _MILITARY.match(text, position)) and (dated or _is_time(text, match)):
        zone = "UTC" if match["sfx"].strip() == "Z" else None
        return _with_zone(text, Timestamp(match.end(), minutes=int(match["h"]) * 60 + int(match["m"]), zone=zone))
    return None


def _in_half_of_day(clock: Timestamp, *, is_afternoon: bool) -> Timestamp:
    minutes = clock.minutes or 0
    if is_afternoon and minutes < _NOON:
        return replace(clock, minutes=minutes + _NOON)
    return replace(clock, minutes=minutes - _NOON) if not is_afternoon and _NOON <= minutes < _NOON + 60 else clock


def parse_zone(text: str, position: int) -> tuple[str, int] | None:
    """Return the name of the zone at `position`, in brackets or not, and the position after it; else `None`."""
    match = _ZONE_AT.match(text, position)
    return (match["zone"] or "UTC", match.end()) if match and not _is_in_remark(text, match) else None


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a time, since they cannot be a year or have a mark or a zone."""
    return bool(match["sfx"].strip() or not _YEARLIKE.match(match[0]) or ZONE.match(text, match.end()))


def _to_24_hours(hour: int, meridiem: str | None) -> int:
    """Return the hour of 24; AM or PM that contradicts it (`13:55 PM`) is ignored."""
    if meridiem and hour <= 12:
        return hour % 12 + (12 if meridiem.lower() == "p" else 0)
    return hour


def _to_timestamp(match: re.Match[str]) -> Timestamp:
    if match["unknown"]:
        return Timestamp(match.end(), is_clock_unknown=True, approx=True, is_placeholder=match["unknown"][0] in "Hh")
    hour, minute = match["h"] or match["hd"], match["m"] or match["md"]
    if not minute[0].isdigit():
        return Timestamp(match.end(), is_clock_unknown=True, approx=True)
    minutes = _to_24_hours(int(hour), match["ap"] or match["a1"]) * 60 + int(minute.translate(_UNKNOWN_DIGITS))
    return Timestamp(match.end(), minutes=minutes, approx=not minute.isdigit())


def _with_zone(text: str, timestamp: Timestamp) -> Timestamp:
    match = _ISO_OFFSET.match(text, timestamp.end) or _ZONE_AT.match(text, timestamp.end)
    if match is None or _is_in_remark(text, match):
        return timestamp
    return replace(timestamp, end=match.end(), zone=timestamp.zone or match["zone"] or "UTC")


def _is_in_remark(text: str, match: re.Match[str]) -> bool:
    """Whether the bracket before the zone has more text than the zone: `14:32 (PST morning)`."""
    opened = match[0].lstrip().startswith(("(", "["))
    return opened and match.end() < len(text) and not match[0].rstrip().endswith((")", "]"))
