"""Contributing factors: the entries of the sections of that name, of root causes and of five whys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mkdocs_postmortems.core.model import Factor, SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, plain, without_emoji
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.words import UNFILLED, bare

_SECTIONS = frozenset({SectionName.CONTRIBUTING_FACTORS, SectionName.ROOT_CAUSE})
_NOTHING = UNFILLED | {"", "unknown", "not known yet"}
_WHY = re.compile(r"^\W*(?:\d\W*)?why\b", re.IGNORECASE)
_EFFECT = re.compile(r"^\W*what\b\??", re.IGNORECASE)


def read_factors(parts: Sequence[Part]) -> tuple[Factor, ...]:
    """Return a factor per list item, or per paragraph where the section is prose, in document order."""
    return tuple(factor for part in parts if part.name in _SECTIONS for factor in _part_factors(part))


def _part_factors(part: Part) -> Iterator[Factor]:
    blocks = part.blocks
    in_prose = _lists_in_prose(blocks)
    whys = sum(1 for block in blocks if _WHY.match(block.text)) >= 2
    for block, following in pairwise([*blocks, None]):
        if block is None or block.quoted or (block.kind is BlockKind.ITEM and block.group in in_prose):
            continue
        leads_over = _introduces(block, following) and not (following and following.group in in_prose)
        if _counts(block, leads_over=leads_over, whys=whys):
            yield Factor(block.line, text=without_emoji(plain(_text(block))))


def _lists_in_prose(blocks: Sequence[Block]) -> frozenset[int]:
    """Lists that a paragraph with a colon leads to where most is prose: they are part of that paragraph."""
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0]
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    if len(paragraphs) <= len(items) + 1:
        return frozenset()
    return frozenset(
        after.group
        for before, after in pairwise(blocks)
        if after.kind is BlockKind.ITEM and before.kind is BlockKind.PARAGRAPH and _introduces(before, after)
    )


def _introduces(block: Block, following: Block | None) -> bool:
    """Whether a paragraph ends in a colon and only leads over to the list or paragraph after it."""
    if following is None or following.quoted or following.kind is BlockKind.CODE:
        return False
    return block.text.rstrip(" *_").endswith((":", "："))


def _counts(block: Block, *, leads_over: bool, whys: bool) -> bool:
    """Whether a block is a factor; among five whys only the answers are."""
    if block.kind in (BlockKind.CODE, BlockKind.HTML, BlockKind.HEADING):
        return False
    text = block.text.strip()
    if bare(plain(text)) in _NOTHING or is_italic(text):
        return False
    if block.kind is BlockKind.ITEM:
        return block.level <= 1 and (not whys or bool(_WHY.match(text)))
    if block.kind is BlockKind.ROW:
        return True
    return block.level == 0 and not leads_over and not (whys and _EFFECT.match(text))


def _text(block: Block) -> str:
    """The wordiest cell of a row."""
    if block.kind is not BlockKind.ROW:
        return block.text
    return max(block.cells, key=lambda cell: len(plain(cell)), default="")
