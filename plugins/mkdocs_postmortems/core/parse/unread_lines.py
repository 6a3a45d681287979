"""Finds the lines of timelines, action items and contributing factors from which nothing was read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.model import DocumentKind, Postmortem, SectionName
from mkdocs_postmortems.core.parse.actions.attributes import is_attribute
from mkdocs_postmortems.core.parse.actions.item import EMPTY_ITEMS
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.document import parse_stages
from mkdocs_postmortems.core.parse.inline import is_italic, is_picture, normalize_words, plain_text
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.timestamps import parse_timestamp

_MAX_EXCERPT = 80
_EXPECTED: Mapping[SectionName, tuple[str, str]] = MappingProxyType(
    {
        SectionName.TIMELINE: (
            "event",
            "Begin it with its time: `- 14:32 The alert fires`, on another day `- 2024-03-07 14:32 …`.",
        ),
        SectionName.ACTION_ITEMS: (
            "action item",
            "Say what is to be done in an item of its own: `- [ ] Alert on the queue (owner: web, due 2024-05-31)`.",
        ),
        SectionName.CONTRIBUTING_FACTORS: (
            "contributing factor",
            "Write each factor as an item or a paragraph of its own.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A list item, row or line with a time, in a section whose entries are counted, from which nothing was read."""

    line: int
    section: SectionName
    text: str
    """Plain text, shortened."""

    @property
    def expected(self) -> str:
        """What such a section lists: `event`, `action item` or `contributing factor`."""
        return _EXPECTED[self.section][0]

    @property
    def suggestion(self) -> str:
        """How to write it so that it counts."""
        return _EXPECTED[self.section][1]


def find_unread_lines(source: Source) -> tuple[UnreadLine, ...]:
    """Return the unread lines of a postmortem, in document order; none for other kinds of documents."""
    _, body, document = parse_stages(source)
    if document.kind is not DocumentKind.POSTMORTEM or body.is_notice:
        return ()
    read = _lines_by_section(document)
    return tuple(
        UnreadLine(block.line, name, _shortened(plain_text(block.text)))
        for section in body.sections
        if (name := section.name) in read and name is not None
        for block in _unread_blocks(section, read[name])
    )


def _lines_by_section(document: Postmortem) -> Mapping[SectionName, Sequence[int]]:
    """Return the sorted lines of what was read, for sections that are read: not where front matter lists the same."""
    read = {
        SectionName.TIMELINE: [event.line for event in document.timeline],
        SectionName.ACTION_ITEMS: [item.line for item in document.actions],
        SectionName.CONTRIBUTING_FACTORS: [factor.line for factor in document.factors],
    }
    return {
        name: sorted(lines)
        for name, lines in read.items()
        if name is SectionName.TIMELINE or all(line >= document.body_line for line in lines)
    }


def _unread_blocks(section: SectionBlocks, read: Sequence[int]) -> Iterator[Block]:
    blocks = section.blocks
    in_event = False
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            in_event = block.line in read
        if in_event or not _is_entry(block, section.name) or _says_nothing(block):
            continue
        below = next((b for b in reversed(blocks[index + 1 : _end(blocks, index)])), block)
        position = bisect_left(read, block.line)
        if position == len(read) or read[position] > max(block.last_line, below.last_line):
            yield block


def _end(blocks: Sequence[Block], index: int) -> int:
    """Return the index after the blocks within the item at `index`."""
    if blocks[index].kind is not BlockKind.ITEM:
        return index + 1
    after = range(index + 1, len(blocks))
    return next((i for i in after if blocks[i].level <= 1 or blocks[i].kind is BlockKind.HEADING), len(blocks))


def _is_entry(block: Block, section: SectionName | None) -> bool:
    """Whether a block ought to be an entry: an item, a row, in a timeline also a line with a time of day."""
    if block.is_quoted:
        return False
    if block.kind is BlockKind.PARAGRAPH and section is SectionName.TIMELINE:
        timestamp = parse_timestamp(block.text)
        return timestamp is not None and timestamp.has_clock and timestamp.is_separated
    return block.kind is BlockKind.ROW or (block.kind is BlockKind.ITEM and block.level == 1)


def _says_nothing(block: Block) -> bool:
    """Whether a block is empty, a hint, a picture, a day of others, or only introduces others."""
    words = plain_text(block.text)
    if (
        not re.search(r"\w", words)
        or normalize_words(words) in EMPTY_ITEMS
        or words.endswith((":", "：", "…"))
        or is_attribute(words)
    ):
        return True
    timestamp = parse_timestamp(words)
    is_day = timestamp is not None and not timestamp.has_clock and timestamp.end >= len(words.rstrip(" .:"))
    return is_day or is_italic(block.text) or is_picture(block.text)


def _shortened(words: str) -> str:
    return words if len(words) <= _MAX_EXCERPT else f"{words[: _MAX_EXCERPT - 1].rstrip()}…"
