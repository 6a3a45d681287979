"""Parses the day of a timestamp: ISO, month by name, numbers in either order, weekdays, Japanese."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.calendar_names import MONTH_NAMES, OTHER_WEEKDAYS, WEEKDAY_STARTS
from mkdocs_postmortems.core.timestamps.timestamp import Timestamp

_WEEKDAY_NUMBERS = {start.casefold(): number for number, start in enumerate(WEEKDAY_STARTS.split("|"))}
_MONTH = r"(?P<name>[^\W\d_]{3,12})\b"
"""Any word; whether it is a month is looked up: some hundred names in each expression take long to compile."""
_OTHER_WEEKDAY = rf"(?:{'|'.join(OTHER_WEEKDAYS)})\b,?\s*(?:den\s+|le\s+|el\s+|dia\s+)?"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY_STARTS})(?:s|nes|rs|ur)?(?:day)?s?\b\.?,?\s*(?:the\s+)?"
_SIGN_WEEKDAY = r"(?:\s?[(（][月火水木金土日一二三四五六월화수목금토일][)）])?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINAL = r"(?:st(?!ycz)|nd|rd|th)"
"""Not the beginning of a Polish January."""

_DATE_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # 2021-02-04, also with a typing error in the year or a placeholder: 20213-02-04, 2022-02-??, 2023-MM-DD
        r"""(?P<year>\d{4,5}) (?P<s>[-/.‐–])
            (?P<month>\d{1,2}|[?M]{1,2}|x{1,2}) (?P=s)
            (?P<day>\d{1,2}(?!\d)|[?D]{1,2}|x{1,2})""",
        # 20210204
        rf"{_YEAR} (?P<month>0[1-9]|1[0-2]) (?P<day>0[1-9]|[12]\d|3[01]) (?=[T\s_-]|$)",
        # 2021年2月4日, 2月4日(木), 2021 年 2 月 4 日, （2021 年）2 月 4 日, 2021년 2월 4일
        rf"""(?:[(（]? (?P<year>\d{{4}}) \s?[年년]\s?[)）]?\s?)? (?P<month>\d{{1,2}}) \s?[月월]\s?
            (?P<day>\d{{1,2}}) \s?[日号號일]{_SIGN_WEEKDAY}""",
        # Thursday, Feb 4th, 2021; Feb 4-5, 2021; but not the time of "Feb 4:30"
        rf"""(?:{_WEEKDAY})? {_MONTH} \.?\s* (?P<day>\d{{1,2}}) {_ORDINAL}?\b (?![:.h]\d|\s*[ap]m)
            (?:\s?[-–]\s? [0-3]?\d {_ORDINAL}?\b (?![:.h]\d|[-/]))?
            (?:,?\s+ {_YEAR} (?!\d))?""",
        # 2 to 4 March 2021, 2.-4. März 2021: the first day
        rf"""(?P<day>\d{{1,2}}) (?:{_ORDINAL}|\.)? \s?(?:[-–—]|\bto\b|\bbis\b|\bau\b|\bal\b|\ba\b)\s?
            [0-3]?\d (?:{_ORDINAL}|\.)? (?:\s+(?:of|de))? \s+ {_MONTH} \.? (?:,?\s+(?:de\s+)? {_YEAR} (?!\d))?""",
        # Thursday the 4th of Feb 2021, 4. Februar 2021
        rf"""(?:{_WEEKDAY})? (?P<day>\d{{1,2}}) (?:{_ORDINAL}|\.)? (?:\s+(?:of|de)\b)? [\s-]* {_MONTH} \.?
            (?:,?[\s-]+(?:de\s+)? {_YEAR} (?!\d))?""",
        # 2021 Feb 4
        rf"(?:{_WEEKDAY})? {_YEAR} [\s-] {_MONTH} [\s.-]* (?P<day>\d{{1,2}}) (?!\d)",
        # 04/02/2021, 4.2.21
        rf"""(?:{_WEEKDAY})? (?P<a>\d{{1,2}}) (?P<s>[-/.]) (?P<b>\d{{1,2}}) (?P=s)
            (?P<year>(?:19|20)\d\d|\d\d) (?![\d.]|:\d)""",
        # 04/02 before a time
        r"(?P<a>\d{1,2}) (?P<s>[-/.]) (?P<b>\d{1,2}) (?=[\s,T]+~?\d{1,2}[:.h]\d\d)",
        # 1/28 with nothing else around it but brackets
        r"(?P<a>\d{1,2}) (?P<s>/) (?P<b>\d{1,2}) (?=\s*(?:$|[)\]]))",
        # Feb 2021, 2021-02, 2021年2月 with nothing else around it
        rf"{_MONTH} \.?,?\s+(?:de\s+)? {_YEAR} (?=\s*(?:$|[:|*_)\]]))",
        rf"{_YEAR} (?:[-/](?P<month>0[1-9]|1[0-2])) (?=\s*(?:$|[:|*_)\]]))",
        # Thursday
        rf"{_WEEKDAY} (?=[\d~(,:–—-]|\s|$)",
    )
)


_FOREIGN_WEEKDAY_BEFORE = re.compile(rf"{_OTHER_WEEKDAY}(?=\d)", re.IGNORECASE)
_COUNTED_DAY = re.compile(
    r"""(?: (?:day|tag|jour|d[ií]a|giorno|dag|dzień)\s?\#?\s?(?P<number>\d{1,2}) | (?P<first>\d{1,2})日目
    |   第\s?(?P<second>\d{1,2})\s?[天日] ) (?![\w/.]|\s*(?:days?|hours?|of\b))""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE_START = re.compile(r"\d|第|(?P<word>[^\W\d_]{3})")
