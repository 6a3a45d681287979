"""Parses action items from list items, table rows, headings and paragraphs of their sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem, SectionName
from mkdocs_postmortems.core.parse.actions.attributes import is_attribute, with_attributes, with_due_day
from mkdocs_postmortems.core.parse.actions.children import (
    are_addresses,
    are_titled,
    children_of,
    complete_their_parent,
    end_of_children,
)
from mkdocs_postmortems.core.parse.actions.groups import GroupReader, is_group_line, people
from mkdocs_postmortems.core.parse.actions.item import CHECKBOX, EMPTY_ITEMS, parse_action
from mkdocs_postmortems.core.parse.actions.non_actions import is_closing, is_not_planned, without_non_actions
from mkdocs_postmortems.core.parse.actions.row import parse_action_row
from mkdocs_postmortems.core.parse.actions.status import is_done, parse_status
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import (
    is_italic,
    is_picture,
    label,
    normalize_words,
    plain_text,
    split_at_breaks,
)
from mkdocs_postmortems.core.parse.narration import is_task
from mkdocs_postmortems.core.parse.numbered_headings import numbered_headings, without_number
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_ENTRY_KINDS = (BlockKind.ITEM, BlockKind.ROW)
_BARE_ADDRESS = re.compile(r"\s*<?https?://[^\s<>]{1,2000}>?\s*")
_PICTURES = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\n]{0,1000}\)")
_LEADING_PERSON = re.compile(
    r"""\s*(?P<mark>\*\*|__|\[)?\s?(?P<name>[^*_:：\[\]\n]{1,40}?)\s?
    (?: (?P<end>\*\*|__|\])\s?[:：]? | (?P<colon>[:：]|\s[-–—](?=\s)) | (?=\s(?:to|will|is\ to)\s\w) ) \s+(?=\S)""",
    re.VERBOSE,
)
_IN_BRACKETS = re.compile(r"[(\[]\s?@?([^()\[\]\n]{1,40}?)\s?[)\]](?!\()")
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:])")
"""A time of day in a heading, which tells what was done: "Search for the cause (07:30 - 10:30)"."""
_PROMISE = re.compile(
    r"\W*(?:we|i)(?:['’](?:re|ll)|\s(?:are|will|plan|intend))\s(?:\S+\s+){6,80}?\S+[.!]\W{0,3}", re.IGNORECASE
)
"""A whole sentence about what will be done, beside what is planned below it."""
_ITEM_LABEL = re.compile(r"(?:action(?:\s(?:item|point))?|follow[- ]?up|to[- ]?do|task)(?:\s#?\d{1,2})?", re.IGNORECASE)
_MIN_TASKS = 3
_MAX_PROSE = 2_000
_SENTENCE_END = re.compile(r"(?<=[a-z)\]][.!])\s+(?=[A-Z])")
_SENTENCE_LINE = re.compile(r"\W{0,3}[A-ZÀ-Þ][^\n<]{10,400}[.!:：][*_)\]]{0,3}")
_PROSE_START = re.compile(
    r"\W*(?:the|an?|this|these|those|that|it|we|our|i|they|there|in|as|at|with|while|when|if|for|after|before|since|going|most"
    r"|however|also|because|although|so|but|and)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s[(\[]\s?([A-Z][a-z]+(?:[ .-][A-Z][a-z]*)?)\s?[)\]]\W{0,2}$")
"""A name in brackets behind an item."""
_IN_FRONT = re.compile(
    r"""\W{0,2}((?!(?:Need|Needs|Plan|Try|Want|Due|Ability|Way|Ways|Process|Step|Steps|Access|Changes?)\b)[A-Z][\w.-]{0,20}
        (?:(?:,|\s(?:and|&))\s[A-Z][\w.-]{0,20}|\s[A-Z][\w.-]{0,20}|\steam){0,3})\s(?:to|will)\s[a-z]{2}""",
    re.VERBOSE,
)
"""A name, and what its bearer is to do."""
_MIN_IN_FRONT = 2
_ABOUT_OWNERS = re.compile(
    r"\b(?:owners?|assignees?|responsib\w+|verantwortlich\w*|respons[aá][bv]\w+)\b", re.IGNORECASE
)
_NO_NAMES = frozenset(
    "high medium low critical urgent optional major minor prevent mitigate detect process repair".split()
)
_MIN_OWNED = 3


def parse_actions(sections: Sequence[SectionBlocks], *, day_first: bool | None = None) -> tuple[ActionItem, ...]:
    """Return the action items of all action item sections, in document order.

    Args:
        sections: The sections of a document.
        day_first: Whether `04/02` is a day in February in the document; `None` if unknown.
    """
    names = people(sections)
    return tuple(
        with_due_day(item, day_first=day_first)
        for section in sections
        if section.name is SectionName.ACTION_ITEMS
        for item in _section_items(section, names)
    )


def _section_items(section: SectionBlocks, names: Collection[str]) -> Iterator[ActionItem]:
    blocks = [b for b in section.blocks if not b.is_quoted and b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    blocks = without_non_actions(blocks)
    owners = _owners_in_brackets(section.title, blocks)
    names = {*names, *owners, *_owners_in_front(blocks)}
    groups = GroupReader(section.title, names)
    if all(block.kind is BlockKind.PARAGRAPH for block in blocks):
        yield from _prose_section(section.title, blocks, groups, names)
        return
    yield from (groups.current.inherited_by(item) for item in _run_in_items(section, blocks, names))
    heading: ActionItem | None = None
    skip_to = 0
    described = _described_headings(blocks)
    titled = are_titled(blocks)
    for index, block in enumerate(blocks):
        groups.read(block)
        if index < skip_to:
            continue
        if block.line in described:
            below = _blocks_below(blocks, index)
            item, skip_to = _described_item(block, below), index + 1 + len(below)
        elif block.kind is BlockKind.HEADING:
            item = heading = _heading_item(block, _blocks_below(blocks, index))
        elif block.child_count and (
            _is_whole(block, children := children_of(blocks, index)) or titled or _is_owned(block, owners)
        ):
            item, skip_to = _item_with_fields(block, children, names), end_of_children(blocks, index)
        else:
            item = None if heading and is_attribute(block.text) else _entry_item(block, names)
        if item:
            yield groups.current.inherited_by(item)
        if block.child_count:
            groups.open_item(block)


def _owners_in_brackets(title: str, blocks: Sequence[Block]) -> frozenset[str]:
    """Return the names that stand in brackets behind every item: "Write a runbook [Ana]"; a title may speak of them."""
    items = [block for block in blocks if block.kind is BlockKind.ITEM and block.level == 1]
    found = [match[1] for block in items if (match := _BEHIND.search(plain_text(block.text)))]
    enough = len(found) >= (1 if _ABOUT_OWNERS.search(title) else _MIN_OWNED)
    are_names = all(word.casefold() not in _NO_NAMES and parse_status(word) is None for word in found)
    return (
        frozenset(word.casefold() for word in found)
        if enough and are_names and len(found) == len(items)
        else frozenset()
    )


def _owners_in_front(blocks: Sequence[Block]) -> frozenset[str]:
    """Return who is to do what, where every item of a section says so first: "Ana to write a runbook"."""
    items = [block for block in blocks if block.kind is BlockKind.ITEM and block.level == 1]
    found = [match[1] for block in items if (match := _IN_FRONT.match(plain_text(block.text)))]
    are_owners = len(found) >= _MIN_IN_FRONT and len(found) == len(items)
    return frozenset(name.casefold() for name in found) if are_owners else frozenset()


def _run_in_items(section: SectionBlocks, blocks: Sequence[Block], names: Collection[str]) -> Iterator[ActionItem]:
    """Yield the item behind the label that opens a section: "Action point: write a list of projects"."""
    first = blocks[0] if blocks and section.level == 0 and not section.is_continued else None
    if first and first.kind is BlockKind.PARAGRAPH and first.line == section.line:
        yield from _prose_items(first, names)


def _is_whole(parent: Block, children: Sequence[Block]) -> bool:
    """Whether an item and those below it are one: they complete its sentence, or state its owner, date and state."""
    return complete_their_parent(parent, children) or all(is_attribute(child.text) for child in children)


def _is_owned(block: Block, owners: Collection[str]) -> bool:
    """Whether somebody's name stands behind an item, so that those below it explain it."""
    match = _BEHIND.search(plain_text(block.text)) if owners else None
    return match is not None and match[1].casefold() in owners


