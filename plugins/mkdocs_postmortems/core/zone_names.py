"""Names of time zones in fields: what each is in the tz database, and what a misspelt one probably means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

from mkdocs_postmortems.core.time_zones import ABBREVIATIONS, ZONE, parse_offset

EXPECTED = "a name such as Europe/Berlin, UTC or +02:00"
"""What a zone may be written as, for messages."""
_RARE_ABBREVIATIONS = """ACT AET AFT AMT ART AZT BDT BNT BOT BTT CHST CLT CLST COT ECT FJT FKT GET GFT GMT+0 GYT HADT
    HDT IDT IRDT IRST KGT LHST LINT MAGT MMT MUT MVT MYT NZT ORAT PET PGT PYT PYST RET SAMT SBT SCT SRT SST TJT TLT TMT
    TVT UYT UZT VET VLAT VUT WAKT WAST WFT WGT WIT WITA YAKT YEKT""".split()
"""Abbreviations that count in a field of their own only: in a text they may be words."""
_ABBREVIATIONS: Mapping[str, str] = {name.casefold(): name for name in (*ABBREVIATIONS, *_RARE_ABBREVIATIONS)}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-]\d{1,2}(?::?\d{2})?)", re.IGNORECASE | re.ASCII)
_SIMILARITY_CUTOFF = 0.75
_MAX_LENGTH = 60
_MIN_GAPS_OF_WINDOWS = 2
"""Names of Windows zones have three words or more, those of cities have fewer."""
_REMARK = re.compile(r"(?<!\s)\s*+\([^()]{0,40}\)$")
_UNKNOWN = frozenset(("", "-", "?", "unknown", "n/a", "na", "none", "tbd", "tbc"))


def is_unknown_zone(written: str) -> bool:
    """Whether a text says that the zone is not known."""
    return written.strip().casefold() in _UNKNOWN


def normalize_zone(written: str) -> str | None:
    """Return a zone as the tz database names it, or an abbreviation, a name in words or an offset as written.

    Names of Windows become regions: `W. Europe Standard Time` is `Europe/Berlin`. The result is `None` for an unknown
    name: a zone is never guessed.
    """
    text = " ".join(written.split())
    key = text.casefold()
    if key == "z":
        return "UTC"
    found = (
        _ABBREVIATIONS.get(key) or _regions().get(key.replace(" ", "_").replace("\\", "/")) or _windows_zones().get(key)
    )
    if found or _is_offset(text) or _is_in_words(text):
        return found or text
    shorter = _REMARK.sub("", text)
    return normalize_zone(shorter) if shorter != text else None


def guess_zone(written: str) -> str | None:
    """Return the zone that an unknown name probably means, by its region or its city; `None` if none is similar."""
    text = "_".join(written.split()).casefold()[:_MAX_LENGTH]
    names = _regions() if "/" in text else _cities() if text.count("_") < _MIN_GAPS_OF_WINDOWS else _windows_names()
    close = get_close_matches(text, names, n=1, cutoff=_SIMILARITY_CUTOFF)
    return names[close[0]] if close else None


def unknown_zone_message(written: str) -> str:
    """Return a message about an unknown zone, with a guess: `'Europe/Berln' is not known; expected …`."""
    guess = guess_zone(written)
    hint = f" Did you mean {guess!r}?" if guess else ""
    return f"{written!r} is not known; expected {EXPECTED}.{hint}"


def _is_offset(text: str) -> bool:
    match = _OFFSET.fullmatch(text)
    return match is not None and parse_offset(match[1]) is not None


def _is_in_words(text: str) -> bool:
    """Whether a text is a zone that a timeline may state: `Pacific Time`, `CET/CEST`."""
    if "/" not in text:
        return ZONE.fullmatch(text) is not None
    return all(half.casefold() in _ABBREVIATIONS for half in text.split("/"))


@cache
def _regions() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@cache
def _cities() -> Mapping[str, str]:
    """Return the regions by their last part, case-folded."""
    regions = (name for name in sorted(available_timezones(), reverse=True) if "/" in name)
    return {name.rsplit("/", 1)[1].casefold(): name for name in regions}


@cache
def _windows_zones() -> Mapping[str, str]:
    """Return regions by names of Windows zones, from the CLDR."""
    return {name.casefold(): str(region) for name, region in get_global("windows_zone_mapping").items()}


@cache
def _windows_names() -> Mapping[str, str]:
    return {name.casefold().replace(" ", "_"): name for name in sorted(get_global("windows_zone_mapping"))}
