"""Which section each block belongs to, however its author marked the section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.section_markers import (
    SectionMarker,
    SectionStyle,
    find_marker,
    heading_title,
    is_action_table,
)
from mkdocs_postmortems.core.parse.section_names import canonical_sections
from mkdocs_postmortems.core.parse.timestamps import parse_timestamp

_SECTIONS_WITH_LABELLED_ITEMS = frozenset(
    {
        SectionName.TIMELINE,
        SectionName.ACTION_ITEMS,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.ROOT_CAUSE,
        SectionName.STATS,
        SectionName.ATTENDEES,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.REFERENCES,
        SectionName.RESOLUTION,
    }
)
"""Under these headings a labelled item is an entry of the section ("Detection: alert on 5xx"), not a section."""

_FIRST_HEADING_SECTIONS = frozenset({SectionName.SUMMARY, SectionName.TIMELINE, SectionName.IMPACT})
"""The first heading, at level 1, is the document's title unless it is called like one of these."""


@dataclass(frozen=True, slots=True)
class SectionBlocks:
    """A run of blocks under one section mark. The part before the first mark has no `name` and no `title`."""

    name: SectionName | None
    title: str
    line: int
    level: int
    """1 to 6 for a heading; 0 for other marks."""
    blocks: tuple[Block, ...] = ()


def split_sections(blocks: Sequence[Block]) -> tuple[SectionBlocks, ...]:
    """Cut the blocks into parts, in document order."""
    outline = _SectionSplitter(SectionStyle.of(blocks))
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            outline.add_heading(index, block)
        else:
            outline.add_block(block)
    return outline.sections()


def list_sections(sections: Sequence[SectionBlocks], last_line: int) -> tuple[Section, ...]:
    """Return what the document marked as sections, in order; each ends where the next begins."""
    marked = [(section.name, section) for section in sections if section.name is not None]
    ends = [*(part.line - 1 for _, part in marked[1:]), last_line]
    return tuple(
        Section(name, part.title, part.line, max(part.line, end), part.level)
        for (name, part), end in zip(marked, ends, strict=False)
    )


class _SectionSplitter:
    """The parts that are done, and the open one, which takes what comes."""

    def __init__(self, style: SectionStyle) -> None:
        self._style = style
        self._closed: list[SectionBlocks] = []
        self._open = SectionBlocks(None, "", 1, 0)
        self._blocks: list[Block] = []
        self._heading: SectionBlocks | None = None
        """The last part that a heading began."""

    def sections(self) -> tuple[SectionBlocks, ...]:
        """Return all parts so far."""
        return (*self._closed, replace(self._open, blocks=tuple(self._blocks)))

    def add_heading(self, index: int, block: Block) -> None:
        """Begin a part, unless the heading is the title, an event or a subdivision."""
        title = heading_title(block)
        name = self._style.canonical_section(title)
        subdivides = self._is_action_group(block) or (name is None and self._is_subdivision(block, title))
        if self._is_title(index, block, name) or subdivides:
            self._blocks.append(block)
            return
        both = canonical_sections(title)
        for one in both if name and len(both) > 1 else (name or SectionName.OTHER,):
            self._begin(SectionBlocks(one, title, block.line, block.level))
        self._heading = self._open

    def add_block(self, block: Block) -> None:
        """Begin a part if the block is marked as one, else add the block to the open part."""
        if block.is_quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            self._blocks.append(block)
        elif self._open.name is not SectionName.ACTION_ITEMS and is_action_table(block):
            self._begin(SectionBlocks(SectionName.ACTION_ITEMS, plain_text(block.header[0]), block.line, 0), block)
        elif (mark := find_marker(block, self._style)) and self._starts_section(mark, block):
            self._begin(SectionBlocks(mark.name, mark.title, block.line, 0), *_text_after_marker(mark, block))
        else:
            self._blocks.append(block)

    def _begin(self, section: SectionBlocks, *blocks: Block) -> None:
        self._closed.append(replace(self._open, blocks=tuple(self._blocks)))
        self._open, self._blocks = section, [*blocks]

    def _is_title(self, index: int, block: Block, name: SectionName | None) -> bool:
        is_first = index == self._style.first_heading and block.level == 1 and not block.is_quoted
        if name and self._style.has_many_titles:
            return False
        return is_first and name not in _FIRST_HEADING_SECTIONS

    def _is_subdivision(self, block: Block, title: str) -> bool:
        """Whether an unknown heading is an event, or divides the known section that is open."""
        heading = self._heading
        is_below = heading is not None and heading.name is not SectionName.OTHER and block.level > heading.level
        return is_below or parse_timestamp(title, allow_preposition=True) is not None

    def _is_action_group(self, block: Block) -> bool:
        """Whether a heading groups action items: "Detection" below them names a group, not how it was detected."""
        heading = self._heading
        return heading is not None and heading.name is SectionName.ACTION_ITEMS and block.level > heading.level >= 2

    def _starts_section(self, marker: SectionMarker, block: Block) -> bool:
        if marker.ends_only:
            return self._open.level == 0 and self._open.name not in (None, SectionName.TIMELINE)
        if block.kind is BlockKind.ROW:
            return True
        return self._heading is None or self._heading.name not in _SECTIONS_WITH_LABELLED_ITEMS


def _text_after_marker(marker: SectionMarker, block: Block) -> list[Block]:
    """What stands behind the mark in its own block, as a paragraph."""
    if not marker.remaining_text and not block.child_count:
        return []
    skipped = block.text[: len(block.text) - len(marker.remaining_text)].count("\n") if marker.remaining_text else 0
    line = min(block.line + skipped, block.last_line)
    return [
        replace(
            block, kind=BlockKind.PARAGRAPH, text=marker.remaining_text, level=0, line=line, cells=(), child_count=0
        )
    ]
