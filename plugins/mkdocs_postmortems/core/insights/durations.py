"""How long incidents took until they were detected, mitigated, resolved, reviewed, published.

Computed from the times of a document, else as its text states it. Otherwise it is missing, with the reason: it is never
estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.insights.publication_date import find_publication
from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.moments import minutes_between

MINUTES_OF_DAY = 24 * 60


class DurationName(StrEnum):
    """The durations."""

    DETECT = "time_to_detect"
    ACKNOWLEDGE = "time_to_acknowledge"
    MITIGATE = "time_to_mitigate"
    RESOLVE = "time_to_resolve"
    REVIEW = "time_to_review"
    PUBLISH = "time_to_publish"


class MissingReason(StrEnum):
    """Why the duration of an incident is not known."""

    NOT_STATED = "not_stated"
    """Start or end is missing, or is a day without a time."""
    ZONES = "zones"
    """The times cannot be compared: only one of them has a time zone, or their zones are unknown."""
    ORDER = "order"
    """The end is before the start."""


@dataclass(frozen=True, slots=True)
class Duration:
    """One duration of one incident, in minutes."""

    document: Postmortem
    minutes: int
    is_stated: bool = False
    """Whether the document states the duration itself, and not the times."""


@dataclass(frozen=True, slots=True)
class MissingDuration:
    """An incident whose duration is not known."""

    document: Postmortem
    reason: MissingReason


@dataclass(frozen=True, slots=True)
class DurationSummary:
    """One duration of several incidents."""

    name: DurationName
    known: tuple[Duration, ...]
    """Shortest first, then by path."""
    missing: tuple[MissingDuration, ...]

    @property
    def minutes(self) -> tuple[int, ...]:
        """The known durations, ascending."""
        return tuple(one.minutes for one in self.known)

    @property
    def median(self) -> float | None:
        """The median in minutes; `None` if no duration is known."""
        return quantile(self.minutes, 0.5)

    @property
    def p90(self) -> float | None:
        """The time within which nine of ten ended, in minutes; `None` if no duration is known."""
        return quantile(self.minutes, 0.9)


def summarize(name: DurationName, documents: Iterable[Postmortem]) -> DurationSummary:
    """Return one duration, such as the time to detect, of each document that states it, and why the others lack it."""
    return _summary(name, [measure(name, document) for document in documents])


def summarize_groups(whole: DurationSummary, groups: Iterable[Sequence[Postmortem]]) -> tuple[DurationSummary, ...]:
    """Return the summary of each of some groups of the documents of a summary, without measuring them again."""
    by_path: dict[str, Duration | MissingDuration] = {one.document.path: one for one in whole.known}
    by_path |= {one.document.path: one for one in whole.missing}
    return tuple(_summary(whole.name, [by_path[document.path] for document in group]) for group in groups)


def _summary(name: DurationName, measured: Sequence[Duration | MissingDuration]) -> DurationSummary:
    known = sorted((one for one in measured if isinstance(one, Duration)), key=lambda d: (d.minutes, d.document.path))
    return DurationSummary(name, tuple(known), tuple(one for one in measured if isinstance(one, MissingDuration)))


def measure(name: DurationName, document: Postmortem) -> Duration | MissingDuration:
    """Return a duration of a document, or why it has none. Times go before a duration that the text states."""
    measured = _measure_times(name, document)
    if isinstance(measured, MissingDuration) and name.value in document.stated_minutes:
        return Duration(document, document.stated_minutes[name.value], is_stated=True)
    return measured


def _measure_times(name: DurationName, document: Postmortem) -> Duration | MissingDuration:
    start, end = _BOUNDS[name](document)
    minutes = _days_between(start, end) if name in _BY_DAY else None
    reason = None
    if minutes is None:
        minutes, reason = _minutes_between(start, end)
    if minutes is None:
        return MissingDuration(document, reason or MissingReason.NOT_STATED)
    return Duration(document, minutes) if minutes >= 0 else MissingDuration(document, MissingReason.ORDER)


_Bounds = tuple[Moment | None, Moment | None]


def _since_end(document: Postmortem, until: Moment | None) -> _Bounds:
    return document.resolved_at or document.mitigated_at, until


_BOUNDS: MappingProxyType[DurationName, Callable[[Postmortem], _Bounds]] = MappingProxyType(
    {
        DurationName.DETECT: lambda document: (document.started_at, document.detected_at),
        DurationName.ACKNOWLEDGE: lambda document: (document.started_at, document.acknowledged_at),
        DurationName.MITIGATE: lambda document: (document.started_at, document.mitigated_at),
        DurationName.RESOLVE: lambda document: (document.started_at, document.resolved_at),
        DurationName.REVIEW: lambda document: _since_end(document, document.reviewed_at),
        DurationName.PUBLISH: lambda document: _since_end(document, find_publication(document)),
    }
)
"""From when to when. What happens to the document is counted from the end of the incident."""
_BY_DAY = (DurationName.REVIEW, DurationName.PUBLISH)
"""Durations of which a day without a time of day is enough: they take days."""


def _minutes_between(start: Moment | None, end: Moment | None) -> tuple[int | None, MissingReason | None]:
    if start is None or end is None or not (start.day and start.clock and end.day and end.clock):
        return None, MissingReason.NOT_STATED
    minutes = minutes_between(start, end) if bool(start.zone) == bool(end.zone) else None
    return minutes, MissingReason.ZONES if minutes is None else None


def _days_between(start: Moment | None, end: Moment | None) -> int | None:
    """Return the days between two days in minutes, if one of them has no time of day."""
    if start is None or end is None or (start.clock and end.clock) or not (start.day and end.day):
        return None
    try:
        return (date.fromisoformat(end.day) - date.fromisoformat(start.day)).days * MINUTES_OF_DAY
    except ValueError:
        return None


def quantile(ordered: Sequence[int], fraction: float) -> float | None:
    """Return a quantile of ascending values; `None` if there are none.

    Linear interpolation between the two nearest values: definition 7 of Hyndman and Fan, Sample Quantiles in
    Statistical Packages, The American Statistician 50 (1996), which spreadsheets and most statistics programs use.
    """
    if not ordered:
        return None
    place = (len(ordered) - 1) * fraction
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
