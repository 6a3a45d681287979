"""Marks of sections that are no headings: bold lines, labels of items, run-in labels, rows, ALL CAPS."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.habits import Habits
from mkdocs_postmortems.core.parse.inline import Label, is_italic, label, plain
from mkdocs_postmortems.core.parse.labels import canonical
from mkdocs_postmortems.core.parse.stamps import read_stamp

_LONGEST = 60
_ACTION_HEAD = re.compile(
    r"^\W*(?:action(?: ?items?|s)?|follow-?ups?(?: items?)?|todo|tasks?|remediation(?: items?)?)\W*$", re.IGNORECASE
)
_ACTION_SIDE = re.compile(
    r"\b(?:owner|assignee|status|due|priority|type|ticket|bug|tracker|deadline|responsible)\b", re.IGNORECASE
)


class Mark(NamedTuple):
    """What a block says about the section that it opens."""

    name: SectionName
    title: str
    rest: str
    """What stands behind the mark in the same block."""
    ends_only: bool = False
    """A bold line that nobody knows: it counts only where such a line can end a section that another began."""


def find_mark(block: Block, habits: Habits) -> Mark | None:
    """Return the mark if the block opens a section without being a heading."""
    if block.kind is BlockKind.ROW:
        return _row_mark(block, habits)
    if block.kind is BlockKind.ITEM:
        return _item_mark(block, habits)
    return _paragraph_mark(block, habits)


def is_action_table(block: Block) -> bool:
    """Whether it is a row whose table names an action and something that only actions have."""
    heads = [plain(cell) for cell in block.header]
    return any(_ACTION_HEAD.match(head) for head in heads) and any(_ACTION_SIDE.search(head) for head in heads)


def _row_mark(row: Block, habits: Habits) -> Mark | None:
    if row.group not in habits.label_groups or len(row.cells) < 2:
        return None
    title = plain(row.cells[0])
    # `canonical`, not the habit's: a row called "Plan" is a section even beside a heading called "Action items".
    return Mark(canonical(title) or SectionName.OTHER, title, " ".join(c for c in row.cells[1:] if c.strip()))


def _item_mark(item: Block, habits: Habits) -> Mark | None:
    found = label(item.text)
    if found is None and item.children and len(item.text) < _LONGEST:
        found = Label(plain(item.text), "", bold=False)
    if found is None:
        return None
    name = habits.canonical(found.title)
    if item.group in habits.label_groups and (name or found.bold) and not read_stamp(found.title):
        return Mark(name or SectionName.OTHER, found.title, found.rest)
    return Mark(name, found.title, found.rest) if name and found.bold and item.level == 1 else None


def _paragraph_mark(block: Block, habits: Habits) -> Mark | None:
    if block.level or (is_italic(block.text) and ":" not in block.text):
        return None
    found = label(block.text) or _capitals(block.text)
    if found is None:
        return None
    if name := habits.canonical(found.title):
        return Mark(name, found.title, found.rest)
    if found.bold and not found.rest and block.text.strip().startswith(("**", "__")) and not read_stamp(found.title):
        return Mark(SectionName.OTHER, found.title, "", ends_only=True)
    return None


def _capitals(text: str) -> Label | None:
    """A first line in capitals."""
    first, _, rest = text.partition("\n")
    return Label(plain(first), rest, bold=False) if first.isupper() and len(first) < _LONGEST else None
