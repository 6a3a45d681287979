"""What a timeline says about all of its times at once: "all on 3 May", "times are approximate"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import BlockKind
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp

_ALL_APPROX = re.compile(
    r"""\b(?:all|these)\b [^.\n]{0,30} \btimes?\b [^.\n]{0,30} \bapprox
    |   \bapproximate\ times?\b
    |   \(approx(?:imate)?\.?\)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ALL_ON = re.compile(r"\b(?:all|every)\b[^.\n]{0,60}?\bon\s+(?=\w)", re.IGNORECASE)
_LONGEST = 300


def is_approximate(part: Part) -> bool:
    """Whether a remark makes all times approximate."""
    return any(_ALL_APPROX.search(text) for text in _remarks(part))


def common_days(part: Part) -> Iterator[Stamp]:
    """Yield the days on which, says a remark, all events happened."""
    for text in _remarks(part):
        match = _ALL_ON.search(text)
        stamp = read_stamp(text[match.end() :]) if match else None
        if stamp and stamp.has_day and stamp.year:
            yield stamp


def _remarks(part: Part) -> Iterator[str]:
    """The title of a timeline and the short paragraphs in it."""
    if part.name is SectionName.TIMELINE:
        yield part.title
        for block in part.blocks:
            if block.kind is BlockKind.PARAGRAPH and len(block.text) < _LONGEST:
                yield plain(block.text)
