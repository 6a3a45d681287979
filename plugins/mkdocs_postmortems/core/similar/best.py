"""The best of many scores."""

from __future__ import annotations

import heapq
from collections.abc import Mapping


def best(scores: Mapping[int, float], most: int) -> list[tuple[float, int]]:
    """Return the highest scores as (score, -place), the highest first, and of equal ones the first place first.

    Scores alone are compared first: pairs are made of the few that can be among the best.
    """
    highest = heapq.nlargest(most, scores.values())
    if not highest:
        return []
    least = highest[-1]
    return heapq.nlargest(most, [(score, -place) for place, score in scores.items() if score >= least])
