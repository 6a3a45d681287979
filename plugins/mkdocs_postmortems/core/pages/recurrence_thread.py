"""The thread of an incident that came again: all that recurrences connect, and what was promised in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import ActionItem, Postmortem, RelationKind
from mkdocs_postmortems.core.moments import days_since, format_lateness, format_later
from mkdocs_postmortems.core.pages.incident_row import IncidentRow
from mkdocs_postmortems.core.pages.site_model import SiteModel

MAX_PROMISES = 3
"""Promises that are named for one incident."""


@dataclass(frozen=True, slots=True)
class ThreadPromise:
    """An action item that is still open, although the incident came again."""

    text: str
    late: str
    """How late it is, such as `3 years late`; empty if it is not overdue."""
    times: int
    """How many incidents of the thread name its tracker; 0 if it has none."""


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """An incident of the thread."""

    row: IncidentRow
    is_current: bool
    """Whether it is the one whose page this is."""
    since: str
    """Time since the one before it, such as `10 months later`; empty if unknown."""
    promises: tuple[ThreadPromise, ...]
    """Open action items of an incident after which another came, overdue first, at most `MAX_PROMISES`."""
    more: int
    """How many others of them there are."""


@dataclass(frozen=True, slots=True)
class RecurrenceThread:
    """Template data of the thread, oldest incident first."""

    entries: tuple[ThreadEntry, ...]

    @property
    def later(self) -> int:
        """How many incidents came after the current one."""
        return len(self.entries) - 1 - next(n for n, entry in enumerate(self.entries) if entry.is_current)


def build_recurrence_thread(site_model: SiteModel, document: Postmortem) -> RecurrenceThread | None:
    """Return the thread of a document; `None` if no other incident of the view is connected with it."""
    found = sorted(_connected(site_model, document), key=lambda one: (one.date or "9999", one.path))
    if len(found) < 2:
        return None
    trackers = Counter(tracker for one in found for tracker in {item.tracker for item in one.actions if item.tracker})
    entries = []
    for before, one, after in zip((None, *found), found, (*found[1:], None), strict=False):
        kept = sorted(_open_items(one), key=lambda item: not item.is_overdue(site_model.today)) if after else []
        entries.append(
            ThreadEntry(
                row=site_model.rows[one.path],
                is_current=one is document,
                since=_since(before, one) if before else "",
                promises=tuple(_promise(item, site_model.today, trackers) for item in kept[:MAX_PROMISES]),
                more=len(kept[MAX_PROMISES:]),
            )
        )
    return RecurrenceThread(tuple(entries))


def _connected(site_model: SiteModel, document: Postmortem) -> Iterator[Postmortem]:
    """Yield the document and all that recurrences connect with it, over any number of steps; none that is replaced."""
    waiting, seen = [document], {document.path}
    while waiting:
        yield (one := waiting.pop())
        for end in site_model.links.relation_ends.get(one.path, ()):
            other = end.document
            if end.kind is RelationKind.RECURRENCE_OF and other.path not in seen and not other.is_retired:
                seen.add(other.path)
                waiting.append(other)


def _open_items(document: Postmortem) -> Iterator[ActionItem]:
    return (item for item in document.actions if item.is_open)


def _promise(item: ActionItem, today: str, trackers: Counter[str]) -> ThreadPromise:
    late = format_lateness(item.due, today) if item.due and item.is_overdue(today) else None
    return ThreadPromise(item.text, late or "", trackers[item.tracker] if item.tracker else 0)


def _since(before: Postmortem, document: Postmortem) -> Message | str:
    """Return the time between two incidents in its largest unit; empty if a day is unknown."""
    if not before.date or not document.date or len(document.date) < len("2024-03-07"):
        return ""
    days = days_since(before.date, document.date)
    return "" if days is None else format_later(days)
