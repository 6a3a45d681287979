"""The timeline of one postmortem, ready to draw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem
from mkdocs_postmortems.core.moments import in_words, utc, zone_in_words
from mkdocs_postmortems.core.pages.charts.timeline import Place, scale
from mkdocs_postmortems.core.pages.prose import Source, sources

KINDS = {
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
class Entry:
    """One event of a drawn timeline."""

    text: str
    """Markdown, as written."""
    source: str
    """Markdown of the evidence, as written."""
    evidence: tuple[Source, ...]
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
    break_: str
    kind: str
    key: str
    icon: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A timeline to draw."""

    entries: tuple[Entry, ...]
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


def chronicle(document: Postmortem) -> Chronicle | None:
    """Return the timeline of a document; nothing if fewer than two of its events have a time."""
    if sum(event.at is not None for event in document.timeline) < 2:
        return None
    drawn = scale(document.timeline)
    zones = Counter(zone_in_words(event.at.zone) for event in document.timeline if event.at and event.at.clock)
    zone, times = next(iter(zones.most_common(1)), ("", 0))
    zone = zone if "" not in zones and 2 * times > zones.total() else ""
    scaled = any(place.gap for place in drawn.places)
    return Chronicle(
        entries=tuple(_entry(place, zone) for place in drawn.places),
        zone=zone,
        is_mixed=zones.total() > times,
        scale=f"Gaps of up to {in_words(drawn.limit)} are drawn to scale." if scaled else "",
    )


def _entry(place: Place, common: str) -> Entry:
    event = place.event
    own = zone_in_words(event.at.zone) if event.at and place.clock else ""
    kind, icon = KINDS[event.kind] if event.kind else ("", "")
    says_kind = event.text.lstrip("*_ ").casefold().startswith(kind.casefold())
    return Entry(
        text=event.text,
        source=event.source or "",
        evidence=sources(event.source) if event.source else (),
        clock=f"{place.clock} {own}".strip() if own != common else place.clock,
        day=place.day,
        instant=_instant(event.at),
        until=_instant(event.until),
        gap=place.gap,
        break_=place.break_,
        kind="" if says_kind else kind,
        key=event.kind.value if event.kind else "",
        icon=icon,
    )


def _instant(moment: Moment | None) -> str:
    known = utc(moment)
    return known.strftime("%Y-%m-%dT%H:%MZ") if known else ""
