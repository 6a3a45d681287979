"""Reads what a group line (a heading, a bold line, an item with others below it) says of all items in its group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import ActionItem, SectionName
from mkdocs_postmortems.core.parse.actions.attributes import find_tracker, group_due, stated_owner
from mkdocs_postmortems.core.parse.actions.status import group_state
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import links, plain_text, without_emoji
from mkdocs_postmortems.core.parse.sections import SectionBlocks

_BOLD_LINE = re.compile(r"\s*+(\*\*|__)(?=\S).{1,300}?\1\s*+[:：]?\s*+", re.DOTALL)
_MAX_LINE_LENGTH = 120
_BY_OWNER = re.compile(
    r"\b(?:by|per|pro|par|por|nach)\s+(?:action\s+)?(?:owner|assignee|team|person|responsible|role|responsable|equipo)s?\b",
    re.IGNORECASE,
)
_TEAM = re.compile(r"(?:the\s+)?(?:team\s+[\w&/-]{2,30}|(?:[\w&/-]{2,30}\s+){1,3}team)", re.IGNORECASE)
_NAME_END = re.compile(r"(?<!\s)\s++[-–—]\s+|[:：(（,]")
_IN_BRACKETS = re.compile(r"[(\[（]\s*+@?\s*+([^()\[\]（）]{1,30}?)(?<!\s)\s*+[)\]）]")
_LIST_SEPARATOR = re.compile(r"[,;、\n]")
_MAX_NAME_WORDS = 4


def people(sections: Sequence[SectionBlocks]) -> frozenset[str]:
    """Return the names, roles and initials that the list of participants has, case-folded."""
    return frozenset(
        name.casefold()
        for section in sections
        if section.name is SectionName.ATTENDEES
        for block in section.blocks
        for text in _entries(block)
        for name in _names(plain_text(text))
    )


def _entries(block: Block) -> Sequence[str]:
    """Return the texts of a list of participants that name one each."""
    if block.kind is BlockKind.PARAGRAPH:
        return _LIST_SEPARATOR.split(block.text)
    return (block.cells or (block.text,)) if block.kind in (BlockKind.ITEM, BlockKind.ROW) else ()


def _names(text: str) -> Iterator[str]:
    yield from (found[1] for found in _IN_BRACKETS.finditer(text))
    for part in _NAME_END.split(text):
        if 0 < len(part.split()) <= _MAX_NAME_WORDS and len(part) > 1:
            yield part.strip(" @.*")


@dataclass(frozen=True, slots=True)
class Group:
    """What a group line says; `None` where it says nothing."""

    done: bool | None = None
    owner: str | None = None
    due: str | None = None
    tracker: str | None = None

    def over(self, outer: Group) -> Group:
        """Return this group within another one, whose attributes it inherits."""
        return Group(
            outer.done if self.done is None else self.done,
            self.owner or outer.owner,
            self.due or outer.due,
            self.tracker or outer.tracker,
        )

    def inherited_by(self, item: ActionItem) -> ActionItem:
        """Return an item with the attributes of its group that it does not state itself."""
        return replace(
            item,
            done=self.done if item.done is None else item.done,
            owner=item.owner or self.owner,
            due=item.due or self.due,
            tracker=item.tracker or self.tracker,
        )


class GroupReader:
    """Keeps the group of the current heading, bold line and parent item of one section."""

    def __init__(self, title: str, names: Collection[str]) -> None:
        self._names = names
        self._is_by_owner = bool(_BY_OWNER.search(title))
        self._section = Group(done=group_state(title))
        self._heading = self._line = Group()
        self._parents: list[tuple[int, Group]] = []

    def read(self, block: Block) -> None:
        """Update the current group from a heading, a group line or an item, before the item itself is parsed."""
        if block.kind is BlockKind.HEADING:
            self._heading, self._line, self._parents = self._group(block), Group(), []
        elif block.kind is BlockKind.PARAGRAPH and is_group_line(block):
            self._line, self._parents = self._group(block), []
        elif block.kind is BlockKind.ITEM:
            self._parents = [(level, group) for level, group in self._parents if level < block.level]

    def open_item(self, block: Block) -> None:
        """Start a group for the items that are nested in this item."""
        self._parents.append((block.level, self._group(block)))

    @property
    def current(self) -> Group:
        """The group of the next item."""
        group = self._line.over(self._heading.over(self._section))
        for _, parent in self._parents:
            group = parent.over(group)
        return group

    def _group(self, block: Block) -> Group:
        text = block.text
        words = without_emoji(plain_text(text)).strip(" :：*_")
        tracker = find_tracker(text) if links(text) else None
        return Group(group_state(words), self._owner(text, words), group_due(words), tracker)

    def _owner(self, text: str, words: str) -> str | None:
        name = _NAME_END.split(words, maxsplit=1)[0].strip(" @")
        if self._is_by_owner or name.casefold() in self._names or _TEAM.fullmatch(name):
            return name or None
        return stated_owner(text)


def is_group_line(block: Block) -> bool:
    """Whether a paragraph is one bold line, or a short one that ends in a colon."""
    if block.level or block.kind is not BlockKind.PARAGRAPH:
        return False
    is_lead = block.text.rstrip(" *_").endswith((":", "：")) and len(block.text) <= _MAX_LINE_LENGTH
    return is_lead or bool(_BOLD_LINE.fullmatch(block.text))
