"""Assigns blocks to sections, whether these are marked by headings, labels, list items or table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.list_leads import announced_section, tells_intent
from mkdocs_postmortems.core.parse.narration import is_narrated
from mkdocs_postmortems.core.parse.section_markers import (
    SectionMarker,
    SectionStyle,
    find_marker,
    heading_title,
    is_action_table,
)
from mkdocs_postmortems.core.parse.section_names import canonical_sections, is_for_readers
from mkdocs_postmortems.core.timestamps import parse_timestamp

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

_OPENED_ANYWHERE = frozenset(
    {SectionName.ACTION_ITEMS, SectionName.ROOT_CAUSE, SectionName.CONTRIBUTING_FACTORS, SectionName.TIMELINE}
)
"""Sections that a label of its own paragraph opens under those headings too: their entries are counted."""

_CAUSES = frozenset({SectionName.ROOT_CAUSE, SectionName.CONTRIBUTING_FACTORS})
_GOING_ON = _CAUSES | {SectionName.ACTION_ITEMS}
"""Sections whose parts may have headings of any words."""
_WHY = re.compile(r"why\b", re.IGNORECASE)
"""How a heading below the causes begins that asks for those for which nobody saw it: "Why it was not caught"."""
_GROUPS_OF_FACTORS = frozenset({SectionName.ATTENDEES, SectionName.STATS, SectionName.REFERENCES})
_OPENED_AMONG_CAUSES = frozenset(
    {
        SectionName.IMPACT,
        SectionName.RESOLUTION,
        SectionName.LESSONS,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.REFERENCES,
    }
)
"""What a label among causes names that is no cause."""

_OPENED_AMONG_REMEDIES = frozenset({SectionName.DETECTION, SectionName.IMPACT, SectionName.TRIGGER})
"""What a label among remedies names that is no remedy."""

_ENDED_BY_LABELS = frozenset(
    {
        SectionName.SUMMARY,
        SectionName.IMPACT,
        SectionName.ROOT_CAUSE,
        SectionName.TRIGGER,
        SectionName.DETECTION,
        SectionName.RESOLUTION,
    }
)
"""Sections of one run-in label that the next label ends, whatever it says: "**Files:** a.py"."""
_STATE_ONLY = re.compile(
    r"\W*(?:yes|done|implemented|completed?|pending|open|closed|in progress)\b[^\w\n]{0,10}(?:\([^()\n]{0,60}\))?\W*",
    re.IGNORECASE,
)
"""What stands behind a label that only says whether something was done: "Preventive measures: implemented"."""
_ACT = re.compile(r"actions?|tasks?|(?:permanent|final|long[- ]term|short[- ]term)\s(?:fix|solution)", re.IGNORECASE)
"""A label behind which stands what somebody did, if it is told: "Action: restored the file"."""
_FIELD = re.compile(r"tracking\sissue", re.IGNORECASE)
"""A label behind which stands where the incident itself is tracked."""
_RATING = re.compile(r"\b(?:severity|priority|classification|rating|decision|choice|options?)\b", re.IGNORECASE)
_REASON = re.compile(r"(?:the\s)?(?:reasons?|rationale|why|explanation)", re.IGNORECASE)
"""A label that below a heading such as "Severity" says nothing of the incident's cause."""
_NAMED_TITLE = re.compile(r"\bincident\b[^:：\n]{0,40}[:：]\s+\S+\s+\S+", re.IGNORECASE)
"""A title that names its incident: "Post-incident summary: rollback of the desk"."""
_FIRST_HEADING_SECTIONS = frozenset({SectionName.SUMMARY, SectionName.TIMELINE, SectionName.IMPACT})
"""A first heading of level 1 is the document's title unless it is one of these."""


@dataclass(frozen=True, slots=True)
class SectionBlocks:
    """The blocks of one section. The one before the first mark has neither `name` nor `title`."""

    name: SectionName | None
    title: str
    line: int
    level: int
    """1 to 6 for a heading; 0 for other marks."""
    blocks: tuple[Block, ...] = ()
    is_continued: bool = False
    """Whether it is the rest of a section in which another was opened."""
    heading_line: int = 0
    """The line of the heading under which it stands, its own if it begins with one; 0 above the first."""


def split_sections(blocks: Sequence[Block]) -> tuple[SectionBlocks, ...]:
    """Return the sections of a document with their blocks, in document order."""
    splitter = _SectionSplitter(SectionStyle.of(blocks))
    for index, (block, following) in enumerate(pairwise([*blocks, None])):
        if block is None:
            continue
        if block.kind is BlockKind.HEADING:
            splitter.add_heading(index, block)
        else:
            splitter.add_block(block, following)
    return splitter.sections()


def list_sections(sections: Sequence[SectionBlocks], last_line: int) -> tuple[Section, ...]:
    """Return the marked sections in order, without blocks; each ends where the next begins."""
    marked = [(section.name, section) for section in sections if section.name is not None and not section.is_continued]
    ends = [*(section.line - 1 for _, section in marked[1:]), last_line]
    return tuple(
        Section(name, section.title, section.line, max(section.line, end), section.level)
        for (name, section), end in zip(marked, ends, strict=False)
    )


