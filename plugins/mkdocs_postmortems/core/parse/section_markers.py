"""Recognises section marks other than headings, by the style in which a whole document marks its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import TextLabel, is_italic, label, plain_text, without_emoji
from mkdocs_postmortems.core.parse.narration import are_narrated, are_tasks, is_narrated
from mkdocs_postmortems.core.parse.section_names import (
    AMBIGUOUS_CAUSE_TITLES,
    SECTION_BY_PHRASE,
    canonical_section,
    is_ambiguous_action_title,
    normalize_title,
)
from mkdocs_postmortems.core.timestamps import parse_timestamp

_MIN_LIST_ITEMS = 2
_HOURS_BEHIND = re.compile(r"[(（][^()（）]{0,20}\d{1,2}[:.]\d\d\b[^()（）]{0,30}[)）]\W*$")
"""The hours of a part of a timeline behind its name: "Recovery (16:40-17:00)"."""


@dataclass(frozen=True, slots=True)
class SectionStyle:
    """How one document marks its sections; decides whether a label begins a section."""

    first_heading: int
    """Index of the first heading among the blocks; -1 if there is none."""
    label_groups: frozenset[int]
    """Numbers of lists and two-column tables whose entries are mostly labels of sections."""
    has_many_titles: bool
    """Whether several headings have level 1, so that the first one may not be the document's title."""
    has_clear_actions: bool
    """Whether a heading clearly means action items, so that "Issues" and "Plan" do not."""
    has_summary: bool
    """Whether a heading after the first is that of the summary."""
    has_clear_cause: bool
    """Whether a heading or label clearly means the root cause, so that "Diagnosis" does not."""
    remediation_is_actions: bool
    """Whether "Remediation" lists action items, rather than describes the resolution."""
    mitigations_are_actions: bool
    """Whether "Mitigations" are tasks, and nothing else in the document lists any."""
    tasks_are_actions: bool
    """Whether "Tasks" are what is to be done, beside what another section calls actions."""
    phases: frozenset[int]
    """Lines of headings below that of a timeline that name a part of it, "Detection", rather than a section."""
    told_fixes: frozenset[int]
    """Lines of headings whose titles may mean actions, "Actions" or a fix below "Resolution", but tell what was done.
    """

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> SectionStyle:
        """Derive the style from the blocks of a document."""
        headings = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        titles = [heading_title(blocks[i]) for i in headings]
        has_clear_actions = any(
            canonical_section(t) is SectionName.ACTION_ITEMS and not is_ambiguous_action_title(t) for t in titles
        )
        below = [(title, _entries_below(blocks, i)) for i, title in zip(headings, titles, strict=True)]
        lists_remedies = any(_is_remediation(title) and _lists_actions(entries) for title, entries in below)
        lists_mitigations = any(_is_mitigations(title) and _lists_tasks(entries) for title, entries in below)
        return cls(
            first_heading=headings[0] if headings else -1,
            label_groups=_label_groups(blocks),
            has_many_titles=sum(1 for i in headings if blocks[i].level == 1) > 1,
            has_clear_actions=has_clear_actions,
            has_summary=any(canonical_section(title) is SectionName.SUMMARY for title in titles[1:]),
            has_clear_cause=any(map(_is_clear_cause, [*titles, *_labels(blocks)])),
            remediation_is_actions=lists_remedies,
            mitigations_are_actions=lists_mitigations and not has_clear_actions,
            tasks_are_actions=any(_is_tasks(title) and _lists_tasks(entries) for title, entries in below),
            phases=_phases(blocks, headings),
            told_fixes=_told_fixes(blocks, headings),
        )

    def canonical_section(self, title: str) -> SectionName | None:
        """Return the canonical name of a section called `title` in this document."""
        name = canonical_section(title)
        is_ambiguous = self.has_clear_actions and is_ambiguous_action_title(title)
        if name is SectionName.ACTION_ITEMS and is_ambiguous and not (self.tasks_are_actions and _is_tasks(title)):
            return None
        if name is SectionName.ROOT_CAUSE and self.has_clear_cause and _is_ambiguous_cause(title):
            return None
        if self.remediation_is_actions and _is_remediation(title):
            return SectionName.ACTION_ITEMS
        if self.mitigations_are_actions and _is_mitigations(title):
            return SectionName.ACTION_ITEMS
        return name


