"""How many times of day a section has, counted without resolving them."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.stamps import read_stamp

_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE = 3


def timed_entries(part: Part) -> int:
    """Count entries that begin with a time of day (or a day, in a list); a heading with a time counts twice."""
    return sum(_weight(block) for block in part.blocks if not block.quoted)


def _weight(block: Block) -> int:
    if block.kind in (BlockKind.CODE, BlockKind.HTML):
        return 0
    if block.kind is BlockKind.ROW:
        if not _tells(block):
            return 0
        return max((_line_weight(block.kind, cell) for cell in block.cells), default=0)
    lines = [block.text] if block.kind is BlockKind.HEADING else block.text.split("\n")
    return sum(_line_weight(block.kind, line) for line in lines)


def _tells(row: Block) -> bool:
    """Whether a row says something in words, unlike a row of measurements."""
    return any(sum(bool(_LETTERS.search(word)) for word in cell.split()) >= _SENTENCE for cell in row.cells)


def _line_weight(kind: BlockKind, text: str) -> int:
    """In a paragraph a line may begin with a time by chance, and in a cell it may be a duration: more is asked."""
    stamp = read_stamp(text)
    if stamp is None:
        return 0
    timed = stamp.minutes is not None
    if kind is BlockKind.ROW:
        return int(stamp.has_clock and stamp.separated)
    if kind is BlockKind.PARAGRAPH:
        return int(timed and stamp.separated)
    if kind is BlockKind.HEADING and timed and stamp.separated:
        return 2
    return int(timed or bool(stamp.day))
