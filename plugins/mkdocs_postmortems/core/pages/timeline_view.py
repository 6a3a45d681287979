"""Where the events of a timeline stand: gaps to scale, and a break with its length where they are too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, format_long_date, minutes_between, to_utc
from mkdocs_postmortems.core.pages.inline_markdown import SourceLink, source_links
from mkdocs_postmortems.core.time_zones import format_zone

MAX_GAP_REM = 2.4
"""The longest gap that is drawn to scale, in rem."""

SCALE_LIMITS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
"""Minutes that `TALLEST` may stand for."""


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """Where one event stands."""

    event: TimelineEvent
    gap: float
    """Space before it, in rem, to scale."""
    gap_label: str
    """The length of a gap that is too long to draw, such as `2 h 10 min`, or of a step back; else empty."""
    day: str
    """The day in words, where it is another than before; else empty."""
    clock: str


@dataclass(frozen=True, slots=True)
class TimelineScale:
    """What the drawing's distances mean."""

    events: tuple[PlacedEvent, ...]
    limit: int
    """Minutes that the longest drawn gap stands for."""


def place_events(events: Sequence[TimelineEvent]) -> TimelineScale:
    """Place events one below the other."""
    gaps = [None, *(minutes_between(a.until or a.at, b.at) for a, b in pairwise(events))]
    limit = _scale_limit([gap for gap in gaps if gap])
    places, day = [], None
    for last, event, gap in zip((None, *events), events, gaps, strict=False):
        shown = event.at.day if event.at else None
        places.append(
            PlacedEvent(
                event,
                gap=round(MAX_GAP_REM * min(max(gap or 0, 0), limit) / limit, 2)
                if not _exceeds_limit(gap, limit)
                else MAX_GAP_REM,
                gap_label=_gap_label(last, event, gap if _exceeds_limit(gap, limit) else None),
                day=format_long_date(shown) if shown and shown != day else "",
                clock=_clock(event.at, event.until),
            )
        )
        day = shown or day
    return TimelineScale(tuple(places), limit)


def _scale_limit(gaps: Sequence[int]) -> int:
    """The smallest limit under which three quarters of the gaps can be drawn."""
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
        return f"{format_duration(-step)} earlier"
    return format_duration(gap) if gap else ""


def _clock(at: Moment | None, until: Moment | None) -> str:
    if at is None or at.clock is None:
        return ""
    start = f"~{at.clock}" if at.approx else at.clock
    if until is None or until.clock is None or until.clock == at.clock:
        return start
    return f"{start}–{until.clock}"


EVENT_KINDS = {
    EventKind.CHANGE: ("Change", "material/swap-horizontal"),
    EventKind.IMPACT: ("Impact", "material/alert-outline"),
    EventKind.DETECTION: ("Detection", "material/eye-outline"),
    EventKind.DIAGNOSIS: ("Diagnosis", "material/magnify"),
    EventKind.DECISION: ("Decision", "material/source-branch"),
    EventKind.ACTION: ("Action", "material/wrench-outline"),
    EventKind.COMMUNICATION: ("Communication", "material/message-text-outline"),
    EventKind.RECOVERY: ("Recovery", "material/check"),
}
"""Word and mark for each kind of event."""


@dataclass(frozen=True, slots=True)
class TimelineEntryView:
    """One event of a drawn timeline."""

    text: str
    """Markdown, as written."""
    source: str
    """Markdown of the evidence, as written."""
    evidence: tuple[SourceLink, ...]
    """Its links, if it is nothing but links."""
    clock: str
    day: str
    """The day in words, where it changes."""
    instant: str
    """`2024-03-07T14:32Z` where zone and day are known, for the reader's own clock."""
    until: str
    """The same of its end."""
    gap: float
    """Space before it, in rem."""
    gap_label: str
    kind: str
    key: str
    icon: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A timeline to draw."""

    entries: tuple[TimelineEntryView, ...]
    zone: str
    """The zone of most clocks, which only the others name; empty if there is none, or that of one is not known."""
    is_mixed: bool
    """Whether a clock names another."""
    scale: str
    """What the distances mean, in words; empty if there is nothing to scale."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that it is drawn with."""
        tools = (source.tool.icon for entry in self.entries for source in entry.evidence)
        return (*(entry.icon for entry in self.entries if entry.icon), *tools)

    @property
    def convertible(self) -> bool:
        """Whether clocks can be shown in another zone."""
        return any(entry.instant for entry in self.entries)


def build_timeline_view(document: Postmortem) -> TimelineView | None:
    """Return the timeline of a document; nothing if fewer than two of its events have a time."""
    if sum(event.at is not None for event in document.timeline) < 2:
        return None
    drawn = place_events(document.timeline)
    zones = Counter(format_zone(event.at.zone) for event in document.timeline if event.at and event.at.clock)
    zone, times = next(iter(zones.most_common(1)), ("", 0))
    zone = zone if "" not in zones and 2 * times > zones.total() else ""
    scaled = any(place.gap for place in drawn.events)
    return TimelineView(
        entries=tuple(_entry(place, zone) for place in drawn.events),
        zone=zone,
        is_mixed=zones.total() > times,
        scale=f"Gaps of up to {format_duration(drawn.limit)} are drawn to scale." if scaled else "",
    )


def _entry(placed: PlacedEvent, common_zone: str) -> TimelineEntryView:
    event = placed.event
    own = format_zone(event.at.zone) if event.at and placed.clock else ""
    kind, icon = EVENT_KINDS[event.kind] if event.kind else ("", "")
    says_kind = event.text.lstrip("*_ ").casefold().startswith(kind.casefold())
    return TimelineEntryView(
        text=event.text,
        source=event.source or "",
        evidence=source_links(event.source) if event.source else (),
        clock=f"{placed.clock} {own}".strip() if own != common_zone else placed.clock,
        day=placed.day,
        instant=_instant(event.at),
        until=_instant(event.until),
        gap=placed.gap,
        gap_label=placed.gap_label,
        kind="" if says_kind else kind,
        key=event.kind.value if event.kind else "",
        icon=icon,
    )


def _instant(moment: Moment | None) -> str:
    known = to_utc(moment)
    return known.strftime("%Y-%m-%dT%H:%MZ") if known else ""
