"""Dates and times as people write them in timelines: read a stamp at the start of a text.

Accepted clocks: `14:32`, `14.32`, `1432`, `2:32 PM`, `13:55 PM`, `14h32`, `14:32:10`, `~14:30`, `14:3?`, `??:??`, `4pm`, and ranges of
them. Accepted days: ISO, `Feb 4, 2021`, `4 Feb`, `04/02/2021`, `2/4/21`, `2022-02-??`, `2021年2月4日`, each with or without a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero",
            "feb february februar février febrero",
            "mar march märz mars marzo",
            "apr april avril abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet julio",
            "aug august août agosto",
            "sep sept september septembre septiembre",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dez",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b\.?,?\s*(?:the\s+)?"
_ZONES = (
    "UTC|GMT|PST|PDT|PT|MST|MDT|MT|CST|CDT|CT|EST|EDT|ET|AKST|AKDT|HST|AST|ADT|NST|NDT|BRT|ART|WET|WEST|BST|IST|CET|CEST|EET|EEST|MSK|TRT|SAST"
    "|EAT|WAT|CAT|GST|PKT|NPT|ICT|WIB|SGT|MYT|HKT|PHT|JST|KST|AWST|ACST|ACDT|AEST|AEDT|NZST|NZDT|AoE"
)
"""Abbreviations of time zones in use (IANA tz database and timeanddate.com's list)."""
_NAMED_ZONE = (
    r"(?:US/)?(?:Eastern|Central|Mountain|Pacific)(?:\s+(?:Standard|Daylight|Summer))?(?:\s+Time)?"
    r"|(?:Central|Eastern|Western)\s+European(?:\s+Summer)?\s+Time|British\s+Summer\s+Time|Coordinated\s+Universal\s+Time|Zulu"
)
_IANA = (
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc|UC)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
)
_OFFSET = r"[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?"
ZONE = re.compile(
    rf"(?P<zone>(?:{_IANA})|(?:{_NAMED_ZONE})(?:\s*\((?:UTC|GMT)\s?{_OFFSET}\))?|(?:UTC|GMT)\s?{_OFFSET}\b|(?:{_ZONES})\b(?:\s*\((?:UTC|GMT)\s?{_OFFSET}\))?)"
)
_ZONE_AT = re.compile(rf"\s*[(\[]?(?:{ZONE.pattern}|(?P<z>Z)\b)[)\]]?")
_ISO_OFFSET = re.compile(
    r"\s?(?P<zone>\+(?:0\d|1[0-4]):?[0-5]\d|(?<=\dT..:..)-(?:0\d|1[0-4]):?[0-5]\d|(?<=\dT..:..:..)-(?:0\d|1[0-4]):?[0-5]\d)\b"
)

_OPENING = re.compile(r"(?:[\s*_`({\[|>‐-―•]|<(?:b|i|em|strong|time|code|u)\b[^<>]{0,80}>|\*)+")
_DASH_OPENING = re.compile(r"[-–—]\s*(?=[\d*~])")
_APPROX = re.compile(
    r"(?:~|≈|±|c\.|ca\.?(?![a-z])|circa\b|approx(?:\.|imately)?(?![a-z])|roughly\b|about\b|around\b|before\b|after\b|by\b|early\b|late\b|shortly (?:before|after)\b)[\s*_`]*",
    re.IGNORECASE,
)
_SOFT = re.compile(r"(?:(?:at|on|between|from|since|until)\b|@)\s+", re.IGNORECASE)
_JOIN = re.compile(r"(?:T(?=\d)|[\s*_`,@|/–—-]|\bat\b|\bbetween\b|\bfrom\b|\bde\b)+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*\[\^[^\[\]\s]{1,40}\]")
_CLOSING_TAG = re.compile(r"\s*</(?:b|i|em|strong|time|code|u)>")
_CLOSERS = {"*": "*", "_": "_", "`": "`", "(": ")", "[": "]", "{": "}"}
_AFTER_APPROX = re.compile(r"\s*\(?(?:approx\.?|approximately|estimated|est\.|ish)\)?(?![a-z])", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[:：|]|[-–—‐―]+>?|→|=>|\.(?=\s))\s*|\s*,\s+")
_RANGE = re.compile(r"\s*(?:->|→|–|—|-|\bto\b|\btill?\b|\buntil\b|\band\b|/)\s*", re.IGNORECASE)

