"""Pairs of contributing factors that meet in more incidents than chance would explain."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from mkdocs_postmortems.core.model import Postmortem

MIN_SUPPORT = 3
"""Number of incidents in which a pair has to meet; two may always be a coincidence."""
FALSE_DISCOVERY_RATE = 0.1
"""Which share of the pairs found may be chance."""


@dataclass(frozen=True, slots=True)
class FactorPair:
    """Two factors that meet more often than by chance."""

    factors: tuple[str, str]
    """Their ids, in alphabetical order."""
    documents: tuple[Postmortem, ...]
    expected: float
    """In how many incidents they would meet if they had nothing to do with each other."""
    p_value: float
    """How probable so many or more are then."""


def find_factor_pairs(incidents: Sequence[Postmortem]) -> tuple[FactorPair, ...]:
    """Return the pairs above chance, the most surprising first.

    Only incidents that name a factor count. Each pair that meets in `MIN_SUPPORT` incidents is tested by the one-sided
    exact test of Fisher; of these, Benjamini's and Hochberg's procedure (Journal of the Royal Statistical Society B 57,
    1995) keeps those with a false discovery rate of `FALSE_DISCOVERY_RATE`.
    """
    counted = [document for document in incidents if document.factor_ids]
    alone, together = _count(counted)
    pairs = [
        _tested(pair, documents, alone[pair[0]], alone[pair[1]], len(counted))
        for pair, documents in together.items()
        if len(documents) >= MIN_SUPPORT
    ]
    return _keep_discoveries(pairs)


_Pair = tuple[str, str]


def _count(incidents: Iterable[Postmortem]) -> tuple[dict[str, int], dict[_Pair, list[Postmortem]]]:
    alone: dict[str, int] = {}
    together: dict[_Pair, list[Postmortem]] = {}
    for document in incidents:
        ids = sorted(document.factor_ids)
        for id in ids:
            alone[id] = alone.get(id, 0) + 1
        for one, other in combinations(ids, 2):
            together.setdefault((one, other), []).append(document)
    return alone, together


def _tested(pair: _Pair, documents: list[Postmortem], one: int, other: int, total: int) -> FactorPair:
    p_value = fisher_tail(len(documents), one, other, total)
    return FactorPair(pair, tuple(documents), one * other / total, p_value)


def _keep_discoveries(pairs: list[FactorPair]) -> tuple[FactorPair, ...]:
    ranked = sorted(pairs, key=lambda pair: (pair.p_value, pair.factors))
    passing = (rank for rank, pair in enumerate(ranked, 1) if pair.p_value <= FALSE_DISCOVERY_RATE * rank / len(ranked))
    return tuple(ranked[: max(passing, default=0)])


def fisher_tail(both: int, one: int, other: int, total: int) -> float:
    """Return the probability that two sets of these sizes share at least `both` of `total` elements by chance."""
    term = math.exp(_log_choose(one, both) + _log_choose(total - one, other - both) - _log_choose(total, other))
    found = 0.0
    for shared in range(both, min(one, other) + 1):
        found += term
        if term <= found * 1e-12:
            break
        term *= (one - shared) * (other - shared) / ((shared + 1) * (total - one - other + shared + 1))
    return min(1.0, found)


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
