"""Reads states of action items from a table, for trackers whose API cannot be read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.action_states import is_day
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.parse.actions.status import parse_status

_KEYS = ("key", "url", "issue key", "id", "link")
_STATES = ("state", "status")
_CLOSED = ("closed", "closed_at", "closed at", "completed", "resolved")
_MORE_WORDS = {
    "opened": ActionStatus.OPEN,
    "not planned": ActionStatus.WONT_DO,
    "duplicate": ActionStatus.WONT_DO,
    "declined": ActionStatus.WONT_DO,
    "verified": ActionStatus.DONE,
}
"""Words of trackers, beside those that documents use. No tracker knows that something was shown to work."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """One row of a table of states."""

    line: int
    key: str
    """An address or a key, as written."""
    state: ActionStatus | None
    """`None` if the word is unknown."""
    word: str
    """The state, as written."""
    closed: str | None
    """`YYYY-MM-DD`; `None` if there is none, or another form of date."""


def read_table(text: str) -> Iterator[StateRow]:
    """Yield the rows of a CSV file with a head that names `key` or `url`, `state`, and perhaps `closed`.

    Raises:
        PostmortemsError: a column is missing, or the text is no such table.
    """
    try:
        rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), dialect=_dialect(text))
        heads = {(head or "").strip().lower(): head for head in rows.fieldnames or ()}
        key, state, closed = (next((heads[one] for one in names if one in heads), None) for names in _COLUMNS)
        if key is None or state is None:
            missing = "key or url" if key is None else "state"
            raise PostmortemsError(f"the table has no column {missing}; its first line has to name key, state, closed.")
        for row in rows:
            written, word = (row.get(key) or "").strip(), (row.get(state) or "").strip()
            if written:
                day = (row.get(closed) or "").strip()[:10] if closed else ""
                yield StateRow(rows.line_num, written, _state(word), word, day if is_day(day) else None)
    except csv.Error as error:
        raise PostmortemsError(f"this is no table of comma-separated values: {error}.") from error


_COLUMNS = (_KEYS, _STATES, _CLOSED)


def _dialect(text: str) -> type[csv.Dialect]:
    """Return how cells are separated: by semicolons or tabs where the first line has those and no comma."""
    first = text.partition("\n")[0]
    separator = next((mark for mark in ",;\t" if mark in first), ",")
    return type("Separated", (csv.excel,), {"delimiter": separator})


def _state(word: str) -> ActionStatus | None:
    state = _MORE_WORDS.get(word.lower()) or parse_status(word)
    return ActionStatus.DONE if state is ActionStatus.VERIFIED else state
