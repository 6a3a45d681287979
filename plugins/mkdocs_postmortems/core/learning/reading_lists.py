"""Chooses what to read first among many incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from mkdocs_postmortems.core.model import DocumentKind, Postmortem, SectionName, Status

_RECENT_YEARS = 5
"""Years over which the weight of recency falls to nothing."""
_REPEATED = 0.6
"""What each value that an incident shares with those chosen before leaves of its weight."""
_OUTDATED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DRAFT})
_MIN_EVENTS = 3


def choose_first_reads(
    incidents: Iterable[Postmortem], rank: Callable[[Postmortem], int | None], today: str, most: int
) -> tuple[Postmortem, ...]:
    """Return the incidents to read first, best first: severe, analysed, recent, and unlike each other.

    An incident weighs 3 divided by the rank of its severity, and one more each for contributing factors, lessons and a
    timeline, for `learning.start_here` (counted thrice), and for being of today, less for every year that has passed.
    After each choice, the weight of what shares its first service or one of its factors is reduced.

    Args:
        incidents: Notices, drafts and outdated documents among them are passed over.
        rank: The rank of an incident's severity, 1 for the worst; `None` if it is unknown.
        today: `YYYY-MM-DD`.
        most: Maximum number of incidents.
    """
    left = {d.path: d for d in incidents if d.kind is DocumentKind.POSTMORTEM and d.status not in _OUTDATED}
    weights = {path: _weight(document, rank(document), today) for path, document in left.items()}
    covered: Counter[str] = Counter()
    chosen: list[Postmortem] = []
    while left and len(chosen) < most:
        best = max(left.values(), key=lambda d: (weights[d.path] * _novelty(d, covered), d.date or "", d.path))
        chosen.append(left.pop(best.path))
        covered.update(_subjects(best))
    return tuple(chosen)


def _weight(document: Postmortem, rank: int | None, today: str) -> float:
    says = (
        bool(document.factors),
        any(section.name is SectionName.LESSONS for section in document.sections),
        len(document.timeline) >= _MIN_EVENTS,
    )
    return 3 / (rank or 4) + sum(says) + 3 * bool(document.start_here) + _recency(document.date, today)


def _recency(day: str | None, today: str) -> float:
    if not day:
        return 0.0
    years = (date.fromisoformat(today) - date.fromisoformat((day + "-01-01")[:10])).days / 365.25
    return min(1.0, max(0.0, 1 - years / _RECENT_YEARS))


def _subjects(document: Postmortem) -> Sequence[str]:
    """Return what an incident teaches about: its first service and its factors."""
    return (*document.services[:1], *dict.fromkeys(factor.id for factor in document.factors if factor.id))


def _novelty(document: Postmortem, covered: Counter[str]) -> float:
    return _REPEATED ** sum(covered[subject] for subject in _subjects(document))
