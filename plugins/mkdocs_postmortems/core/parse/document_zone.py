"""Finds the time zone that a document states: in a sentence, a heading, a column header, or beside its times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.time_zones import OFFSET_TIME, ZONE, zone_group

_STATEMENT = re.compile(
    rf"""\b(?:all|the|these)\b [^.\n]{{0,40}}?                      # all times in UTC
        \b(?:times?|timestamps?|events?)\b [^.\n]{{0,40}}?
        (?:\b(?:in|are|is|use|using|as)\b|[(:]) [^.\n]{{0,20}}?
        {zone_group("zone")}
    |   \b(?:times?|timestamps?|timezone|time\ zone|zone)\b         # time zone: UTC
        [^.\n\w]{{0,6}} (?:(?:are|is|in|all|shown|given|listed|local|US)\W+){{0,4}}
        {zone_group("zone2")}""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_CLOCK = re.compile(
    rf"""\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)? \s*[(\[]?  # 14:32 UTC, 14:32Z
        (?:{zone_group("zone")}|(?P<z>Z)\b)
    |   \b\d{{1,2}}\s?[ap]\.?m\.? \s*\(? {zone_group("zone2")}         # 2pm PST
    |   \b(?P<zone3>UTC|GMT)\s\d{{1,2}}[:.]\d\d                     # UTC 14:32""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_HEADING = re.compile(
    rf"""[(\[] [^()\[\]]{{0,30}}? {zone_group("zone")} [^()\[\]]{{0,20}}? [)\]]  # Timeline (all UTC)
    |   (?:\bin\b|[-–—,|/·:])\s+ {zone_group("zone2")} \s*$                        # Timeline in UTC
    |   [(\[]\s? (?P<zone4>[+-]{OFFSET_TIME}) \s?[)\]]                                # Timeline (+08:00)
    |   ^\W{{0,3}}(?:\d{{1,2}}\.\s)? {zone_group("zone3")} \s [Tt]imeline\b                 # UTC timeline""",
    re.VERBOSE,
)
_OF_PICTURES = re.compile(r"\b(?:screenshots?|graphs?|charts?|dashboards?|pictures?|images?|plots?)\b", re.IGNORECASE)
"""Whose times are in another zone than those of the text, where a statement speaks of them."""
_PICTURE_GAP = 30
_EDITED = re.compile(
    r"\b(?:last\s)?(?:updated|modified|edited|reviewed|published|generated)\b[^\n]{0,80}", re.IGNORECASE
)
"""When a document was written, which says nothing about the times in it."""
_BOLD_LINE = re.compile(r"\s*(\*\*|__)[^\n]{1,100}\1\s*[:：]?\s*")
_ABBREVIATION = re.compile(r"[A-Z]{1,5}")
_UNIVERSAL = re.compile(r"coordinated\s+universal\s+time|zulu", re.IGNORECASE)
_MAX_STATEMENT_LENGTH = 400
_MAX_QUOTE_LENGTH = 80
"""A shorter quote may be a remark of the author; a longer one is somebody else's text."""


def find_zone(blocks: Sequence[Block]) -> str | None:
    """Return the zone as written: in a statement, a heading or a column header, else the one beside most times."""
    with_text = [b for b in blocks if b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    unquoted = [b for b in with_text if not b.is_quoted]
    quotes = [plain_text(b.text) for b in with_text if b.is_quoted and len(b.text) < _MAX_QUOTE_LENGTH]
    texts = [plain_text(block.text) for block in unquoted]
    headings = [text for block, text in zip(unquoted, texts, strict=True) if _is_heading(block)]
    return (
        _in_statement([*texts, *quotes])
        or _in_headings(headings)
        or _in_column_headers(blocks)
        or _most_frequent(texts)
    )


def _is_heading(block: Block) -> bool:
    """Whether it is a heading, or a bold line in its place."""
    return block.kind is BlockKind.HEADING or bool(_BOLD_LINE.fullmatch(block.text))


def _in_statement(texts: Sequence[str]) -> str | None:
    for text in texts:
        if "ime" in text and (match := _STATEMENT.search(text[:_MAX_STATEMENT_LENGTH])):
            if _OF_PICTURES.search(text[max(0, match.start() - _PICTURE_GAP) : match.end()]):
                continue
            zone = _matched_zone(match)
            if zone and (_is_name(zone) or "/" in zone):
                return zone
    return None


def _in_headings(headings: Sequence[str]) -> str | None:
    return next((_matched_zone(match) for text in headings if (match := _IN_HEADING.search(text))), None)


def _in_column_headers(blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        for cell in block.header:
            if match := ZONE.search(plain_text(cell)):
                return _normalize_zone(match["zone"])
    return None


def _most_frequent(texts: Sequence[str]) -> str | None:
    told = (_EDITED.sub("", text) for text in texts)
    named = (_matched_zone(match) for text in told for match in _AFTER_CLOCK.finditer(text))
    counts = Counter(zone for zone in named if zone and _is_name(zone))
    return min(counts, key=lambda zone: (-counts[zone], zone)) if counts else None


def _is_name(zone: str) -> bool:
    """Whether it is capitalised like a name; it was matched in any case, and `est` and `art` are words too."""
    return zone.isupper() or " " in zone or zone[0].isupper()


def _matched_zone(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    names = (groups.get(name) for name in ("zone", "zone2", "zone3", "zone4"))
    found = next(filter(None, names), "UTC" if groups.get("z") else None)
    return _normalize_zone(found) if found else None


def _normalize_zone(zone: str) -> str:
    """Reduce `PDT (UTC-7)` to `PDT`; names of regions keep their offset, since it tells summer from winter."""
    head = zone.partition("(")[0].strip()
    if _UNIVERSAL.fullmatch(head):
        return "UTC"
    return head if _ABBREVIATION.fullmatch(head) else " ".join(zone.split())
