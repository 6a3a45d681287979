"""Parses action items from list items, table rows, headings and paragraphs of their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, SectionName
from mkdocs_postmortems.core.parse.actions.attributes import (
    due_day,
    group_due,
    is_attribute,
    with_attributes,
    without_attributes,
)
from mkdocs_postmortems.core.parse.actions.status import (
    FINISHED_STATUSES,
    group_is_done,
    is_done,
    is_struck,
    parse_status,
)
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import (
    PLACEHOLDER_WORDS,
    is_italic,
    links,
    normalize_words,
    parse_phrases,
    plain_text,
    without_emoji,
)
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.timestamps import parse_timestamp

CHECKBOX = re.compile(r"^\s*\[([ xX✓✔*-]?)\]\s+")
EMPTY_ITEMS = PLACEHOLDER_WORDS.union(
    parse_phrases(
        """nothing | no action items | none yet | no actions | to be added | none identified | no action required
        | x | action item | action items | action 1 | action 2 | item 1 | item 2"""
    )
)
"""Texts that are no action item: nothing to do, or left over from a template."""

_TEMPLATE = re.compile(
    r"""\{\{\s*\w+(?:\s\w+)?\s*\}\}
    |   <(?:insert|your|action|describe|todo|add)\b[^<>]*>
    |   \[(?:link\ to|insert|describe|your|action\ item)[^\[\]]*\]""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACES = re.compile(r"\{\{|\}\}")
_NUMBER = re.compile(r"^#?\d{1,3}[.)]\s+")
_TRAILING_HANDLE = re.compile(r"\s[(\[]?@[\w-]{2,38}[)\]]?$")
_MIN_TASK_LENGTH = 12
"""Characters besides placeholders; with fewer, a text is left over from a template."""
_MIN_TEXT_LENGTH = 8


def parse_action(line: int, text: str) -> ActionItem | None:
    """Parse the text of one item; `None` for an empty bullet, a placeholder or "None"."""
    box = CHECKBOX.match(text)
    raw = text[box.end() :] if box else text
    words = " ".join(_TEMPLATE.sub(" ", _task_text(raw)).split())
    if normalize_words(words) in EMPTY_ITEMS or not re.search(r"\w", words) or _is_template(raw):
        return None
    ticked = box[1] not in ("", " ", "-") if box else None
    if ticked is False and is_struck(raw):  # Nobody did it, and nobody is to do it.
        return with_attributes(ActionItem(line, words, done=False, status=ActionStatus.WONT_DO), raw)
    return with_attributes(ActionItem(line, words, done=ticked or is_done(raw, ticked=ticked)), raw)


def _is_template(raw: str) -> bool:
    return bool(_TEMPLATE.search(raw)) and len(plain_text(_TEMPLATE.sub("", raw)).strip(" .:-")) < _MIN_TASK_LENGTH


def _task_text(raw: str) -> str:
    """Return the text of an item without owner, date and tracker, unless hardly anything is left."""
    text, cut = without_attributes(raw)
    words = plain_text(cut)
    if len(words) < _MIN_TEXT_LENGTH:
        words = plain_text(text)
    words = _TRAILING_HANDLE.sub("", _NUMBER.sub("", without_emoji(_BRACES.sub(" ", words)).strip(" -–—:|;,")))
    return words or plain_text(raw)


