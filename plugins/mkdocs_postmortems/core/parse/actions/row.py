"""Parses action items in table rows: finds the columns for text, owner, due date, state and tracker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem, ActionStatus
from mkdocs_postmortems.core.parse.actions.attributes import due_day, find_tracker
from mkdocs_postmortems.core.parse.actions.item import EMPTY_ITEMS, parse_action
from mkdocs_postmortems.core.parse.actions.status import FINISHED_STATUSES, is_struck, parse_status, split_marked_state
from mkdocs_postmortems.core.parse.blocks import Block
from mkdocs_postmortems.core.parse.inline import links, normalize_words, plain_text, without_links
from mkdocs_postmortems.core.timestamps import parse_timestamp

_ATTRIBUTE_COLUMNS = {
    "owner": re.compile(
        r"\b(?:owner|assignee|who|responsible|assigned|dri|team|lead|dueño|responsable|propietario|verantwortlich\w*|zuständig|wer|responsável|quem|quién|qui|responsabile|chi|eigenaar|wie|odpowiedzialny|kto|eier|ejer|ägare|ansvarlig|ansvarig)\b|担当|负责人|담당",
        re.IGNORECASE,
    ),
    "due": re.compile(
        r"\b(?:due|deadline|eta|when|target|date|by|fecha|plazo|fällig\w*|bis|termin|frist|échéance|prazo|data|scadenza|deadline|wanneer|kiedy)\b|期限|期日|截止|기한",
        re.IGNORECASE,
    ),
    "status": re.compile(
        r"\b(?:status|state|done|complete|completed|implemented|progress|implementad[oa]s?|realizad[oa]s?|umgesetzt|stand|estado|état|statut|stato|stan)\b|状態|状况|状态|ステータス|상태",
        re.IGNORECASE,
    ),
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
    |   improvement | maßnahme | aufgabe | tâche | tarea | acción | tarefa | ação | azione | actie | taak
    | działanie | zadanie | aksjon | tiltak | oppgave | tiltag | opgave | åtgärd | uppgift
    |   was | qué | quoi | o\ que )\b | アクション | 対策 | 内容 | 措施 | 行动 | 조치 | 작업""",
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
    state = cells.get("status", "")
    status, tracker = parse_status(state), cells.get("tracker", "")
    if "tracker" not in cells:
        tracker = find_tracker(state) or ""  # Work that goes on elsewhere has a link in the place of its state.
    due = cells.get("due", "")
    if status is None and (status := parse_status(due)):
        due = ""  # "Done" in the place of a date.
    if is_struck(cells["text"]) and status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
        status = ActionStatus.WONT_DO
    if status is None and (status := parse_status(without_links(tracker))):
        tracker = tracker if links(tracker) else find_tracker(tracker) or ""  # The state stands beside it, or instead.
    elif status is None:
        status, tracker = split_marked_state(tracker)
    if status is None and "status" not in cells:  # A state may stand in a column for anything else.
        others = (cell for i, cell in enumerate(row.cells) if i not in columns.values() and len(cell.strip()) > 1)
        status = next((found for cell in others if (found := parse_status(cell))), None)
    return replace(
        item,
        done=item.done if status is None else status in FINISHED_STATUSES,
        status=status or item.status,
        owner=_cell_owner(cells.get("owner", "")) or item.owner,
        due=parse_due_date(due) or item.due,
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