def heading_title(block: Block) -> str:
    """Return the title of a heading as plain text."""
    return without_emoji(plain_text(block.text)).strip(" :{}#*")


def _is_ambiguous_cause(title: str) -> bool:
    return normalize_title(title) in AMBIGUOUS_CAUSE_TITLES


def _is_clear_cause(title: str) -> bool:
    return canonical_section(title) is SectionName.ROOT_CAUSE and not _is_ambiguous_cause(title)


def _labels(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the bold labels of paragraphs outside lists."""
    for block in blocks:
        is_bold = block.kind is BlockKind.PARAGRAPH and not block.level and block.text.startswith(("**", "__"))
        if is_bold and (found := label(block.text)):
            yield found.title


def _is_remediation(title: str) -> bool:
    return normalize_title(title) in {"remediation", "remediations", "remedies"}


def _is_mitigations(title: str) -> bool:
    return normalize_title(title) in {"mitigations", "defenses", "defences", "fixes", "solutions"}


def _is_tasks(title: str) -> bool:
    return normalize_title(title) == "tasks"


def _lists_tasks(entries: Sequence[Block]) -> bool:
    """Whether list items say what to do, as no report of what was done does."""
    items = [block.text for block in entries if block.kind is BlockKind.ITEM and block.level == 1]
    return len(items) >= _MIN_LIST_ITEMS and are_tasks(items)


def _blocks_below(blocks: Sequence[Block], heading: int, *kinds: BlockKind) -> list[Block]:
    """Return the blocks of some kinds between a heading and the next one that is not below it."""
    found = []
    for block in blocks[heading + 1 :]:
        if block.kind is BlockKind.HEADING and block.level <= blocks[heading].level:
            break
        if block.kind in kinds:
            found.append(block)
    return found


def _entries_below(blocks: Sequence[Block], heading: int) -> list[Block]:
    return _blocks_below(blocks, heading, BlockKind.HEADING, BlockKind.ITEM)


def _phases(blocks: Sequence[Block], headings: Sequence[int]) -> frozenset[int]:
    """Return the lines of headings below a timeline that have a time behind them or whose entries begin with times."""
    phases: set[int] = set()
    timeline = 0
    for i in headings:
        title, level = heading_title(blocks[i]), blocks[i].level
        if timeline and level > timeline:
            entries = [b for b in _blocks_below(blocks, i, BlockKind.ITEM, BlockKind.ROW) if b.level < 2]
            if _HOURS_BEHIND.search(title) or (entries and all(map(_begins_with_time, entries))):
                phases.add(blocks[i].line)
            continue
        timeline = level if level > 1 and canonical_section(title) is SectionName.TIMELINE else 0
    return frozenset(phases)


def _begins_with_time(entry: Block) -> bool:
    timestamp = parse_timestamp(entry.text)  # Of a row too: its cells stand one behind the other.
    return timestamp is not None and timestamp.has_clock


def _told_fixes(blocks: Sequence[Block], headings: Sequence[int]) -> frozenset[int]:
    """Return the lines of headings such as "Actions", or a fix below "Resolution", that tell what was done."""
    told: set[int] = set()
    resolution = 0
    for i in headings:
        name, level = canonical_section(heading_title(blocks[i])), blocks[i].level
        if resolution and level <= resolution:
            resolution = 0
        if name is SectionName.RESOLUTION and not resolution:
            resolution = level
        elif name is SectionName.ACTION_ITEMS and (resolution or is_ambiguous_action_title(heading_title(blocks[i]))):
            items = [block.text for block in _blocks_below(blocks, i, BlockKind.ITEM) if block.level == 1]
            if len(items) >= _MIN_LIST_ITEMS and all(map(is_narrated, items)):
                told.add(blocks[i].line)
    return frozenset(told)


def _lists_actions(entries: Sequence[Block]) -> bool:
    """Whether list items say what is to be done, rather than tell how the incident was resolved; groups have both."""
    items = [block.text for block in entries if block.kind is BlockKind.ITEM]
    has_groups = len(items) < len(entries)
    return len(items) >= _MIN_LIST_ITEMS and (has_groups or not are_narrated(items))


def _label_groups(blocks: Sequence[Block]) -> frozenset[int]:
    known: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for block in blocks:
        title = _possible_label(block)
        if title is not None:
            total[block.group_id] += 1
            known[block.group_id] += canonical_section(title) is not None and not title[:1].isdecimal()
    return frozenset(group for group, count in known.items() if count >= 2 and count * 2 >= total[group])


def _possible_label(block: Block) -> str | None:
    """Return the label of an entry of a list or two-column table; empty for a plain item, `None` for other blocks."""
    if block.kind is BlockKind.ROW:
        return plain_text(block.cells[0]) if len(block.cells) == 2 else None
    if block.kind is not BlockKind.ITEM:
        return None
    if found := label(block.text):
        return found.title
    return plain_text(block.text) if block.child_count else ""


_MAX_LABEL_LENGTH = 60
_TERMS = frozenset({"short term", "medium term", "long term", "plan", "ticket", "tickets"})
"""Titles of actions that as well begin a sentence or a field: "Short term: users can wait", "Plan: see the folder"."""
_STATEMENT = re.compile(
    r"(?!(?:what|why|how|who|which|where|when)\b).{3,60}?\s(?:was|were|is|are|has|have)\s(?!as\b)\w", re.IGNORECASE
)
"""A sentence that goes on behind a colon: "The root cause was a lack of resources: servers and people"."""
_SENTENCE_STARTS = frozenset("why whys reason reasons plan actions history log events context scope people".split())
"""Titles that a full stop behind them makes no label of a postmortem: "**Why.** It costs less"."""
_FULL_STOP_LABEL = re.compile(r"(\*\*|__)(?=\S)([^*_\n.]{2,40})\.\1\s+(?=\S)")
_ACTION_COLUMN = re.compile(
    r"^\W*(?:action(?: ?items?|s)?|follow-?ups?(?: items?)?|todo|tasks?|remediation(?: items?)?)\W*$", re.IGNORECASE
)
_ACTION_ATTRIBUTE_COLUMN = re.compile(
    r"\b(?:owner|assignee|status|due|priority|type|ticket|bug|tracker|deadline|responsible)\b", re.IGNORECASE
)


class SectionMarker(NamedTuple):
    """A mark by which a block that is not a heading opens a section."""

    name: SectionName
    title: str
    remaining_text: str
    """The text after the mark in the same block."""
    is_bold: bool = True
    """Whether the mark stands out from the text, unlike "Recommended remediation:"."""
    ends_only: bool = False
    """A bold line or label that is no known title: it only ends a section that such a mark began."""


def find_marker(block: Block, style: SectionStyle) -> SectionMarker | None:
    """Return the mark of a block that opens a section without being a heading, else `None`."""
    if block.kind is BlockKind.ROW:
        return _row_marker(block, style)
    if block.kind is BlockKind.ITEM:
        return _item_marker(block, style)
    return _paragraph_marker(block, style)


def is_action_table(block: Block) -> bool:
    """Whether it is a row of a table with a column for actions and one for an attribute of actions."""
    header = [plain_text(cell) for cell in block.header]
    return any(_ACTION_COLUMN.match(cell) for cell in header) and any(
        _ACTION_ATTRIBUTE_COLUMN.search(cell) for cell in header
    )


def _row_marker(row: Block, style: SectionStyle) -> SectionMarker | None:
    if row.group_id not in style.label_groups or len(row.cells) < 2:
        return None
    title = plain_text(row.cells[0])
    text = " ".join(c for c in row.cells[1:] if c.strip())
    # Not `style.canonical_section`: a row called "Plan" is a section even beside a heading called "Action items".
    name = None if _is_only_time(text) else canonical_section(title)
    return SectionMarker(name or SectionName.OTHER, title, text)


def _item_marker(item: Block, style: SectionStyle) -> SectionMarker | None:
    found = label(item.text)
    if found is None and item.child_count and len(item.text) < _MAX_LABEL_LENGTH:
        found = TextLabel(plain_text(item.text), "", bold=False)
    if found is None:
        return None
    name = None if _is_only_time(found.rest) else style.canonical_section(found.title)
    if item.group_id in style.label_groups and (name or found.bold) and not parse_timestamp(found.title):
        return SectionMarker(name or SectionName.OTHER, found.title, found.rest)
    return SectionMarker(name, found.title, found.rest) if name and found.bold and item.level == 1 else None


def _paragraph_marker(block: Block, style: SectionStyle) -> SectionMarker | None:
    if block.level or (is_italic(block.text) and ":" not in block.text):
        return None
    found = label(block.text) or _full_stop_label(block.text, style) or _all_caps_label(block.text)
    found = found or _plain_title(block.text, style)
    if found is None:
        return None
    is_plain = not found.bold and bool(found.rest)
    is_sentence = is_plain and (normalize_title(found.title) in _TERMS or bool(_STATEMENT.match(found.title)))
    name = None if is_sentence or _is_only_time(found.rest) else style.canonical_section(found.title)
    if name:
        return SectionMarker(name, found.title, found.rest, is_bold=found.bold)
    if (
        found.bold
        and not found.rest
        and block.text.strip().startswith(("**", "__"))
        and not parse_timestamp(found.title)
    ):
        return SectionMarker(SectionName.OTHER, found.title, "", ends_only=True)
    if found.bold and found.rest and block.text.lstrip().startswith(("**", "__")) and not parse_timestamp(found.title):
        return SectionMarker(SectionName.OTHER, found.title, found.rest, ends_only=True)
    return None


def _is_only_time(text: str) -> bool:
    """Whether a label states a moment, as "Resolved: 2024-03-15 14:10 UTC" does, and tells nothing."""
    timestamp = parse_timestamp(text) if text[:1] and len(text) <= _MAX_LABEL_LENGTH else None
    return timestamp is not None and not text[timestamp.end :].strip(" .*_)")


def _full_stop_label(text: str, style: SectionStyle) -> TextLabel | None:
    """Return a bold title that a full stop ends, `**Cause.** A valve …`, if it is that of a section."""
    match = _FULL_STOP_LABEL.match(text)
    if match is None or normalize_title(match[2]) in _SENTENCE_STARTS or not style.canonical_section(match[2]):
        return None
    return TextLabel(match[2], text[match.end() :], bold=True)


def _plain_title(text: str, style: SectionStyle) -> TextLabel | None:
    """Return a line that is nothing but the title of a section, in a document that has no headings."""
    is_line = style.first_heading < 0 and "\n" not in text and len(text) < _MAX_LABEL_LENGTH
    words = plain_text(text) if is_line else ""
    return TextLabel(words, "", bold=False) if normalize_title(words) in SECTION_BY_PHRASE else None


def _all_caps_label(text: str) -> TextLabel | None:
    """Return a first line in capitals as a label."""
    first, _, rest = text.partition("\n")
    return (
        TextLabel(plain_text(first), rest, bold=False) if first.isupper() and len(first) < _MAX_LABEL_LENGTH else None
    )
