"""Time zones as authors write them: abbreviations, names in words, regions of the tz database, offsets from UTC.

The only table of zones. `core/parse/document_zone.py` finds the zone that a document states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_HOURS = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11, "JST": 9,
    "MEZ": 1, "MESZ": 2, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours from UTC of unambiguous abbreviations."""
_WITHOUT_HOURS = """PT MT CST CDT CT ET AKST AKDT HST AST ADT NST NDT BRT ART BST IST MSK TRT SAST EAT WAT CAT GST PKT
    NPT ICT WIB SGT MYT HKT PHT KST AWST ACST ACDT AoE""".split()
"""Abbreviations that are recognised but never converted: many mean several zones (CST, IST, BST)."""
SHARED_ABBREVIATIONS = {
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
}
"""Abbreviations that people write in several places -> regions of the tz database (timeanddate.com's list)."""
ABBREVIATIONS = (*_HOURS, *_WITHOUT_HOURS)
"""Abbreviations in use (IANA tz database and timeanddate.com's list)."""
US_ABBREVIATIONS = tuple("PT PST PDT MT MST MDT CT CST CDT ET EST EDT".split())
COMMON_ABBREVIATIONS = ("UTC", "GMT", *US_ABBREVIATIONS, "CET", "CEST", "BST")
"""Abbreviations that are matched in any letter case. Others, such as `art` and `cat`, are words in lower case."""


@dataclass(frozen=True, slots=True)
class Season:
    """A place that changes its clocks twice a year, and the names of its zone."""

    place: str
    """Region of the tz database."""
    winter: str
    summer: str
    all_year: str
    """A name for the whole year; the region if there is no abbreviation for it."""


_PACIFIC = Season("America/Los_Angeles", "PST", "PDT", "PT")
_CENTRAL_EUROPE = Season("Europe/Berlin", "CET", "CEST", "Europe/Berlin")
_WESTERN_EUROPE = Season("Europe/Lisbon", "WET", "WEST", "Europe/Lisbon")
_NEW_ZEALAND = Season("Pacific/Auckland", "NZST", "NZDT", "Pacific/Auckland")
SEASONS = {
    "PST": _PACIFIC,
    "PDT": _PACIFIC,
    "MDT": Season("America/Denver", "MST", "MDT", "MT"),
    "CDT": Season("America/Chicago", "CST", "CDT", "CT"),
    "EDT": Season("America/New_York", "EST", "EDT", "ET"),
    "CEST": _CENTRAL_EUROPE,
    "EEST": Season("Europe/Athens", "EET", "EEST", "Europe/Athens"),
    "WET": _WESTERN_EUROPE,
    "WEST": _WESTERN_EUROPE,
    "BST": Season("Europe/London", "GMT", "BST", "Europe/London"),
    "AEDT": Season("Australia/Sydney", "AEST", "AEDT", "Australia/Sydney"),
    "NZST": _NEW_ZEALAND,
    "NZDT": _NEW_ZEALAND,
}
"""Abbreviations that are valid only during a part of the year.

Those that some place uses all year are left out: MST in Phoenix, CST in China, EST in Panama, CET in Algeria, EET in
Libya, AEST in Brisbane, GMT in Accra.
"""

OFFSET = r"[+-]\d{2}(?::?\d{2})?"
"""Pattern of an offset from UTC, even an impossible one: `+01`, `+0100`, `+01:00`."""
OFFSET_TIME = r"(?:0\d|1[0-4]):?[0-5]\d"
"""Pattern of what follows the sign of a possible offset that has minutes."""
_MAX_HOURS = 14
"""The largest offset in the tz database, that of `Pacific/Kiritimati`."""
_UTC_PREFIX = re.compile(r"(?:UTC|GMT)\s?(?=[+-])", re.IGNORECASE)
_OFFSET = re.compile(r"(?P<sign>[+-])(?:(?P<hours>\d{2}):?(?P<minutes>\d{2})|(?P<only_hours>\d{1,2}))", re.ASCII)

