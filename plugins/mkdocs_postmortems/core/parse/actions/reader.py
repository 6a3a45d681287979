"""The action items of a section, whichever blocks its author wrote them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem, SectionName
from mkdocs_postmortems.core.parse.actions.attributes import group_due, is_attribute, with_attributes
from mkdocs_postmortems.core.parse.actions.item import CHECKBOX, NOTHING, read_item
from mkdocs_postmortems.core.parse.actions.state import group_state
from mkdocs_postmortems.core.parse.actions.table import read_row
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.words import bare

_ENTRIES = (BlockKind.ITEM, BlockKind.ROW)


def read_actions(parts: Sequence[Part]) -> tuple[ActionItem, ...]:
    """Return the action items of all sections of that name, in document order."""
    return tuple(item for part in parts if part.name is SectionName.ACTION_ITEMS for item in _part_items(part))


def _part_items(part: Part) -> Iterator[ActionItem]:
    blocks = [b for b in part.blocks if not b.quoted and b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    if all(block.kind is BlockKind.PARAGRAPH for block in blocks):
        for block in blocks:
            yield from _prose_items(block)
        return
    done: bool | None = None
    due: str | None = None
    heading: ActionItem | None = None
    for index, block in enumerate(blocks):
        done = group_state(block, before=done)
        due = group_due(block, before=due)
        if block.kind is BlockKind.HEADING:
            item = heading = _heading_item(block, _below(blocks, index))
        else:
            item = None if heading and is_attribute(block.text) else _entry_item(block)
        if item:
            yield replace(item, done=done if item.done is None else item.done, due=item.due or due)


def _entry_item(block: Block) -> ActionItem | None:
    """The item of a row or list entry; beside such entries, paragraphs only introduce or explain them."""
    if block.kind is BlockKind.ROW:
        return read_row(block)
    item = read_item(block.line, block.text) if block.kind is BlockKind.ITEM else None
    stands_alone = item is not None and (CHECKBOX.match(block.text) or item.tracker or item.done)
    if item is None or (block.children and not stands_alone):
        return None
    return item


def _heading_item(heading: Block, below: Sequence[Block]) -> ActionItem | None:
    """A heading is an item if what follows is prose about it, and a group if a list or table follows."""
    if all(bare(plain(block.text)) in NOTHING for block in below):
        return None
    if any(block.kind in _ENTRIES and not is_attribute(block.text) for block in below):
        return None
    item = read_item(heading.line, heading.text)
    for block in below if item else ():
        item = item and with_attributes(item, block.text)
    return item


def _below(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """The blocks from a heading to the next."""
    end = next((i for i in range(heading + 1, len(blocks)) if blocks[i].kind is BlockKind.HEADING), len(blocks))
    return blocks[heading + 1 : end]


def _prose_items(block: Block) -> Iterator[ActionItem]:
    for line, text in _hard_lines(block):
        introduces = text.rstrip().endswith((":", "："))
        if not block.level and not introduces and not is_italic(text) and (item := read_item(line, text.strip())):
            yield item


def _hard_lines(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a paragraph that its author broke on purpose, with two spaces or a backslash."""
    start, pieces = block.line, []
    for number, line in enumerate(block.text.split("\n"), block.line):
        pieces.append(line)
        if line.endswith(("  ", "\\")):
            yield start, "\n".join(pieces).rstrip("\\ ")
            start, pieces = number + 1, []
    if pieces:
        yield start, "\n".join(pieces)