_ATTRIBUTE_COLUMNS = {
    "owner": re.compile(
        r"\b(?:owner|assignee|who|responsible|assigned|dri|team|lead|dueño|responsable|propietario|verantwortlich|responsável)\b|担当",
        re.IGNORECASE,
    ),
    "due": re.compile(r"\b(?:due|deadline|eta|when|target|date|by|fecha|fällig|échéance|prazo)\b|期限", re.IGNORECASE),
    "status": re.compile(r"\b(?:status|state|done|complete|completed|progress)\b", re.IGNORECASE),
    "priority": re.compile(r"\b(?:priority|prio)\b", re.IGNORECASE),
    "tracker": re.compile(
        r"\b(?:tracker|ticket|tickets|issue|jira|bug|link|tracking|pr|url)\b|チケット",
        re.IGNORECASE,
    ),
    "type": re.compile(r"\b(?:type|kind|category)\b", re.IGNORECASE),
}
"""Column headers by attribute, in order of precedence: "Team lead" is an owner before anything else."""
_TEXT_COLUMN = re.compile(
    r"""\b(?: action | actions | item | task | what | description | follow-?up | todo | title | summary | step
    |   improvement | maßnahme | aufgabe | tâche | tarea | acción | tarefa | ação | アクション )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SURELY_TEXT_COLUMN = re.compile(r"\baction\b|\bitem\b|\btask\b|\bdescription\b", re.IGNORECASE)
"""A column with such a header has the task, even "Action type"; only "Action owner" is an owner."""
_ID_COLUMN = re.compile(r"^\W*(?:id|no|nr|number|#)?\W*$", re.IGNORECASE)
_NO_DATE = EMPTY_ITEMS | {"?", "asap?"}


def parse_action_row(row: Block) -> ActionItem | None:
    """Parse the item in a row; its cells take precedence over its text."""
    columns = _columns([plain_text(cell) for cell in row.header])
    cells = {name: row.cells[i].strip() for name, i in columns.items() if i < len(row.cells)}
    item = parse_action(row.line, cells.get("text", ""))
    if item is None:
        return None
    status, tracker = parse_status(cells.get("status", "")), cells.get("tracker", "")
    if is_struck(cells["text"]) and status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
        status = ActionStatus.WONT_DO
    if status is None and not links(tracker) and (status := parse_status(tracker)):
        tracker = ""
    return replace(
        item,
        done=item.done if status is None else status in FINISHED_STATUSES,
        status=status or item.status,
        owner=_cell_owner(cells.get("owner", "")) or item.owner,
        due=parse_due_date(cells.get("due", "")) or item.due,
        priority=plain_text(cells.get("priority", "")) or item.priority,
        type=plain_text(cells.get("type", "")) or item.type,
        tracker=_cell_tracker(tracker) or item.tracker,
        id=plain_text(cells.get("id", "")) or None,
    )


def parse_due_date(text: str) -> str | None:
    """Return a due date: ISO if it can be parsed, else the words as written; `None` without any."""
    words = plain_text(text).strip(" .:-–—")
    if not words or words.casefold() in _NO_DATE or normalize_words(words) in EMPTY_ITEMS:
        return None
    timestamp = parse_timestamp(words)
    return (timestamp and due_day(timestamp, words)) or words


def _cell_owner(cell: str) -> str | None:
    words = plain_text(cell).strip(" @.-–—?")
    return words if normalize_words(words) not in EMPTY_ITEMS else None


def _cell_tracker(cell: str) -> str | None:
    if found := links(cell):
        return found[0][0]
    words = plain_text(cell).strip(" -–—?")
    return words if normalize_words(words) not in EMPTY_ITEMS else None


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each field by its header; the text has a column of such a name, else the first free one."""
    columns: dict[str, int] = {}
    for name, pattern in _ATTRIBUTE_COLUMNS.items():
        for i, title in enumerate(header):
            if (
                i not in columns.values()
                and pattern.search(title)
                and (name == "owner" or not _SURELY_TEXT_COLUMN.search(title))
            ):
                columns[name] = i
                break
    free = [i for i in range(len(header)) if i not in columns.values()]
    named = (i for i in free if _TEXT_COLUMN.search(header[i]))
    unnamed = (i for i in free if not _ID_COLUMN.match(header[i]))
    columns["text"] = next(named, next(unnamed, 0))
    if columns["text"] != 0 and _ID_COLUMN.match(header[0]):
        columns["id"] = 0
    return columns


_ENTRY_KINDS = (BlockKind.ITEM, BlockKind.ROW)


def parse_actions(sections: Sequence[SectionBlocks]) -> tuple[ActionItem, ...]:
    """Return the action items of all action item sections, in document order."""
    return tuple(
        item for section in sections if section.name is SectionName.ACTION_ITEMS for item in _section_items(section)
    )


def _section_items(section: SectionBlocks) -> Iterator[ActionItem]:
    blocks = [b for b in section.blocks if not b.is_quoted and b.kind not in (BlockKind.CODE, BlockKind.HTML)]
    if all(block.kind is BlockKind.PARAGRAPH for block in blocks):
        for block in blocks:
            yield from _prose_items(block)
        return
    done: bool | None = None
    due: str | None = None
    heading: ActionItem | None = None
    for index, block in enumerate(blocks):
        done = group_is_done(block, before=done)
        due = group_due(block, before=due)
        if block.kind is BlockKind.HEADING:
            item = heading = _heading_item(block, _blocks_below(blocks, index))
        else:
            item = None if heading and is_attribute(block.text) else _entry_item(block)
        if item:
            yield replace(item, done=done if item.done is None else item.done, due=item.due or due)


def _entry_item(block: Block) -> ActionItem | None:
    """Return the item of a row or list entry; paragraphs beside such entries only introduce or explain them."""
    if block.kind is BlockKind.ROW:
        return parse_action_row(block)
    item = parse_action(block.line, block.text) if block.kind is BlockKind.ITEM else None
    stands_alone = item is not None and (CHECKBOX.match(block.text) or item.tracker or item.done)
    if item is None or (block.child_count and not stands_alone):
        return None
    return item


def _heading_item(heading: Block, blocks: Sequence[Block]) -> ActionItem | None:
    """Return the item of a heading that prose follows; a heading before a list or table is a group, `None`."""
    if all(normalize_words(plain_text(block.text)) in EMPTY_ITEMS for block in blocks):
        return None
    if any(block.kind in _ENTRY_KINDS and not is_attribute(block.text) for block in blocks):
        return None
    item = parse_action(heading.line, heading.text)
    for block in blocks if item else ():
        item = item and with_attributes(item, block.text)
    return item


def _blocks_below(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """Return the blocks between a heading and the next one."""
    end = next((i for i in range(heading + 1, len(blocks)) if blocks[i].kind is BlockKind.HEADING), len(blocks))
    return blocks[heading + 1 : end]


def _prose_items(block: Block) -> Iterator[ActionItem]:
    for line, text in _hard_lines(block):
        introduces = text.rstrip().endswith((":", "："))
        if not block.level and not introduces and not is_italic(text) and (item := parse_action(line, text.strip())):
            yield item


def _hard_lines(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the lines of a paragraph between hard line breaks: two spaces or a backslash."""
    start, pieces = block.line, []
    for number, line in enumerate(block.text.split("\n"), block.line):
        pieces.append(line)
        if line.endswith(("  ", "\\")):
            yield start, "\n".join(pieces).rstrip("\\ ")
            start, pieces = number + 1, []
    if pieces:
        yield start, "\n".join(pieces)
