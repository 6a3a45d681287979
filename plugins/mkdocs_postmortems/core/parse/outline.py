"""Which section each block belongs to, however its author marked the section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.habits import Habits, heading_title
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.labels import canonical_names
from mkdocs_postmortems.core.parse.marks import Mark, find_mark, is_action_table
from mkdocs_postmortems.core.parse.stamps import read_stamp

_LISTS_OF_LABELS = frozenset(
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
class Part:
    """A run of blocks under one section mark. The part before the first mark has no `name` and no `title`."""

    name: SectionName | None
    title: str
    line: int
    level: int
    """1 to 6 for a heading; 0 for other marks."""
    blocks: tuple[Block, ...] = ()


def split_parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Cut the blocks into parts, in document order."""
    outline = _Outline(Habits.of(blocks))
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            outline.take_heading(index, block)
        else:
            outline.take(block)
    return outline.parts()


def sections(parts: Sequence[Part], last_line: int) -> tuple[Section, ...]:
    """Return what the document marked as sections, in order; each ends where the next begins."""
    marked = [(part.name, part) for part in parts if part.name is not None]
    ends = [*(part.line - 1 for _, part in marked[1:]), last_line]
    return tuple(
        Section(name, part.title, part.line, max(part.line, end), part.level)
        for (name, part), end in zip(marked, ends, strict=False)
    )


class _Outline:
    """The parts that are done, and the open one, which takes what comes."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self._done: list[Part] = []
        self._open = Part(None, "", 1, 0)
        self._blocks: list[Block] = []
        self._heading: Part | None = None
        """The last part that a heading began."""

    def parts(self) -> tuple[Part, ...]:
        """Return all parts so far."""
        return (*self._done, replace(self._open, blocks=tuple(self._blocks)))

    def take_heading(self, index: int, block: Block) -> None:
        """Begin a part, unless the heading is the title, an event or a subdivision."""
        title = heading_title(block)
        name = self._habits.canonical(title)
        subdivides = self._groups_actions(block) or (name is None and self._divides(block, title))
        if self._is_title(index, block, name) or subdivides:
            self._blocks.append(block)
            return
        both = canonical_names(title)
        for one in both if name and len(both) > 1 else (name or SectionName.OTHER,):
            self._begin(Part(one, title, block.line, block.level))
        self._heading = self._open

    def take(self, block: Block) -> None:
        """Begin a part if the block is marked as one, else add the block to the open part."""
        if block.quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            self._blocks.append(block)
        elif self._open.name is not SectionName.ACTION_ITEMS and is_action_table(block):
            self._begin(Part(SectionName.ACTION_ITEMS, plain(block.header[0]), block.line, 0), block)
        elif (mark := find_mark(block, self._habits)) and self._allows(mark, block):
            self._begin(Part(mark.name, mark.title, block.line, 0), *_behind(mark, block))
        else:
            self._blocks.append(block)

    def _begin(self, part: Part, *blocks: Block) -> None:
        self._done.append(replace(self._open, blocks=tuple(self._blocks)))
        self._open, self._blocks = part, [*blocks]

    def _is_title(self, index: int, block: Block, name: SectionName | None) -> bool:
        is_first = index == self._habits.first_heading and block.level == 1 and not block.quoted
        if name and self._habits.has_many_titles:
            return False
        return is_first and name not in _FIRST_HEADING_SECTIONS

    def _divides(self, block: Block, title: str) -> bool:
        """Whether an unknown heading is an event, or divides the known section that is open."""
        heading = self._heading
        is_below = heading is not None and heading.name is not SectionName.OTHER and block.level > heading.level
        return is_below or read_stamp(title, soft=True) is not None

    def _groups_actions(self, block: Block) -> bool:
        """Whether a heading groups action items: "Detection" below them names a group, not how it was detected."""
        heading = self._heading
        return heading is not None and heading.name is SectionName.ACTION_ITEMS and block.level > heading.level >= 2

    def _allows(self, mark: Mark, block: Block) -> bool:
        if mark.ends_only:
            return self._open.level == 0 and self._open.name not in (None, SectionName.TIMELINE)
        if block.kind is BlockKind.ROW:
            return True
        return self._heading is None or self._heading.name not in _LISTS_OF_LABELS


def _behind(mark: Mark, block: Block) -> list[Block]:
    """What stands behind the mark in its own block, as a paragraph."""
    if not mark.rest and not block.children:
        return []
    skipped = block.text[: len(block.text) - len(mark.rest)].count("\n") if mark.rest else 0
    line = min(block.line + skipped, block.last_line)
    return [replace(block, kind=BlockKind.PARAGRAPH, text=mark.rest, level=0, line=line, cells=(), children=0)]
