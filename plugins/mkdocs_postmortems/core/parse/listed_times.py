"""Reads a timeline that stands in a block of code, below the heading or label that calls it a timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import label
from mkdocs_postmortems.core.parse.section_markers import heading_title
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.timestamps import parse_timestamp

_MIN_ENTRIES = 2
_MAX_REMARK_LENGTH = 200
_LOG = re.compile(
    r"""\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE|NOTICE|CRIT(?:ICAL)?)\b
    |   \d\d:\d\d:\d\d[.,]\d{3} | \w\[\d{1,7}\]: | \blevel=""",
    re.VERBOSE,
)
"""What lines of logs have, and lines of people have not."""


def read_listed_times(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks; code directly below the mark of a timeline is a paragraph if its lines are events."""
    found = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.CODE and _is_below_mark(blocks, index) and _lists_events(block):
            found[index] = _as_paragraph(block)
    return found


def _is_below_mark(blocks: Sequence[Block], index: int) -> bool:
    """Whether the mark of a timeline is directly above a block, or above one remark on it."""
    before = blocks[max(0, index - 2) : index]
    is_behind_remark = len(before) > 1 and _is_remark(before[1]) and _is_timeline_mark(before[0])
    return bool(before) and (_is_timeline_mark(before[-1]) or is_behind_remark)


def _is_remark(block: Block) -> bool:
    """Whether a paragraph is short enough to be about the times below it: "All times are UTC."."""
    return block.kind is BlockKind.PARAGRAPH and len(block.text) <= _MAX_REMARK_LENGTH


def _is_timeline_mark(block: Block) -> bool:
    if block.is_quoted or block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    if block.kind is BlockKind.HEADING:
        return canonical_section(heading_title(block)) is SectionName.TIMELINE
    found = label(block.text)
    return found is not None and not found.rest and canonical_section(found.title) is SectionName.TIMELINE


def _lists_events(block: Block) -> bool:
    if block.kind is not BlockKind.CODE or block.is_quoted or _LOG.search(block.text):
        return False
    lines = [line for line in block.text.split("\n") if line.strip()]
    timed = sum(
        1 for line in lines if (stamp := parse_timestamp(line)) and stamp.has_clock and line[stamp.end :].strip()
    )
    return timed >= _MIN_ENTRIES and timed * 2 >= len(lines)


def _as_paragraph(block: Block) -> Block:
    text = block.text.rstrip("\n")
    is_fenced = block.last_line - block.line > text.count("\n")
    return replace(block, kind=BlockKind.PARAGRAPH, text=text, line=block.line + is_fenced)
