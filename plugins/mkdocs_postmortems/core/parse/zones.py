"""The time zone that a document states. What it does not state stays unknown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.moments import ZONE

_STATEMENT = re.compile(
    r"\b(?:all|the|these)\b[^.\n]{0,40}?\b(?:times?|timestamps?|events?)\b[^.\n]{0,40}?(?:\b(?:in|are|is|use|using|as)\b|[(:])[^.\n]{0,20}?"
    + ZONE.pattern
    + r"|\b(?:times?|timestamps?|timezone|time zone|zone)\b[^.\n\w]{0,6}(?:(?:are|is|in|all|shown|given|listed|local)\W+){0,4}"
    + ZONE.pattern.replace("?P<zone>", "?P<zone2>"),
    re.IGNORECASE,
)
_AFTER_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?\s*[(\[]?(?:"
    + ZONE.pattern
    + r"|(?P<z>Z)\b)|\b\d{1,2}\s?[ap]\.?m\.?\s*\(?"
    + ZONE.pattern.replace("?P<zone>", "?P<zone2>")
    + r"|\b(?P<zone3>UTC|GMT)\s\d{1,2}[:.]\d\d",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"[(\[][^()\[\]]{0,30}?"
    + ZONE.pattern
    + r"[^()\[\]]{0,20}?[)\]]|(?:\bin\b|[-–—,|/])\s+"
    + ZONE.pattern.replace("?P<zone>", "?P<zone2>")
    + r"\s*$"
)


def find_zone(blocks: Sequence[Block]) -> str | None:
    """Return the zone as written: from a statement, a heading or column head, else the one most clocks carry."""
    texts = [(b, plain(b.text)) for b in blocks if b.kind not in (BlockKind.CODE, BlockKind.HTML) and not b.quoted]
    return _stated(texts) or _in_heads(blocks, texts) or _carried(texts)


def _name(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    found = groups.get("zone") or groups.get("zone2") or groups.get("zone3") or ("UTC" if groups.get("z") else None)
    return _tidy(found) if found else None


def _tidy(zone: str) -> str:
    """`PDT (UTC-7)` says the same twice; names of regions keep their offset, since it tells summer from winter."""
    head, _, _ = zone.partition("(")
    head = head.strip()
    return head if re.fullmatch(r"[A-Z]{1,5}", head) else " ".join(zone.split())


def _stated(texts: Sequence[tuple[Block, str]]) -> str | None:
    for _, text in texts:
        if "ime" in text and (match := _STATEMENT.search(text[:400])):
            if (zone := _name(match)) and _is_upper_or_named(zone):
                return zone
    return None


def _is_upper_or_named(zone: str) -> bool:
    return zone.isupper() or "/" in zone or " " in zone or zone[0].isupper()


def _in_heads(blocks: Sequence[Block], texts: Sequence[tuple[Block, str]]) -> str | None:
    for block, text in texts:
        if block.kind is BlockKind.HEADING and (match := _BRACKETED.search(text)):
            return _name(match)
    for block in blocks:
        for cell in block.header:
            if match := ZONE.search(plain(cell)):
                return _tidy(match["zone"])
    return None


def _carried(texts: Sequence[tuple[Block, str]]) -> str | None:
    counts: Counter[str] = Counter()
    for _, text in texts:
        for match in _AFTER_CLOCK.finditer(text):
            if (zone := _name(match)) and (zone.isupper() or " " in zone or zone[0].isupper()):
                counts[zone] += 1
    return min(counts, key=lambda zone: (-counts[zone], zone)) if counts else None
