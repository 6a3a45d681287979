"""The states of action items in their trackers: a snapshot in a file, which builds read instead of the trackers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Postmortem, TrackedState
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.trackers import Trackers

STATES_FILE = ".action-states.json"
"""The name of the file, in the folder of postmortems. It begins with a dot, so that nothing publishes it."""
_STATES = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.WONT_DO)
_TIME = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ", re.ASCII)
_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d", re.ASCII)

Snapshot = Mapping[str, TrackedState]
"""Address or key of an item -> its state."""


@dataclass(frozen=True, slots=True)
class ActionStates:
    """A snapshot, and the trackers by which action items are found in it."""

    snapshot: Snapshot = field(default_factory=lambda: MappingProxyType({}))
    trackers: Trackers = field(default_factory=Trackers)

    def attached_to(self, document: Postmortem) -> Postmortem:
        """Return a document whose action items have the states of their trackers."""
        if not self.snapshot or not any(map(self._state_of, document.actions)):
            return document
        items = tuple(replace(item, tracked=self._state_of(item)) for item in document.actions)
        return replace(document, actions=items)

    def _state_of(self, item: ActionItem) -> TrackedState | None:
        return self.snapshot.get(self.trackers.key(item.tracker)) if item.tracker else None

    def used_by(self, documents: Iterable[Postmortem]) -> ActionStates:
        """Return the states of the action items of these documents alone."""
        keys = {self.trackers.key(item.tracker) for one in documents for item in one.actions if item.tracker}
        return replace(self, snapshot={key: state for key, state in self.snapshot.items() if key in keys})


def is_day(text: str) -> bool:
    """Whether a text looks like `YYYY-MM-DD`."""
    return _DAY.fullmatch(text) is not None


def write_snapshot(snapshot: Snapshot) -> str:
    """Return the text of the file: a line for each item, sorted; the time once, and with what is older."""
    newest = max((one.as_of for one in snapshot.values()), default="")
    lines = [f"    {_json(key)}: {_json(_entry(one, newest))}" for key, one in sorted(snapshot.items())]
    states = "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"
    return f'{{\n  "fetched_at": {_json(newest)},\n  "states": {states}\n}}\n'


def _entry(tracked: TrackedState, newest: str) -> dict[str, str]:
    older = {"fetched_at": tracked.as_of} if tracked.as_of != newest else {}
    return {"state": tracked.state.value} | ({"closed": tracked.closed} if tracked.closed else {}) | older


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_snapshot(source: Source) -> tuple[Snapshot, tuple[Diagnostic, ...]]:
    """Return what the file holds; nothing if any of it is wrong, with a diagnostic."""
    try:
        value = json.loads(source.text)
        newest, states = value["fetched_at"], value["states"]
        return MappingProxyType({str(key): _read_entry(entry, newest) for key, entry in states.items()}), ()
    except json.JSONDecodeError as error:
        line, wrong = error.lineno, "it is no JSON, maybe since a merge was left unfinished"
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        line, wrong = 1, "it does not hold what the command writes"
    message = f"the states of action items cannot be read: {wrong}."
    mend = "Take an older version of it, or delete it; then run `postmortems actions sync`."
    return MappingProxyType({}), (Diagnostic(source.path, line, "PM009", message, suggestion=mend),)


def _read_entry(entry: Any, newest: Any) -> TrackedState:
    state, as_of, closed = ActionStatus(entry["state"]), entry.get("fetched_at", newest), entry.get("closed")
    if state not in _STATES or not _TIME.fullmatch(as_of) or not (closed is None or is_day(closed)):
        raise ValueError
    return TrackedState(state, as_of, closed)