_REGION = (
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc|UC)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
)
_ZONE_NAMES = (
    r"(?:Central|Eastern|Western)\s+European(?:\s+Summer)?\s+Time"
    r"|(?:US/)?(?:Eastern|Central|Mountain|Pacific)(?:\s+(?:Standard|Daylight|Summer))?(?:\s+Time)?"
    r"|British\s+Summer\s+Time|Coordinated\s+Universal\s+Time|Zulu"
)
ANY_ABBREVIATION = "|".join(ABBREVIATIONS)
"""All abbreviations, as alternatives of a pattern."""
_UTC_OFFSET = r"(?:UTC|GMT)\s?[+-](?:0?\d|1[0-4])(?::?(?:00|15|30|45)(?!\s?[A-Z]{2,4}\b))?(?![\d:])"
"""An offset behind its name: what ends in other minutes, or has a zone of its own, is the end of a range."""
_OFFSET_IN_BRACKETS = rf"(?:\s*\({_UTC_OFFSET}\))?"
_ZONE_PATTERN = (
    rf"(?<![A-Za-z])(?:{_REGION}|(?:{_ZONE_NAMES}){_OFFSET_IN_BRACKETS}|{_UTC_OFFSET}\b"
    rf"|(?:{ANY_ABBREVIATION})\b{_OFFSET_IN_BRACKETS})"
)
_US_ZONE = re.compile(rf"\b(?:{'|'.join(US_ABBREVIATIONS)}|US/\w+|America/\w+|Pacific|Eastern|Central|Mountain)\b")


_DAY_FIRST_ZONE = re.compile(
    r"\b(?:GMT|BST|WES?T|CES?T|EES?T|MES?Z|IST|MSK|AES?T|AEDT|ACST|AWST|NZ[SD]T|SAST|BRT|Europe/\w+|Australia/\w+)\b|European"
)


def zone_group(group: str) -> str:
    """Return the pattern of a zone as a named group. It has no spaces, so it also works in a verbose pattern."""
    return f"(?P<{group}>{_ZONE_PATTERN})"


ZONE = re.compile(zone_group("zone"))
"""Matches a zone as the group `zone`. Case-sensitive, since `art`, `ist` and `cat` are words."""


def is_us_zone(zone: str) -> bool:
    """Whether a zone is in the United States, where the month is written before the day."""
    return _US_ZONE.search(zone) is not None


def is_day_first_zone(zone: str) -> bool:
    """Whether a zone is one of places that write the day before the month."""
    return _DAY_FIRST_ZONE.search(zone) is not None


def parse_offset(text: str) -> timedelta | None:
    """Return the offset from UTC of `+1`, `+01`, `+0100` or `+01:00`; `None` if it is impossible or no offset."""
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    hours, minutes = int(match["hours"] or match["only_hours"]), int(match["minutes"] or 0)
    if hours > _MAX_HOURS or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if match["sign"] == "-" else offset


def normalize_offset(text: str) -> str | None:
    """Return an offset from UTC as `+01:00`; `None` if it is impossible or no offset."""
    offset = parse_offset(text)
    if offset is None:
        return None
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"{text[0]}{hours:02}:{minutes:02}"


def to_tzinfo(name: str) -> tzinfo | None:
    """Return the zone of an offset, an unambiguous abbreviation or a region of the tz database; else `None`."""
    hours = 0 if name in ("Z", "z") else _HOURS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    written = _UTC_PREFIX.sub("", name)
    if written[:1] in ("+", "-"):
        offset = parse_offset(written)
        return None if offset is None else timezone(offset)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def format_zone(zone: str | None) -> str:
    """Return a zone as text: `UTC` for an offset of zero, empty for `None`."""
    return "UTC" if zone and (zone == "Z" or parse_offset(zone) == timedelta(0)) else zone or ""
