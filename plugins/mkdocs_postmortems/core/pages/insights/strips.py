"""Dot strips: every incident of a group as a dot on a logarithmic axis of time, with median and nine of ten marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.insights.durations import Duration, DurationSummary
from mkdocs_postmortems.core.moments import format_duration

MAX_DOTS = 60
"""More incidents than that in one strip are drawn in bins, so that a page of a large site stays small."""
BINS = 80
_TICKS = (1, 10, 60, 360, 1440, 7 * 1440, 30 * 1440, 365 * 1440)
"""Minutes that an axis may name."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One incident, or several in a bin."""

    place: float
    """0 to 100, from the left."""
    title: str
    uri: str | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A time that the axis names."""

    place: float
    name: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of dots, one for each duration of a group, with their median and 90th percentile."""

    dots: tuple[Dot, ...]
    median: float
    """Place of the median, 0 to 100."""
    p90: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis from less than a minute to the longest duration."""

    longest: int

    def place(self, minutes: float) -> float:
        """Return where a duration is, 2 to 98 per cent of the width."""
        reach = math.log1p(max(self.longest, 10))
        return round(2 + 96 * math.log1p(max(minutes, 0)) / reach, 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The times that it names."""
        return tuple(Tick(self.place(m), format_duration(m)) for m in _TICKS if m <= max(self.longest, 10))


def draw_strip(summary: DurationSummary, axis: Axis, list_uri: str | None) -> Strip | None:
    """Return the strip of a group; `None` if no duration is known."""
    if summary.median is None or summary.p90 is None:
        return None
    known = summary.known
    dots = _single_dots(known, axis) if len(known) <= MAX_DOTS else _binned_dots(known, axis, list_uri)
    return Strip(dots, axis.place(summary.median), axis.place(summary.p90))


def _single_dots(known: Sequence[Duration], axis: Axis) -> tuple[Dot, ...]:
    return tuple(Dot(axis.place(one.minutes), _title(one), one.document.path) for one in known)


def _title(one: Duration) -> str:
    return f"{format_duration(one.minutes)} · {one.document.title}"


def _binned_dots(known: Sequence[Duration], axis: Axis, list_uri: str | None) -> tuple[Dot, ...]:
    bins: dict[int, list[Duration]] = {}
    for one in known:
        bins.setdefault(int(axis.place(one.minutes) * BINS / 100), []).append(one)
    return tuple(
        Dot(axis.place(some[0].minutes), f"{format_duration(some[0].minutes)} · {len(some)}", list_uri, len(some))
        for _, some in sorted(bins.items())
    )