_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4,5})(?P<s>[-/.‐–])(?P<month>\d{1,2}|[?M]{1,2}|x{1,2})(?P=s)(?P<day>\d{1,2}(?!\d)|[?D]{1,2}|x{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[T\s_-]|$)",
        r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        rf"(?:{_WEEKDAY})?(?P<name>{_MONTH})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.h]\d|\s*[ap]m)(?:\s?[-–]\s?[0-3]?\d(?:st|nd|rd|th)?\b(?![:.h]\d|[-/]))?(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
        rf"(?:{_WEEKDAY})?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]*(?P<name>{_MONTH})\b\.?(?:,?[\s-]+(?P<year>(?:19|20)\d\d)(?!\d))?",
        rf"(?:{_WEEKDAY})?(?P<year>(?:19|20)\d\d)[\s-](?P<name>{_MONTH})\b[\s.-]*(?P<day>\d{{1,2}})(?!\d)",
        rf"(?:{_WEEKDAY})?(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<year>(?:19|20)\d\d|\d\d)(?![\d.]|:\d)",
        r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?=[\s,T]+~?\d{1,2}[:.h]\d\d)",
        rf"{_WEEKDAY}(?=[\d~(,:–—-]|\s|$)",
    )
)
_CLOCK = re.compile(
    r"(?:(?P<h>[01]?\d|2[0-4])\s?(?P<s>[:：h時])\s?(?P<m>[0-5]\d|[0-5]\?|\?\?|--|xx|[0-9](?=\s*[ap]\.?m))"
    r"|(?P<hd>[01]?\d|2[0-4])\.(?P<md>[0-5]\d)(?![\d%.]|\s*(?:%|[kKMGT]i?B\b|ms\b|s\b|x\b))"
    r"|(?P<unknown>(?:\?\?|--|XX|HH)(?::|h)(?:\?\?|--|XX|MM)))"
    r"(?:[:.](?P<sec>[0-5]\d|\?\?|ss|xx)(?:[.,]\d{1,9})?)?(?:分)?(?:\s?(?P<ap>[ap])\.?m\b\.?|(?P<a1>[ap])(?![\w.]))?(?:\s?(?:hrs?|hours|Uhr|h)\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?P<h>1[0-2]|0?[1-9])\s?(?P<ap>[ap])\.?m\b\.?|(?P<hh>[01]?\d|2[0-3])\s?(?:h|Uhr|時)(?![\w])", re.IGNORECASE)
