"""What an author writes in front of an event to say of what kind it is, such as `**Detection:**`.

The kind is never concluded from the words of the event itself.
"""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import EventKind
from mkdocs_postmortems.core.parse.inline import plain

_TABLE = {
    EventKind.CHANGE: "change deploy deployment release trigger",
    EventKind.IMPACT: "impact outage start started begin",
    EventKind.DETECTION: "detection detected detect alert alerted discovery",
    EventKind.DIAGNOSIS: "diagnosis diagnosed investigation investigating identified hypothesis",
    EventKind.DECISION: "decision decided",
    EventKind.ACTION: "action mitigation mitigated repair fix response",
    EventKind.COMMUNICATION: "communication comms announcement update escalation",
    EventKind.RECOVERY: "recovery recovered resolution resolved restored end",
}
_KINDS = {word: kind for kind, words in _TABLE.items() for word in words.split()}
_MARK = re.compile(r"^\s*(?:\*\*|__|\[|\()\s*([A-Za-z]{3,15})\s*:?\s*(?:\*\*|__|\]|\))\s*[:–—-]?")


def marked_kind(text: str) -> EventKind | None:
    """The kind that is written in front of an event."""
    match = _MARK.match(text)
    return _KINDS.get(match[1].casefold()) if match else None


def kind_in_cell(cell: str) -> EventKind | None:
    """The kind that a cell of a table names."""
    return _KINDS.get(plain(cell).casefold())