def _item_with_fields(parent: Block, children: Sequence[Block], names: Collection[str]) -> ActionItem | None:
    item = _owned_action(parent.line, parent.text, names)
    is_linked = are_addresses(children)
    for child in children:
        if item and (is_linked or is_attribute(child.text)):
            item = _with_field(item, child.text)
    return item


def _with_field(item: ActionItem, text: str) -> ActionItem:
    """Return an item with what a field such as `Owner: Ana` or `Status: done` states."""
    item = with_attributes(item, text)
    return item if item.done is not None else replace(item, done=is_done(text, ticked=None))


def _entry_item(block: Block, names: Collection[str]) -> ActionItem | None:
    """Return the item of a row or list entry; paragraphs beside such entries only introduce or explain them."""
    if block.kind is BlockKind.ROW:
        return parse_action_row(block)
    is_entry = block.kind is BlockKind.ITEM or _BARE_ADDRESS.fullmatch(block.text)
    text = block.text if is_entry else _behind_label(block)
    item = _owned_action(block.line, text, names) if text else None
    stands_alone = item is not None and (CHECKBOX.match(block.text) or item.tracker or item.done)
    if item is None or (block.child_count and not stands_alone and not _PROMISE.fullmatch(block.text)):
        return None
    return item


def _behind_label(block: Block) -> str:
    """Return what a bold label such as "**Action item:**" calls an item in a paragraph between lists, else nothing."""
    found = label(block.text) if block.kind is BlockKind.PARAGRAPH and not block.level else None
    return found.rest if found and found.bold and _ITEM_LABEL.fullmatch(found.title) else ""