_MILITARY = re.compile(
    r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<sfx>\s?(?:hrs?|hours|h|Z)\b|\s?(?=(?:"
    + _ZONES
    + r")\b)|(?=\s*[:|–—-](?:\s|$))|(?=\s*$))"
)
_SECONDS = re.compile(r"[0-5]\d(?!\d|[:.])")
_YEARLIKE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date and time as written, with the parts that are not there left out."""

    end: int
    """Index in the text after the stamp and the separator that follows."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    numeric: tuple[int, int] | None = None
    """Two numbers of which one is the day and one the month, in an order that the text alone does not tell."""
    weekday: int | None = None
    """0 for Monday."""
    minutes: int | None = None
    """Minutes since midnight."""
    clock_unknown: bool = False
    """A clock was written, but as `??:??`."""
    until: Stamp | None = None
    zone: str | None = None
    approx: bool = False
    separated: bool = False
    """Something like `:` or `-` or the end of the text follows."""
    month_only: bool = False
    """The day is unknown: `2022-02-??`, `2023-MM-DD`."""
    placeholder: bool = False
    """Left over from a template: `HH:mm`."""

    @property
    def has_day(self) -> bool:
        """Whether it names a day in any way."""
        return self.day is not None or self.numeric is not None or self.weekday is not None or self.month_only

    @property
    def has_clock(self) -> bool:
        """Whether it has a time of day, known or not."""
        return self.minutes is not None or self.clock_unknown


def read_stamp(text: str, *, soft: bool = False) -> Stamp | None:
    """Read the stamp that `text` starts with, or return `None`. `soft` allows a word such as "at" before it."""
    head = text[:160]
    position, approx = _opening(head, soft=soft)
    stamp = _core(head, position)
    if stamp is None:
        return None
    opened = head[:position]
    position = _closing(head, stamp.end, opened)
    if stamp.zone is None and stamp.has_clock and (match := _ZONE_AT.match(head, position)):
        stamp = replace(stamp, zone=match["zone"] or "UTC")
        position = match.end()
    if match := _AFTER_APPROX.match(head, position):
        approx, position = True, match.end()
    position = _closing(head, position, opened)
    separated = position >= len(text.rstrip(" *_`"))
    if match := _SEPARATOR.match(head, position):
        separated, position = True, match.end()
        position = _closing(head, position, _still_open(opened, head[stamp.end : position]))
    return replace(
        stamp, end=position, approx=approx or stamp.approx, separated=separated or position >= len(text.rstrip())
    )


def _opening(text: str, *, soft: bool) -> tuple[int, bool]:
    position, approx, moved = 0, False, True
    if match := _DASH_OPENING.match(text):
        position = match.end()
    while moved:
        moved = False
        for pattern in (_OPENING, _APPROX, *((_SOFT,) if soft else ())):
            if (match := pattern.match(text, position)) and match.end() > position:
                approx = approx or pattern is _APPROX
                position, moved = match.end(), True
    return position, approx


def _still_open(opened: str, after: str) -> str:
    """The markup characters of `opened` that `after` does not close."""
    return "".join(mark for mark in opened if mark in _CLOSERS and _CLOSERS[mark] not in after)


def _closing(text: str, position: int, opened: str) -> int:
    """Skip spaces, footnote marks, closing tags, and what closes the markup that was opened before the stamp."""
    closers = {_CLOSERS[mark] for mark in opened if mark in _CLOSERS}
    while position < len(text):
        if text[position].isspace() or text[position] in closers:
            position += 1
        elif match := _FOOTNOTE.match(text, position) or _CLOSING_TAG.match(text, position):
            position = match.end()
        else:
            break
    return position


def _core(text: str, position: int) -> Stamp | None:
    """Day and clock in either order, zone, and the end of a range."""
    day = _day(text, position)
    if day:
        after, approx = _join(text, day.end)
        clock = _clock(text, after, dated=True)
        if clock is None:
            return _until_day(text, day)
        stamp = replace(
            day,
            end=clock.end,
            minutes=clock.minutes,
            clock_unknown=clock.clock_unknown,
            placeholder=clock.placeholder,
            approx=approx or clock.approx,
            zone=clock.zone,
        )
        return _until(text, stamp)
    clock = _clock(text, position, dated=False)
    if clock is None:
        return None
    clock = _until(text, clock)
    after, _ = _join(text, clock.end)
    later = _day(text, after)
    if later and later.weekday is None and later.day is not None and after > clock.end - 1:
        rest = _SEPARATOR.match(text, later.end)
        if rest or later.end >= len(text.rstrip(" *_`)]")):
            return replace(
                later,
                minutes=clock.minutes,
                clock_unknown=clock.clock_unknown,
                approx=clock.approx,
                zone=clock.zone,
                until=clock.until,
            )
    return clock


def _join(text: str, position: int) -> tuple[int, bool]:
    approx = False
    for _ in range(3):
        if match := _JOIN.match(text, position):
            position = match.end()
        if match := _APPROX.match(text, position):
            approx, position = True, match.end()
    return position, approx


def _until(text: str, stamp: Stamp) -> Stamp:
    """Attach the end of a range: `10:00-10:15`, `16:05:57-58`, `2 AM to 3 AM`."""
    match = _RANGE.match(text, stamp.end)
    if not match:
        return stamp
    position, approx = match.end(), False
    if again := _APPROX.match(text, position):
        position, approx = again.end(), True
    if seconds := _SECONDS.match(text, position):
        if stamp.end >= 3 and text[stamp.end - 3] == ":" and match[0].strip() == "-":
            return replace(stamp, end=seconds.end())
    day = _day(text, position)
    after = _join(text, day.end)[0] if day else position
    clock = _clock(text, after, dated=bool(day))
    if clock is None:
        return stamp
    first = stamp
    if stamp.minutes is not None and clock.minutes is not None and _needs_meridiem(text, stamp, clock):
        first = replace(stamp, minutes=(stamp.minutes + 720) % 1440)
    end = replace(day, minutes=clock.minutes) if day else clock
    return replace(
        first, end=clock.end, until=end, zone=stamp.zone or clock.zone, approx=stamp.approx or approx or clock.approx
    )


def _needs_meridiem(text: str, first: Stamp, last: Stamp) -> bool:
    """`1:05 - 2:10 PM`: the first half borrows the PM of the second, if that keeps the order."""
    marked = re.compile(r"[ap]\.?m?\.?\s*$", re.IGNORECASE).search(text[max(0, first.end - 4) : first.end])
    assert first.minutes is not None and last.minutes is not None
    return (
        not marked
        and first.minutes < 720 <= last.minutes
        and text[first.end : last.end].lower().find("p") >= 0
        and first.minutes + 720 <= last.minutes
    )


def _until_day(text: str, day: Stamp) -> Stamp:
    match = _RANGE.match(text, day.end)
    later = _day(text, match.end()) if match else None
    return replace(day, end=later.end, until=later) if later and later.weekday is None else day


def _day(text: str, position: int) -> Stamp | None:
    for pattern in _DAYS:
        if (match := pattern.match(text, position)) and (stamp := _day_stamp(match)):
            return stamp
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _day_stamp(match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    year = _number((parts.get("year") or "")[:4])
    if year is not None and year < 100:
        year += 2000
    if year is not None and not 1970 <= year <= 2199:
        return None
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if not (1 <= first <= 31 and 1 <= second <= 31) or min(first, second) > 12:
            return None
        return Stamp(match.end(), year=year, numeric=(first, second))
    name = parts.get("name")
    month = _MONTHS[name.casefold()] if name else _number(parts.get("month"))
    day = _number(parts.get("day"))
    weekday = parts.get("weekday")
    if parts.get("month") is None and name is None:
        return Stamp(match.end(), weekday=_WEEKDAYS.index(weekday.casefold()[:3])) if weekday else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return Stamp(match.end(), year=year, month=month, day=day, month_only=day is None, approx=day is None)


def _clock(text: str, position: int, *, dated: bool) -> Stamp | None:
    if match := _CLOCK.match(text, position):
        return _with_zone(text, _clock_stamp(match))
    if match := _HOUR.match(text, position):
        hour = int(match["h"] or match["hh"])
        return _with_zone(text, Stamp(match.end(), minutes=_hours(hour, match["ap"]) * 60))
    if match := _MILITARY.match(text, position):
        if dated or match["sfx"].strip() or not _YEARLIKE.match(match[0]) or ZONE.match(text, match.end()):
            zone = "UTC" if match["sfx"].strip() == "Z" else None
            return _with_zone(text, Stamp(match.end(), minutes=int(match["h"]) * 60 + int(match["m"]), zone=zone))
    return None


def _hours(hour: int, meridiem: str | None) -> int:
    """24-hour hour; a meridiem that contradicts the hour (`13:55 PM`) is ignored."""
    if meridiem and hour <= 12:
        return hour % 12 + (12 if meridiem.lower() == "p" else 0)
    return hour % 24


def _clock_stamp(match: re.Match[str]) -> Stamp:
    if match["unknown"]:
        return Stamp(match.end(), clock_unknown=True, approx=True, placeholder=match["unknown"][0] in "Hh")
    hour, minute = match["h"] or match["hd"], match["m"] or match["md"]
    if not minute[0].isdigit():
        return Stamp(match.end(), clock_unknown=True, approx=True)
    rough = not minute.isdigit()
    minutes = _hours(int(hour), match["ap"] or match["a1"]) * 60 + int(minute.replace("?", "0"))
    return Stamp(match.end(), minutes=minutes, approx=rough)


def _with_zone(text: str, stamp: Stamp) -> Stamp:
    match = _ISO_OFFSET.match(text, stamp.end) or _ZONE_AT.match(text, stamp.end)
    if not match or (
        match[0].startswith(("(", " (", "[")) and match.end() < len(text) and not match[0].rstrip().endswith((")", "]"))
    ):
        return stamp
    return replace(stamp, end=match.end(), zone=stamp.zone or match["zone"] or "UTC")
