"""Decides which quotes are text of the author: whole sections that are quoted, and quotes that hold sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.section_names import canonical_section


def read_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; those of a quote that the author means as text are no longer quoted."""
    if not any(block.is_quoted for block in blocks):
        return list(blocks)
    read = list(blocks)
    for first, last in _runs(blocks):
        if _is_text(blocks, first, last):
            read[first:last] = [replace(block, is_quoted=False) for block in blocks[first:last]]
    return read


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of quoted blocks."""
    edges = [i for i, (a, b) in enumerate(pairwise([False, *(b.is_quoted for b in blocks), False])) if a != b]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _is_text(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether a quote has headings of sections, or is all that a section has."""
    if any(_opens_section(block) for block in blocks[first:last]):
        return True
    is_whole = last == len(blocks) or blocks[last].kind is BlockKind.HEADING
    return is_whole and first > 0 and _opens_section(blocks[first - 1])


def _opens_section(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and canonical_section(plain_text(block.text)) is not None