class _SectionSplitter:
    """Collects the finished sections, and the open one, to which blocks are added."""

    def __init__(self, style: SectionStyle) -> None:
        self._style = style
        self._closed: list[SectionBlocks] = []
        self._open = SectionBlocks(None, "", 1, 0)
        self._blocks: list[Block] = []
        self._heading: SectionBlocks | None = None
        """The last section that a heading began."""
        self._interrupted: SectionBlocks | None = None
        """The section that goes on after the list that a sentence in it announced."""
        self._outer: list[SectionBlocks] = []
        """The sections of headings inside which the next block stands, by level."""

    def sections(self) -> tuple[SectionBlocks, ...]:
        """Return all sections so far."""
        return (*self._closed, replace(self._open, blocks=tuple(self._blocks)))

    def add_heading(self, index: int, block: Block) -> None:
        """Begin a section, unless the heading is the title, an event or a subdivision."""
        title = heading_title(block)
        name = SectionName.RESOLUTION if block.line in self._style.told_fixes else self._style.canonical_section(title)
        self._outer = [outer for outer in self._outer if outer.level < block.level]
        if name is None and self._goes_on(block):
            self._heading = self._outer[-1]
            self._continue(self._heading, block)
            self._blocks.append(block)
            return
        subdivides = (
            block.line in self._style.phases
            or self._is_action_group(block)
            or self._is_timed_event(block, title)
            or self._is_factor_group(block, name)
            or (name is None and self._is_subdivision(block, title))
        )
        self._resume(block)
        if self._is_title(index, block, name) or subdivides:
            if self._heading and self._open.level == 0:  # A label holds until the next heading.
                self._continue(self._heading, block)
            self._blocks.append(block)
            return
        names = () if block.line in self._style.told_fixes else canonical_sections(title)
        for one in sorted(names, key=_keeps_text) if name and len(names) > 1 else (name or SectionName.OTHER,):
            self._begin(SectionBlocks(one, title, block.line, block.level))
        self._heading = self._open
        self._outer.append(self._open)

    def add_block(self, block: Block, following: Block | None) -> None:
        """Begin a section if the block has a mark, else add the block to the open section."""
        if block.kind is not BlockKind.ITEM and not block.level:
            self._resume(block)
        if block.is_quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            self._blocks.append(block)
        elif self._open.name is not SectionName.ACTION_ITEMS and is_action_table(block):
            self._begin(SectionBlocks(SectionName.ACTION_ITEMS, plain_text(block.header[0]), block.line, 0), block)
        elif (marker := self._marker(block)) and self._starts_section(marker, block):
            self._begin(SectionBlocks(marker.name, marker.title, block.line, 0), *_text_after_marker(marker, block))
        elif not self._is_for_readers and (name := announced_section(block, following, self._open.name)):
            interrupted = self._open
            self._begin(SectionBlocks(name, plain_text(block.text), block.line, 0))
            self._interrupted = interrupted
        else:
            self._blocks.append(block)

    def _marker(self, block: Block) -> SectionMarker | None:
        marker = find_marker(block, self._style)
        if marker is None:
            return None
        is_action = marker.name is SectionName.ACTION_ITEMS
        if is_action and (self._is_for_readers or _STATE_ONLY.fullmatch(marker.remaining_text)):
            return None
        if is_action and marker.remaining_text and _FIELD.fullmatch(marker.title):
            return None
        if is_action and _ACT.fullmatch(marker.title) and (self._heads_document or is_narrated(marker.remaining_text)):
            return None
        explains_rating = self._heading is not None and bool(_RATING.search(self._heading.title))
        return None if explains_rating and _REASON.fullmatch(marker.title) else marker

    def _resume(self, block: Block) -> None:
        """Go on with the section that a sentence interrupted, once the list that it announced has ended."""
        if self._interrupted and self._blocks:
            self._continue(self._interrupted, block)

    def _continue(self, section: SectionBlocks, block: Block) -> None:
        self._begin(replace(section, line=block.line, blocks=(), is_continued=section.name is not None))

    def _begin(self, section: SectionBlocks, *blocks: Block) -> None:
        self._closed.append(replace(self._open, blocks=tuple(self._blocks)))
        heading_line = section.line if section.level and not section.is_continued else self._heading_line
        self._open, self._blocks = replace(section, heading_line=heading_line), [*blocks]
        self._interrupted = None

    @property
    def _heading_line(self) -> int:
        return self._heading.line if self._heading else 0

    @property
    def _heads_document(self) -> bool:
        """Whether the next block stands above the first section, among fields such as "Date" and "Task"."""
        return self._open.name is None

    @property
    def _is_for_readers(self) -> bool:
        """Whether the heading says what readers are to do: its lists hold no items of the authors."""
        return self._heading is not None and is_for_readers(self._heading.title)

    def _is_title(self, index: int, block: Block, name: SectionName | None) -> bool:
        is_first = index == self._style.first_heading and block.level == 1 and not block.is_quoted
        if is_first and name is SectionName.ROOT_CAUSE and self._style.has_summary:
            return True  # "Root Cause Analysis" is the type of a document that goes on with its summary.
        if name and self._style.has_many_titles:
            return False
        return is_first and (name not in _FIRST_HEADING_SECTIONS or bool(_NAMED_TITLE.search(block.text)))

    def _goes_on(self, block: Block) -> bool:
        """Whether an unknown heading behind a known one of its level goes on with causes or actions around both."""
        outer, last = next(iter(self._outer[-1:]), None), self._heading
        is_inside = outer is not None and outer is not last and outer.name in _GOING_ON
        return is_inside and last is not None and last.level == block.level

    def _is_subdivision(self, block: Block, title: str) -> bool:
        """Whether a heading with an unknown title is an event, or divides the open section."""
        heading = self._heading
        is_below = heading is not None and heading.name is not SectionName.OTHER and block.level > heading.level
        return is_below or parse_timestamp(title, allow_preposition=True) is not None

    def _is_action_group(self, block: Block) -> bool:
        """Whether a heading groups action items: "Detection" below their heading is a group, not the section."""
        heading = self._heading
        if heading is None or heading.name is not SectionName.ACTION_ITEMS:
            return False
        # Below a heading of level 1 one of level 2 may be of the same rank: many authors use both for sections.
        return block.level > heading.level and (heading.level >= 2 or block.level > heading.level + 1)

    def _is_timed_event(self, block: Block, title: str) -> bool:
        """Whether a heading of a timeline begins with a time: "08:39 - Root cause found" is an event."""
        heading = self._heading
        if heading is None or heading.name is not SectionName.TIMELINE or block.level <= heading.level:
            return False
        timestamp = parse_timestamp(title, allow_preposition=True)
        return timestamp is not None and timestamp.has_clock

    def _is_factor_group(self, block: Block, name: SectionName | None) -> bool:
        """Whether a heading groups factors: "People" below "Contributing factors" is no list of participants."""
        heading = self._heading
        is_below = heading is not None and heading.name in _CAUSES and block.level > heading.level
        asks = name is SectionName.DETECTION and bool(_WHY.match(heading_title(block)))
        if asks and any(outer.name in _CAUSES for outer in self._outer):
            return True
        return is_below and name in _GROUPS_OF_FACTORS

    @property
    def _is_run_in(self) -> bool:
        """Whether the open section began with a label that has its text on the same line: "**Root cause:** a leak"."""
        is_label = self._open.level == 0 and not self._open.is_continued
        return is_label and bool(self._blocks) and self._blocks[0].line == self._open.line

    def _starts_section(self, marker: SectionMarker, block: Block) -> bool:
        if marker.ends_only and marker.remaining_text:
            return self._open.name in _ENDED_BY_LABELS and self._is_run_in
        if marker.ends_only:
            return self._open.level == 0 and self._open.name not in (None, SectionName.TIMELINE)
        if block.kind is BlockKind.ROW:
            return True
        heading = self._heading
        if heading is None or heading.name not in _SECTIONS_WITH_LABELLED_ITEMS:
            return True
        return block.kind is BlockKind.PARAGRAPH and self._is_opened_anywhere(marker, heading)

    def _is_opened_anywhere(self, marker: SectionMarker, heading: SectionBlocks) -> bool:
        """Whether a label opens its section even where labels are entries; in a timeline it has nothing behind it."""
        opened = _OPENED_ANYWHERE | (_OPENED_AMONG_CAUSES if heading.name in _CAUSES else frozenset())
        if heading.name is SectionName.RESOLUTION:
            opened |= _OPENED_AMONG_REMEDIES
        if heading.name is SectionName.RESOLUTION and marker.name is SectionName.ACTION_ITEMS and not marker.is_bold:
            opened -= frozenset() if tells_intent(marker.title) else {SectionName.ACTION_ITEMS}
        is_another = marker.name in opened and marker.name is not self._open.name
        is_event = heading.name is SectionName.TIMELINE and bool(marker.remaining_text.strip())
        return is_another and not is_event and heading.name is not SectionName.ACTION_ITEMS


def _keeps_text(name: SectionName) -> int:
    """Return how much the text below "Root cause and resolution" belongs to one of the two: entries are counted."""
    return 2 if name is SectionName.ACTION_ITEMS else 1 if name in _OPENED_ANYWHERE else 0


def _text_after_marker(marker: SectionMarker, block: Block) -> list[Block]:
    """Return the text after the mark in the same block, as a paragraph."""
    if not marker.remaining_text and not block.child_count:
        return []
    skipped = block.text[: len(block.text) - len(marker.remaining_text)].count("\n") if marker.remaining_text else 0
    line = min(block.line + skipped, block.last_line)
    return [
        replace(
            block, kind=BlockKind.PARAGRAPH, text=marker.remaining_text, level=0, line=line, cells=(), child_count=0
        )
    ]
