"""The events of one section while they are written down."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_postmortems.core.model import EventKind, Moment, TimelineEvent
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.stamps import Stamp
from mkdocs_postmortems.core.parse.timeline.marks import marked_kind


class Draft:
    """The events so far. What follows an event is added to it as long as it is open."""

    def __init__(self, calendar: Calendar, zone: str | None) -> None:
        self.is_open = False
        self._calendar = calendar
        self._zone = zone
        self._events: list[TimelineEvent] = []
        self._more: list[str] = []
        """Lines below the last event that belong to it."""

    @property
    def lacks_text(self) -> bool:
        """Whether the last event is a bare time so far."""
        return bool(self._events) and not self._events[-1].text and not self._more

    @property
    def has_events(self) -> bool:
        """Whether there is an event."""
        return bool(self._events)

    def events(self) -> list[TimelineEvent]:
        """Return the events that say anything."""
        self._finish()
        return [event for event in self._events if event.text or event.at]

    def add(
        self, line: int, stamp: Stamp, text: str, *, kind: EventKind | None = None, source: str | None = None
    ) -> None:
        """Add an event, and close the one before."""
        self._finish()
        zone = stamp.zone or self._zone
        at = self._calendar.moment(stamp)
        until = self._calendar.until(stamp.until) if stamp.until else None
        kind = kind or marked_kind(text)
        self._events.append(TimelineEvent(line, _in(zone, at), text, _in(zone, until), kind, source))
        self.is_open = False

    def append(self, text: str) -> None:
        """Add a line to the last event."""
        if text := text.strip():
            self._more.append(text)

    def turn_to(self, stamp: Stamp) -> None:
        """Go to the day of a line that is no event itself."""
        self._calendar.moment(stamp)

    def _finish(self) -> None:
        if self._more:
            last = self._events[-1]
            text = "\n".join(filter(None, [last.text, *self._more])).strip()
            self._events[-1] = replace(last, text=text, kind=last.kind or marked_kind(text))
            self._more = []


def _in(zone: str | None, moment: Moment | None) -> Moment | None:
    return replace(moment, zone=zone) if moment else None
