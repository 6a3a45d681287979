"""The time zone that a document states. What it does not state stays unknown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.zone_names import ZONE, zone_as

_STATEMENT = re.compile(
    rf"""\b(?:all|the|these)\b [^.\n]{{0,40}}?                      # all times in UTC
        \b(?:times?|timestamps?|events?)\b [^.\n]{{0,40}}?
        (?:\b(?:in|are|is|use|using|as)\b|[(:]) [^.\n]{{0,20}}?
        {zone_as("zone")}
    |   \b(?:times?|timestamps?|timezone|time\ zone|zone)\b         # time zone: UTC
        [^.\n\w]{{0,6}} (?:(?:are|is|in|all|shown|given|listed|local)\W+){{0,4}}
        {zone_as("zone2")}""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_CLOCK = re.compile(
    rf"""\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)? \s*[(\[]?  # 14:32 UTC, 14:32Z
        (?:{zone_as("zone")}|(?P<z>Z)\b)
    |   \b\d{{1,2}}\s?[ap]\.?m\.? \s*\(? {zone_as("zone2")}         # 2pm PST
    |   \b(?P<zone3>UTC|GMT)\s\d{{1,2}}[:.]\d\d                     # UTC 14:32""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_HEADING = re.compile(
    rf"""[(\[] [^()\[\]]{{0,30}}? {zone_as("zone")} [^()\[\]]{{0,20}}? [)\]]  # Timeline (all UTC)
    |   (?:\bin\b|[-–—,|/])\s+ {zone_as("zone2")} \s*$                        # Timeline in UTC""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"[A-Z]{1,5}")
_LONGEST_STATEMENT = 400
_SHORT = 80
"""A quote of so many letters may be a remark of the author; a longer one is somebody else's text."""


def find_zone(blocks: Sequence[Block]) -> str | None:
    """Return the zone as written: from a statement, a heading or column head, else the one most clocks carry."""
    spoken = [b for b in blocks if b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    readable = [b for b in spoken if not b.quoted]
    quotes = [plain(b.text) for b in spoken if b.quoted and len(b.text) < _SHORT]
    texts = [plain(block.text) for block in readable]
    headings = [text for block, text in zip(readable, texts, strict=True) if block.kind is BlockKind.HEADING]
    return _stated([*texts, *quotes]) or _in_headings(headings) or _in_column_heads(blocks) or _carried(texts)


def _stated(texts: Sequence[str]) -> str | None:
    for text in texts:
        if "ime" in text and (match := _STATEMENT.search(text[:_LONGEST_STATEMENT])):
            zone = _name(match)
            if zone and (_is_name(zone) or "/" in zone):
                return zone
    return None


def _in_headings(headings: Sequence[str]) -> str | None:
    return next((_name(match) for text in headings if (match := _IN_HEADING.search(text))), None)


def _in_column_heads(blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        for cell in block.header:
            if match := ZONE.search(plain(cell)):
                return _tidy(match["zone"])
    return None


def _carried(texts: Sequence[str]) -> str | None:
    named = (_name(match) for text in texts for match in _AFTER_CLOCK.finditer(text))
    counts = Counter(zone for zone in named if zone and _is_name(zone))
    return min(counts, key=lambda zone: (-counts[zone], zone)) if counts else None


def _is_name(zone: str) -> bool:
    """Whether it is written like a name: in any case, `est` and `art` are words too."""
    return zone.isupper() or " " in zone or zone[0].isupper()


def _name(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    found = groups.get("zone") or groups.get("zone2") or groups.get("zone3") or ("UTC" if groups.get("z") else None)
    return _tidy(found) if found else None


def _tidy(zone: str) -> str:
    """`PDT (UTC-7)` says the same twice; names of regions keep their offset, since it tells summer from winter."""
    head = zone.partition("(")[0].strip()
    return head if _ABBREVIATION.fullmatch(head) else " ".join(zone.split())
