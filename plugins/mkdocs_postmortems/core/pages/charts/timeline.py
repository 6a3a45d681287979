"""Where the events of a timeline stand: gaps to scale, and a break with its length where they are too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_postmortems.core.model import Moment, TimelineEvent
from mkdocs_postmortems.core.moments import in_words, long_day, minutes_between

TALLEST = 2.4
"""The longest gap that is drawn to scale, in rem."""

LIMITS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
"""Minutes that `TALLEST` may stand for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one event stands."""

    event: TimelineEvent
    gap: float
    """Space before it, in rem, to scale."""
    break_: str
    """The length of a gap that is too long to draw, such as `2 h 10 min`, or of a step back; else empty."""
    day: str
    """The day in words, where it is another than before; else empty."""
    clock: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What the drawing's distances mean."""

    places: tuple[Place, ...]
    limit: int
    """Minutes that the longest drawn gap stands for."""


def scale(events: Sequence[TimelineEvent]) -> Scale:
    """Place events one below the other."""
    gaps = [None, *(minutes_between(a.until or a.at, b.at) for a, b in pairwise(events))]
    limit = _limit([gap for gap in gaps if gap])
    places, day = [], None
    for last, event, gap in zip((None, *events), events, gaps, strict=False):
        shown = event.at.day if event.at else None
        places.append(
            Place(
                event,
                gap=round(TALLEST * min(max(gap or 0, 0), limit) / limit, 2) if not _breaks(gap, limit) else TALLEST,
                break_=_break(last, event, gap if _breaks(gap, limit) else None),
                day=long_day(shown) if shown and shown != day else "",
                clock=_clock(event.at, event.until),
            )
        )
        day = shown or day
    return Scale(tuple(places), limit)


def _limit(gaps: Sequence[int]) -> int:
    """The smallest limit under which three quarters of the gaps can be drawn."""
    if not gaps:
        return LIMITS[0]
    common = sorted(gap for gap in gaps if gap > 0)[: max(1, len(gaps) * 3 // 4)]
    longest = common[-1] if common else LIMITS[0]
    return next((limit for limit in LIMITS if limit >= longest), LIMITS[-1])


def _breaks(gap: int | None, limit: int) -> bool:
    return gap is not None and gap > limit


def _break(last: TimelineEvent | None, event: TimelineEvent, gap: int | None) -> str:
    step = minutes_between(last.at, event.at) if last else None
    if step is not None and step < 0:
        return f"{in_words(-step)} earlier"
    return in_words(gap) if gap else ""


def _clock(at: Moment | None, until: Moment | None) -> str:
    if at is None or at.clock is None:
        return ""
    start = f"~{at.clock}" if at.approx else at.clock
    if until is None or until.clock is None or until.clock == at.clock:
        return start
    return f"{start}–{until.clock}"