def _owned_action(line: int, text: str, names: Collection[str]) -> ActionItem | None:
    """Return the item of a text that may name a participant: `**HM** Move it`, `HM: move it`, `HM to move it (HM)`."""
    person = _LEADING_PERSON.match(text)
    if person is None or person["name"].strip().casefold() not in names:
        item = parse_action(line, text)
        named = (found[1] for found in _IN_BRACKETS.finditer(text) if found[1].casefold() in names)
        return item and replace(item, owner=item.owner or next(named, None))
    is_label = person["end"] or person["colon"]
    item = parse_action(line, text[person.end() :] if is_label else text)
    return item and replace(item, owner=item.owner or person["name"].strip())


def _described_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines of the numbered headings that are items: most state fields such as their priority, or labels."""
    numbered = numbered_headings(blocks)
    lines = frozenset(heading.line for heading in numbered)
    places = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.line in lines]
    below = (_blocks_below(blocks, place) for place in places)
    stating = sum(1 for part in below if any(map(_states_field, part[:2])))
    return lines if stating * 2 > len(lines) else frozenset()


def _states_field(block: Block) -> bool:
    """Whether a block states an attribute, or is a paragraph behind a bold label: "**Document:** the new checklist"."""
    found = label(block.text)
    is_labelled = block.kind is BlockKind.PARAGRAPH and found is not None and found.bold and bool(found.rest)
    return is_labelled or is_attribute(block.text)


def _described_item(heading: Block, blocks: Sequence[Block]) -> ActionItem | None:
    """Return the item of a heading of which everything below it is a field, an option or a step."""
    item = parse_action(heading.line, without_number(heading.text))
    for block in blocks:
        if item and block.kind is not BlockKind.HEADING and is_attribute(block.text):
            item = _with_field(item, block.text)
    return item


def _heading_item(heading: Block, blocks: Sequence[Block]) -> ActionItem | None:
    """Return the item of a heading that prose follows; a heading before a list, a table or a bare link is a group."""
    if all(normalize_words(plain_text(block.text)) in EMPTY_ITEMS for block in blocks):
        return None
    if any(_is_entry(block) for block in blocks) or _CLOCK.search(heading.text) or is_not_planned(heading.text):
        return None
    item = parse_action(heading.line, heading.text)
    for block in blocks if item else ():
        if item:
            item = _with_field(item, block.text) if is_attribute(block.text) else with_attributes(item, block.text)
    return item


def _is_entry(block: Block) -> bool:
    is_entry = block.kind in _ENTRY_KINDS or bool(_BARE_ADDRESS.fullmatch(block.text))
    return is_entry and not is_attribute(block.text)


def _blocks_below(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """Return the blocks between a heading and the next one."""
    end = next((i for i in range(heading + 1, len(blocks)) if blocks[i].kind is BlockKind.HEADING), len(blocks))
    return blocks[heading + 1 : end]


def _prose_section(
    title: str, blocks: Sequence[Block], groups: GroupReader, names: Collection[str]
) -> Iterator[ActionItem]:
    for block in blocks:
        groups.read(block)
        if (
            not is_closing(title, block.text)
            and not is_picture(block.text)
            and not (len(blocks) > 1 and is_group_line(block))
        ):
            yield from (groups.current.inherited_by(item) for item in _prose_items(block, names))


def _prose_items(block: Block, names: Collection[str]) -> Iterator[ActionItem]:
    for line, text in _task_sentences(block) or _hard_lines(block):
        words = _PICTURES.sub("", text).rstrip(" *_\n")
        introduces = not words.strip() or words.endswith((":", "："))
        if (
            not block.level
            and not introduces
            and not is_italic(text)
            and (item := _owned_action(line, text.strip(), names))
        ):
            yield item


def _task_sentences(block: Block) -> list[tuple[int, str]]:
    """Return the sentences that say what to do, if there are several and they are half of a paragraph or more."""
    if "\n" in block.text or len(block.text) > _MAX_PROSE:
        return []
    sentences = _SENTENCE_END.split(block.text)
    tasks = [(block.line, sentence) for sentence in sentences if is_task(sentence)]
    return tasks if len(tasks) >= _MIN_TASKS and 2 * len(tasks) >= len(sentences) else []


def _hard_lines(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the lines of a paragraph between hard line breaks: two spaces, a backslash or `<br>`."""
    lines = block.text.split("\n")
    if _are_tasks(lines):
        yield from enumerate(lines, block.line)
        return
    start, pieces = block.line, []
    for number, line in enumerate(lines, block.line):
        first, *others = split_at_breaks(line)
        pieces.append(first)
        if others or line.endswith(("  ", "\\")):
            yield start, "\n".join(pieces).rstrip("\\ ")
            yield from ((number, piece) for piece in others[:-1])
            start, pieces = (number, [others[-1]]) if others and others[-1].strip() else (number + 1, [])
    if pieces:
        yield start, "\n".join(pieces)


def _are_tasks(lines: Sequence[str]) -> bool:
    """Whether each of several lines is a sentence, as in no wrapped paragraph, and most begin as tasks do."""
    tasks = sum(1 for line in lines if not _PROSE_START.match(line))
    return 1 < len(lines) < 2 * tasks and all(map(_SENTENCE_LINE.fullmatch, lines))
