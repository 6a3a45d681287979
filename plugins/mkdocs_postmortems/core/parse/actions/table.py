"""A row of a table of action items. The head of a column tells what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem
from mkdocs_postmortems.core.parse.actions.item import NOTHING, read_item
from mkdocs_postmortems.core.parse.actions.state import FINISHED, to_status
from mkdocs_postmortems.core.parse.block import Block
from mkdocs_postmortems.core.parse.inline import links, plain
from mkdocs_postmortems.core.parse.stamps import read_stamp
from mkdocs_postmortems.core.parse.words import bare

_ATTRIBUTES = {
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
"""In the order in which they choose their columns: "Team lead" is an owner before it is anything else."""
_TEXT = re.compile(
    r"""\b(?: action | actions | item | task | what | description | follow-?up | todo | title | summary | step
    |   improvement | maßnahme | aufgabe | tâche | tarea | acción | tarefa | ação | アクション )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLEARLY_TEXT = re.compile(r"\baction\b|\bitem\b|\btask\b|\bdescription\b", re.IGNORECASE)
"""Such a column holds what is to be done, also if it is called "Action type"; an "Action owner" is an owner."""
_ID = re.compile(r"^\W*(?:id|no|nr|number|#)?\W*$", re.IGNORECASE)
_NO_DATE = NOTHING | {"?", "asap?"}


def read_row(row: Block) -> ActionItem | None:
    """Read the item in a row; what its cells say comes before what its text says."""
    columns = _columns([plain(cell) for cell in row.header])
    cells = {name: row.cells[i].strip() for name, i in columns.items() if i < len(row.cells)}
    item = read_item(row.line, cells.get("text", ""))
    if item is None:
        return None
    status, tracker = to_status(cells.get("status", "")), cells.get("tracker", "")
    if status is None and not links(tracker) and (status := to_status(tracker)):
        tracker = ""
    return replace(
        item,
        done=item.done if status is None else status in FINISHED,
        status=status,
        owner=_owner(cells.get("owner", "")) or item.owner,
        due=to_due(cells.get("due", "")) or item.due,
        priority=plain(cells.get("priority", "")) or item.priority,
        type=plain(cells.get("type", "")) or item.type,
        tracker=_tracker(tracker) or item.tracker,
        id=plain(cells.get("id", "")) or None,
    )


def to_due(text: str) -> str | None:
    """Read a due date: ISO if it is one, else the words as written; `None` if there are none."""
    words = plain(text).strip(" .:-–—")
    if not words or words.casefold() in _NO_DATE or bare(words) in NOTHING:
        return None
    stamp = read_stamp(words)
    return stamp.iso_day or words if stamp else words


def _owner(cell: str) -> str | None:
    words = plain(cell).strip(" @.-–—?")
    return words if bare(words) not in NOTHING else None


def _tracker(cell: str) -> str | None:
    if found := links(cell):
        return found[0][0]
    words = plain(cell).strip(" -–—?")
    return words if bare(words) not in NOTHING else None


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Column of each field by its head; the text is the column of that name, else the first that has no other role."""
    columns: dict[str, int] = {}
    for name, pattern in _ATTRIBUTES.items():
        for i, title in enumerate(header):
            if (
                i not in columns.values()
                and pattern.search(title)
                and (name == "owner" or not _CLEARLY_TEXT.search(title))
            ):
                columns[name] = i
                break
    free = [i for i in range(len(header)) if i not in columns.values()]
    called = (i for i in free if _TEXT.search(header[i]))
    nameless = (i for i in free if not _ID.match(header[i]))
    columns["text"] = next(called, next(nameless, 0))
    if columns["text"] != 0 and _ID.match(header[0]):
        columns["id"] = 0
    return columns
