"""How authors name a time zone: abbreviation, name in words, region of the tz database, offset."""

from __future__ import annotations

import re

ABBREVIATIONS = "|".join(
    """UTC GMT PST PDT PT MST MDT MT CST CDT CT EST EDT ET AKST AKDT HST AST ADT NST NDT BRT ART WET WEST BST IST CET
    CEST EET EEST MSK TRT SAST EAT WAT CAT GST PKT NPT ICT WIB SGT MYT HKT PHT JST KST AWST ACST ACDT AEST AEDT NZST
    NZDT AoE""".split()
)
"""Abbreviations in use (IANA tz database and timeanddate.com's list), as alternatives of a pattern."""

_REGION = (
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc|UC)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
)
_IN_WORDS = (
    r"(?:Central|Eastern|Western)\s+European(?:\s+Summer)?\s+Time"
    r"|(?:US/)?(?:Eastern|Central|Mountain|Pacific)(?:\s+(?:Standard|Daylight|Summer))?(?:\s+Time)?"
    r"|British\s+Summer\s+Time|Coordinated\s+Universal\s+Time|Zulu"
)
_OFFSET = r"(?:UTC|GMT)\s?[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?"
_REMARK = rf"(?:\s*\({_OFFSET}\))?"
_ZONE = rf"(?<![A-Za-z])(?:{_REGION}|(?:{_IN_WORDS}){_REMARK}|{_OFFSET}\b|(?:{ABBREVIATIONS})\b{_REMARK})"


def zone_as(group: str) -> str:
    """Return the pattern of a zone as a group of that name. It has no spaces, so it fits into a verbose pattern."""
    return f"(?P<{group}>{_ZONE})"


ZONE = re.compile(zone_as("zone"))
"""A zone in the group `zone`. Case counts: `est`, `art` and `cat` are words."""
