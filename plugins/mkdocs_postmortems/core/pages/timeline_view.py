"""Template data of a timeline: events with gaps drawn to scale, and a label where a gap is too long to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from mkdocs_postmortems.core.learning.replay import ReplayRole, ReplayStep, plan_replay
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, format_long_date, minutes_between, to_utc
from mkdocs_postmortems.core.pages.incident_strip import IncidentStrip, build_incident_strip, milestones
from mkdocs_postmortems.core.pages.inline_markdown import SourceLink, source_links
from mkdocs_postmortems.core.pages.likely_kinds import likely_kinds
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.time_zones import format_zone

MAX_GAP_REM = 2.4
"""The longest gap that is drawn to scale, in rem."""

MAX_NAME = 100
"""Characters of an event's text where it is named in a drawing."""

SCALE_LIMITS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
"""Minutes that `MAX_GAP_REM` may represent."""


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event with the gap before it."""

    event: TimelineEvent
    gap: float
    """Space before it, in rem, to scale."""
    gap_label: str
    """Length of a gap that is too long to draw, such as `2 h 10 min`, or of a step back in time; else empty."""
    day: str
    """Date in words if it differs from that of the event before; else empty."""
    clock: str
    """Time of day or range, with `~` if approximate; empty if unknown."""


@dataclass(frozen=True, slots=True)
class TimelineScale:
    """Placed events, and the scale of their gaps."""

    events: tuple[PlacedEvent, ...]
    limit: int
    """Minutes that the longest drawn gap represents."""


def place_events(events: Sequence[TimelineEvent]) -> TimelineScale:
    """Compute gaps, gap labels and a common scale for events in the order of the document."""
    gaps = [None, *(minutes_between(a.until or a.at, b.at) for a, b in pairwise(events))]
    limit = _scale_limit([gap for gap in gaps if gap])
    places, day = [], None
    for last, event, gap in zip((None, *events), events, gaps, strict=False):
        event_day = event.at.day if event.at else None
        places.append(
            PlacedEvent(
                event,
                gap=round(MAX_GAP_REM * min(max(gap or 0, 0), limit) / limit, 2)
                if not _exceeds_limit(gap, limit)
                else MAX_GAP_REM,
                gap_label=_gap_label(last, event, gap if _exceeds_limit(gap, limit) else None),
                day=format_long_date(event_day) if event_day and event_day != day else "",
                clock=_clock(event.at, event.until),
            )
        )
        day = event_day or day
    return TimelineScale(tuple(places), limit)


def _scale_limit(gaps: Sequence[int]) -> int:
    """Return the smallest of `SCALE_LIMITS` within which three quarters of the gaps can be drawn."""
    if not gaps:
        return SCALE_LIMITS[0]
    common = sorted(gap for gap in gaps if gap > 0)[: max(1, len(gaps) * 3 // 4)]
    longest = common[-1] if common else SCALE_LIMITS[0]
    return next((limit for limit in SCALE_LIMITS if limit >= longest), SCALE_LIMITS[-1])


def _exceeds_limit(gap: int | None, limit: int) -> bool:
    return gap is not None and gap > limit


def _gap_label(last: TimelineEvent | None, event: TimelineEvent, gap: int | None) -> str:
    step = minutes_between(last.at, event.at) if last else None
    if step is not None and step < 0:
        return Message("{duration} earlier", duration=format_duration(-step))
    return format_duration(gap) if gap else ""


def _clock(at: Moment | None, until: Moment | None) -> str:
    if at is None or at.clock is None:
        return ""
    start = f"~{at.clock}" if at.approx else at.clock
    if until is None or until.clock is None or until.clock == at.clock:
        return start
    return f"{start}–{until.clock}"


EVENT_KINDS = {
    EventKind.CHANGE: (Message("Change"), "material/swap-horizontal"),
    EventKind.IMPACT: (Message("Impact"), "material/alert-outline"),
    EventKind.DETECTION: (Message("Detection"), "material/eye-outline"),
    EventKind.DIAGNOSIS: (Message("Diagnosis"), "material/magnify"),
    EventKind.DECISION: (Message("Decision"), "material/source-branch"),
    EventKind.ACTION: (Message("Action"), "material/wrench-outline"),
    EventKind.COMMUNICATION: (Message("Communication"), "material/message-text-outline"),
    EventKind.RECOVERY: (Message("Recovery"), "material/check"),
}
"""Label and icon of each kind of event."""


@dataclass(frozen=True, slots=True)
class TimelineEntryView:
    """Template data of one event."""

    text: str
    """Markdown, as written."""
    name: str
    """The text without markup, shortened to a line."""
    source: str
    """Markdown of the evidence, as written; empty if there is none."""
    evidence: tuple[SourceLink, ...]
    """The links of `source`, if it consists of links only."""
    clock: str
    day: str
    """Date in words if it differs from that of the event before; else empty."""
    instant: str
    """`2024-03-07T14:32Z` if date and zone are known, for conversion to other time zones; else empty."""
    until: str
    """Like `instant`, for the end of the event."""
    gap: float
    """Space before it, in rem."""
    gap_label: str
    """See `PlacedEvent`."""
    kind: str
    """Label of the kind of event; empty if unknown or if the text begins with it."""
    likely: str
    """Label of the kind that its words tell, if its author states none; else empty."""
    key: str
    """The kind as a suffix of CSS classes; empty if unknown."""
    icon: str
    """Icon of the kind; empty if unknown."""
    milestone: str
    """The milestone of the incident that it is, such as `Detected`; empty if it is none, or if its text begins so."""
    replay: str
    """Its `ReplayRole`; empty if there is no replay."""
    since_last: str
    """Time since the event before it, for the replay; empty if unknown."""
    minutes: int
    """That time in minutes; 0 if unknown."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Template data of a timeline: its events, the zone of their times, and the strip above them."""

    entries: tuple[TimelineEntryView, ...]
    zone: str
    """Time zone of most times, shown once; empty if there is no majority or the zone of any time is unknown."""
    is_mixed: bool
    """Whether some times are in another zone than `zone`."""
    scale: str
    """Explanation of the scale in words; empty if no gap is drawn."""
    strip: IncidentStrip | None
    """The same as a drawing; `None` if there is too little to draw."""

    @property
    def questions(self) -> int:
        """How many events a replay asks for; 0 if there is no replay."""
        return sum(entry.replay == ReplayRole.ASKED for entry in self.entries)

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons of all events and of their evidence."""
        tools = (source.tool.icon for entry in self.entries for source in entry.evidence)
        return (*(entry.icon for entry in self.entries if entry.icon), *tools)

    @property
    def has_likely_kinds(self) -> bool:
        """Whether the kind of any event is told from its words."""
        return any(entry.likely for entry in self.entries)

    @property
    def convertible(self) -> bool:
        """Whether any time can be converted to another time zone."""
        return any(entry.instant for entry in self.entries)


def build_timeline_view(document: Postmortem) -> TimelineView | None:
    """Return the timeline of a document; `None` if fewer than two of its events have a time."""
    if sum(event.at is not None for event in document.timeline) < 2:
        return None
    placed = place_events(document.timeline)
    zones = Counter(format_zone(event.at.zone) for event in document.timeline if event.at and event.at.clock)
    zone, times = next(iter(zones.most_common(1)), ("", 0))
    zone = zone if "" not in zones and 2 * times > zones.total() else ""
    names, kinds = _named_events(document), likely_kinds(document.timeline)
    scaled = any(event.gap for event in placed.events)
    steps = plan_replay(document) or (None,) * len(placed.events)
    return TimelineView(
        entries=tuple(
            _entry(event, kind, zone, names.get(n, ""), step)
            for n, (event, kind, step) in enumerate(zip(placed.events, kinds, steps, strict=True))
        ),
        zone=zone,
        is_mixed=zones.total() > times,
        scale=Message("Gaps of up to {duration} are drawn to scale.", duration=format_duration(placed.limit))
        if scaled
        else "",
        strip=build_incident_strip(document, kinds, {kind: name for kind, (name, _) in EVENT_KINDS.items()}),
    )


def _named_events(document: Postmortem) -> dict[int, Message]:
    """Return the names of milestones by the index of the first event at their time; one that is declared elsewhere."""
    times = [event.at.iso if event.at and event.at.clock else "" for event in document.timeline]
    named = {
        times.index(at.iso): name for name, at in milestones(document).items() if at and at.clock and at.iso in times
    }
    return {n: name for n, name in named.items() if not _begins_with(document.timeline[n].text, name)}


def _begins_with(text: str, word: str) -> bool:
    return text.lstrip("*_ ").casefold().startswith(word.casefold())


def _entry(
    placed: PlacedEvent, kind: EventKind | None, common_zone: str, milestone: str, step: ReplayStep | None
) -> TimelineEntryView:
    event = placed.event
    own = format_zone(event.at.zone) if event.at and placed.clock else ""
    name, icon = EVENT_KINDS[kind] if kind else ("", "")
    return TimelineEntryView(
        text=event.text,
        name=shorten(plain_text(event.text), MAX_NAME, placeholder=" …"),
        source=event.source or "",
        evidence=source_links(event.source) if event.source else (),
        clock=f"{placed.clock} {own}".strip() if own != common_zone else placed.clock,
        day=placed.day,
        instant=_instant(event.at),
        until=_instant(event.until),
        gap=placed.gap,
        gap_label=placed.gap_label,
        kind=name if event.kind and not _begins_with(event.text, name) else "",
        likely="" if event.kind else name,
        key=kind.value if kind else "",
        icon=icon,
        milestone=milestone,
        replay=step.role if step else "",
        since_last=format_duration(step.minutes) if step and step.minutes else "",
        minutes=(step and step.minutes) or 0,
    )


def _instant(moment: Moment | None) -> str:
    known = to_utc(moment)
    return known.strftime("%Y-%m-%dT%H:%MZ") if known else ""
