"""Decides which quotes are text of the author: whole sections that are quoted, and quotes that hold sections.

Hints are quotes too: they remark on the document, unless all of a section stands in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.section_names import canonical_section

_HINT = re.compile(r"\s*(?:\{%\s?hint\b|:::\s?(?:note|tip|info|warning|danger|caution|important)\b)", re.IGNORECASE)
_HINT_END = re.compile(r"(?:\{%\s?endhint\s?%\}|:::)\s*$")


def read_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; those of a quote that the author means as text are no longer quoted, and hints are quotes."""
    blocks = _with_hints(blocks)
    if not any(block.is_quoted for block in blocks):
        return list(blocks)
    read = list(blocks)
    for first, last in _runs(blocks):
        if _is_text(blocks, first, last):
            read[first:last] = [replace(block, is_quoted=False) for block in blocks[first:last]]
    return read


def _with_hints(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks with those between the marks of a hint, of GitBook or Docusaurus, as quoted."""
    if not any(_HINT.match(block.text) for block in blocks if block.kind is BlockKind.PARAGRAPH):
        return blocks
    read: list[Block] = []
    inside = False
    for block in blocks:
        inside = inside or (block.kind is BlockKind.PARAGRAPH and bool(_HINT.match(block.text)))
        read.append(replace(block, is_quoted=True) if inside else block)
        inside = inside and not _HINT_END.search(block.text)
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
