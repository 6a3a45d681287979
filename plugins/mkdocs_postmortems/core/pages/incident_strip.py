"""The course of an incident as a strip to scale: phases, milestones, and a mark for each event, in lanes by kind.

Places are percentages of the strip's width, so that names keep their size on screens of any width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, minutes_between
from mkdocs_postmortems.core.pages.charts import duration_segments

MIN_MARKS = 3
"""With fewer events there is nothing to see that the list does not say."""
MAX_TICKS = 5
_TICK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 14_400, 43_200)
"""Minutes between two ticks, of which the smallest is taken that needs at most `MAX_TICKS`."""
_MARGIN = 0.75
"""How far before and behind its core a strip may reach, as a share of the core's length."""
_CORE = 0.8
"""Share of the events, in the middle, that are the core where the milestones are unknown."""
_INSET = 1.5
"""Room at both ends, in percent, in which marks are drawn whole."""
_NAME_ROOM = 24
"""Room that the name of a milestone may need, in percent of the narrowest strip."""


@dataclass(frozen=True, slots=True)
class StripMark:
    """A timeline event on the strip; places are in percent of its width."""

    number: int
    """Its number in the timeline, from 1."""
    x: float
    end: float
    """Where it ends; `x` for one that has no duration."""


@dataclass(frozen=True, slots=True)
class StripLane:
    """A row of the strip with the events of one kind."""

    name: str
    """Empty for events whose kind is unknown."""
    marks: tuple[StripMark, ...]


@dataclass(frozen=True, slots=True)
class StripPhase:
    """The time between two milestones that follow each other."""

    name: str
    """For example `until detected`."""
    key: str
    """The milestone at its end, as a suffix of CSS classes."""
    took: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class StripPin:
    """A milestone."""

    name: str
    x: float
    row: int
    """Row of its name, from 0 at the top, where it does not touch another."""
    is_left: bool
    """Whether its name stands to the left, since there is no room to the right."""


@dataclass(frozen=True, slots=True)
class StripTick:
    """A label of the axis."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class IncidentStrip:
    """Template data of the strip."""

    lanes: tuple[StripLane, ...]
    phases: tuple[StripPhase, ...]
    pins: tuple[StripPin, ...]
    ticks: tuple[StripTick, ...]
    length: str
    """Time from the first to the last event that is drawn, in words."""
    drawn: int
    """Number of events that are drawn."""
    left_out: int
    """Number of events with a time that are not drawn, since they are long before or after all others."""

    @property
    def pin_rows(self) -> int:
        """The number of rows that the names of milestones need so that none covers another."""
        return max((pin.row + 1 for pin in self.pins), default=0)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Minutes since `origin` that are drawn."""

    origin: Moment
    first: int
    last: int

    def place(self, minutes: int) -> float:
        """Return where a time is drawn, in percent."""
        share = (minutes - self.first) / (self.last - self.first)
        return round(_INSET + (100 - 2 * _INSET) * share, 2)

    def minutes(self, at: Moment | None) -> int | None:
        """Return the minutes of a time; `None` if it is unknown or not drawn."""
        minutes = minutes_between(self.origin, at)
        return minutes if minutes is not None and self.first <= minutes <= self.last else None


def build_incident_strip(
    document: Postmortem, kinds: Sequence[EventKind | None], kind_names: Mapping[EventKind, str]
) -> IncidentStrip | None:
    """Return the strip of a document; `None` if too few of its events have a time, or all have the same one.

    Args:
        document: the postmortem.
        kinds: the kind of each event; `None` if it is unknown.
        kind_names: kind of event -> its label, in the order of the lanes.
    """
    axis = _axis(document)
    if axis is None:
        return None
    lanes = tuple(_lanes(axis, document.timeline, kinds, kind_names))
    drawn = sum(len(lane.marks) for lane in lanes)
    if drawn < MIN_MARKS:
        return None
    timed = sum(minutes_between(axis.origin, event.at) is not None for event in document.timeline)
    return IncidentStrip(
        lanes=lanes,
        phases=tuple(_phases(axis, document)),
        pins=tuple(_pins(axis, document)),
        ticks=tuple(_ticks(axis)),
        length=format_duration(axis.last - axis.first),
        drawn=drawn,
        left_out=timed - drawn,
    )