_DAY_WORDS = "day tag jour día dia giorno dag dzień"
_WORD_STARTS = frozenset(
    name.casefold()[:3] for name in (*MONTH_NAMES, *WEEKDAY_STARTS.split("|"), *OTHER_WEEKDAYS, *_DAY_WORDS.split())
)
"""The first letters of words that a date begins with; tried first, since most texts begin with none."""
_DATE_OF_COUNTED_DAY = re.compile(r"\s*[(（\[,:=–—-]\s*")


def parse_date(text: str, position: int) -> Timestamp | None:
    """Return the day at `position`, or `None`."""
    start = _DATE_START.match(text, position)
    if start is None or (start["word"] and start["word"].casefold() not in _WORD_STARTS):
        return None
    if weekday := _FOREIGN_WEEKDAY_BEFORE.match(text, position):
        position = weekday.end()
    return _counted_day(text, position) or _date(text, position)


def _counted_day(text: str, position: int) -> Timestamp | None:
    """Return a day that is only counted, `Day 2`, or counted and dated, `Day 1 (2 March 2024)`."""
    match = _COUNTED_DAY.match(text, position)
    if match is None:
        return None
    number = int(match["number"] or match["first"] or match["second"])
    joint = _DATE_OF_COUNTED_DAY.match(text, match.end())
    day = _date(text, joint.end()) if joint else None
    if day and joint and day.weekday is None:
        closing = text[day.end : day.end + 1] if joint[0].strip() in ("(", "（", "[") else ""
        return replace(day, counted_day=number, end=day.end + len(closing.strip()))
    return Timestamp(match.end(), counted_day=number)


def _date(text: str, position: int) -> Timestamp | None:
    for pattern in _DATE_PATTERNS:
        if (match := pattern.match(text, position)) and (timestamp := _to_timestamp(match)):
            return timestamp
    return None


def _to_timestamp(match: re.Match[str]) -> Timestamp | None:
    parts = match.groupdict()
    year = _year(parts.get("year"))
    if year is not None and not 1970 <= year <= 2199:
        return None
    if parts.get("a"):
        return _numeric_date(match.end(), int(parts["a"]), int(parts["b"]), year)
    name, written = parts.get("name"), parts.get("month")
    if name is None and written is None:
        return _weekday(match.end(), parts.get("weekday"))
    if name and name.casefold() not in MONTH_NAMES:
        return None
    month = MONTH_NAMES[name.casefold()] if name else _number(written)
    day = _number(parts.get("day"))
    if not (month is None or 1 <= month <= 12) or not (day is None or 1 <= day <= 31):
        return None
    return Timestamp(match.end(), year=year, month=month, day=day, is_month_only=day is None, approx=day is None)


def _year(written: str | None) -> int | None:
    """Return the year; two digits are of this century, and a fifth digit is a typing error."""
    year = _number((written or "")[:4])
    return year + 2000 if year is not None and year < 100 else year


def _numeric_date(end: int, first: int, second: int, year: int | None) -> Timestamp | None:
    if not (1 <= first <= 31 and 1 <= second <= 31) or min(first, second) > 12:
        return None
    return Timestamp(end, year=year, numeric=(first, second))


def _weekday(end: int, name: str | None) -> Timestamp | None:
    return Timestamp(end, weekday=_WEEKDAY_NUMBERS[name.casefold()[:3]]) if name else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
