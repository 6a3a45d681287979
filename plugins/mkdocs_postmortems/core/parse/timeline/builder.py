"""Builds the events of a timeline: resolves their times, and reads the kind that a label states (`**Detection:**`).

The kind of an event is never inferred from its text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.model import EventKind, Moment, TimelineEvent
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.timestamps import Timestamp

_WORDS_BY_KIND = {
    EventKind.CHANGE: "change deploy deployment release trigger",
    EventKind.IMPACT: "impact outage start started begin",
    EventKind.DETECTION: "detection detected detect alert alerted discovery",
    EventKind.DIAGNOSIS: "diagnosis diagnosed investigation investigating identified hypothesis",
    EventKind.DECISION: "decision decided",
    EventKind.ACTION: "action mitigation mitigated repair fix response",
    EventKind.COMMUNICATION: "communication comms announcement update escalation",
    EventKind.RECOVERY: "recovery recovered resolution resolved restored end",
}
_KIND_BY_WORD = {word: kind for kind, words in _WORDS_BY_KIND.items() for word in words.split()}
_KIND_LABEL = re.compile(r"^\s*+(?:\*\*|__|\[|\()\s*+([A-Za-z]{3,15})\s*+:?\s*+(?:\*\*|__|\]|\))\s*+[:–—-]?")

_HALF_DAY = 12 * 60
_CLOSING_MARK = re.compile(r"[^*_\n]{0,300}[^\s*_](\*\*|__)(?!\w)")
"""The end of bold text that no mark has opened."""


def event_kind_of(text: str) -> EventKind | None:
    """Return the kind in the label before an event, or `None`."""
    match = _KIND_LABEL.match(text)
    return _KIND_BY_WORD.get(match[1].casefold()) if match else None


def event_kind_in_cell(cell: str) -> EventKind | None:
    """Return the kind that a table cell names, or `None`."""
    return _KIND_BY_WORD.get(plain_text(cell).casefold())


class TimelineBuilder:
    """Collects events. Text after an event is added to it while `is_open` is true."""

    def __init__(self, resolver: TimestampResolver, zone: str | None) -> None:
        self.is_open = False
        self.is_listing = False
        """Whether the items that follow are the text of the last event, whose heading has only a time."""
        self.span: Timestamp | None = None
        """The span of the heading above, in which entries without AM or PM are: "1:42" below "1:30-2:00 PM"."""
        self.has_day_line = False
        """Whether a line stated the day of what follows it."""
        self._resolver = resolver
        self._zone = zone
        self._events: list[TimelineEvent] = []
        self._pending_lines: list[str] = []
        """Lines after the last event that belong to it."""

    @property
    def is_waiting_for_text(self) -> bool:
        """Whether the last event has only a time so far."""
        return bool(self._events) and not self._events[-1].text and not self._pending_lines

    @property
    def knows_day(self) -> bool:
        """Whether the day of the next event is known."""
        return self._resolver.current_day is not None

    def events(self) -> list[TimelineEvent]:
        """Return the events that have a text or a time."""
        self._finish()
        return [event for event in self._events if event.text or event.at]

    def add_event(
        self, line: int, timestamp: Timestamp, text: str, *, kind: EventKind | None = None, source: str | None = None
    ) -> None:
        """Add an event, and finish the one before."""
        self._finish()
        timestamp = _in_half_of_day(timestamp, self.span)
        text = _with_opening_mark(text)
        zone = timestamp.zone or self._zone
        at = self._resolver.resolve(timestamp)
        until = self._resolver.resolve_end(timestamp.range_end) if timestamp.range_end else None
        kind = kind or event_kind_of(text)
        if at is None and timestamp.elapsed is not None:  # What is not placed must not be lost.
            text = f"{text} (T{timestamp.elapsed:+} min)".strip()
        self._events.append(TimelineEvent(line, _with_zone(zone, at), text, _with_zone(zone, until), kind, source))

    def append_text(self, text: str) -> None:
        """Add a line to the last event."""
        if text := text.strip():
            self._pending_lines.append(text)

    def add_event_of_day(self, line: int, text: str) -> None:
        """Add an event of which only the day is known, that of the line above."""
        self._finish()
        day = self._resolver.current_day
        self._events.append(TimelineEvent(line, Moment(day) if day else None, text, kind=event_kind_of(text)))

    def add_untimed(self, line: int, text: str, *, source: str | None = None) -> None:
        """Add an event whose moment nobody can tell: "Some days later"."""
        self._finish()
        self._events.append(TimelineEvent(line, None, text, kind=event_kind_of(text), source=source))

    def set_day(self, timestamp: Timestamp) -> None:
        """Continue on the day of a line that is not an event."""
        self._finish()
        self._resolver.state_day(timestamp)
        self.has_day_line = True

    def _finish(self) -> None:
        if self._pending_lines:
            last = self._events[-1]
            text = "\n".join(filter(None, [last.text, *self._pending_lines])).strip()
            self._events[-1] = replace(last, text=text, kind=last.kind or event_kind_of(text))
            self._pending_lines = []


def _in_half_of_day(timestamp: Timestamp, span: Timestamp | None) -> Timestamp:
    """Return a time twelve hours later if only that is within the span of the heading above it."""
    end = span.range_end.minutes if span and span.range_end else None
    if span is None or span.minutes is None or end is None or timestamp.minutes is None:
        return timestamp
    is_within = timestamp.minutes < span.minutes <= timestamp.minutes + _HALF_DAY <= end
    return replace(timestamp, minutes=timestamp.minutes + _HALF_DAY) if is_within else timestamp


def _with_opening_mark(text: str) -> str:
    """Return a text in bold with the mark that stands before its time: `**14:32 - Alert fired**`."""
    mark = _CLOSING_MARK.match(text)
    return f"{mark[1]}{text}" if mark else text


def _with_zone(zone: str | None, moment: Moment | None) -> Moment | None:
    return replace(moment, zone=zone) if moment else None