def milestones(document: Postmortem) -> dict[Message, Moment | None]:
    """Return the milestones that timelines name, in order: name -> time, `None` if it is unknown."""
    return {
        Message("Started"): document.started_at,
        Message("Detected"): document.detected_at,
        Message("Mitigated"): document.mitigated_at,
        Message("Resolved"): document.resolved_at,
    }


def _axis(document: Postmortem) -> _Axis | None:
    """Return the axis of the milestones and of the events that are not far from them."""
    known = [moment for moment in milestones(document).values() if moment and moment.clock]
    timed = [event.at for event in document.timeline if event.at and event.at.clock]
    if not timed:
        return None
    origin = known[0] if known else timed[0]
    pins = [minutes for moment in known if (minutes := minutes_between(origin, moment)) is not None]
    events = sorted(minutes for moment in timed if (minutes := minutes_between(origin, moment)) is not None)
    core = pins if pins and max(pins) > min(pins) else _middle(events)
    if not core:
        return None
    margin = _MARGIN * (max(core) - min(core))
    near = [minutes for minutes in (*events, *core) if min(core) - margin <= minutes <= max(core) + margin]
    return _Axis(origin, min(near), max(near)) if max(near) > min(near) else None


def _middle(minutes: Sequence[int]) -> Sequence[int]:
    """Return the middle of sorted times."""
    skipped = int(len(minutes) * (1 - _CORE) / 2)
    return minutes[skipped : len(minutes) - skipped]


def _lanes(
    axis: _Axis,
    events: Sequence[TimelineEvent],
    kinds: Sequence[EventKind | None],
    kind_names: Mapping[EventKind, str],
) -> Iterator[StripLane]:
    """Yield a lane for each kind of event, and one for all others."""
    marks: dict[EventKind | None, list[StripMark]] = {kind: [] for kind in (*kind_names, None)}
    for number, (event, kind) in enumerate(zip(events, kinds, strict=True), 1):
        if (start := axis.minutes(event.at)) is not None:
            end = axis.minutes(event.until)
            marks[kind].append(StripMark(number, axis.place(start), axis.place(max(start, end or start))))
    yield from (StripLane(kind_names[kind] if kind else "", tuple(found)) for kind, found in marks.items() if found)


def _phases(axis: _Axis, document: Postmortem) -> Iterator[StripPhase]:
    begin = axis.minutes(document.started_at)
    if begin is None:
        return
    for segment in duration_segments(document):
        end = min(begin + segment.minutes, axis.last)
        x = axis.place(begin)
        width = round(axis.place(end) - x, 2)
        yield StripPhase(segment.name, segment.key, format_duration(segment.minutes), x, width)
        begin = end


def _pins(axis: _Axis, document: Postmortem) -> Iterator[StripPin]:
    """Yield the milestones; each name is in the first row in which it touches none before it."""
    ends: list[float] = []
    for name, moment in milestones(document).items():
        minutes = axis.minutes(moment)
        if minutes is None:
            continue
        x = axis.place(minutes)
        is_left = x > 100 - _NAME_ROOM
        begin, end = (x - _NAME_ROOM, x) if is_left else (x, x + _NAME_ROOM)
        row = next((row for row, taken in enumerate(ends) if taken <= begin), len(ends))
        ends[row : row + 1] = [end]
        yield StripPin(name, x, row, is_left)


def _ticks(axis: _Axis) -> Iterator[StripTick]:
    """Yield the start of the incident, and whole steps before and after it."""
    length = axis.last - axis.first
    step = next((step for step in _TICK_STEPS if length / step <= MAX_TICKS), _TICK_STEPS[-1])
    for minutes in range(-(-axis.first // step) * step, axis.last + 1, step):
        yield StripTick(axis.place(minutes), _tick_name(minutes))


def _tick_name(minutes: int) -> str:
    if not minutes:
        return "0"
    return Message("−{duration}" if minutes < 0 else "+{duration}", duration=format_duration(abs(minutes)))
