"""The documents that have a term, with what it is worth there; and the documents that are most like each.

Everything here is numbers that can be written to a file and added up elsewhere: weights are whole tenths.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.similar.collection import Collection, Counted
from mkdocs_postmortems.core.similar.tuning import (
    DOCUMENT_TERMS,
    INDEXED_TERMS,
    LARGEST_INDEX,
    LARGEST_SHARE,
    NEIGHBOURS,
    POSTINGS,
    SCALE,
    Tuning,
)
from mkdocs_postmortems.core.similar.weighing import frequency, rarity


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, by their place in the collection, and its weight in each."""

    places: array[int]
    weights: array[int]

    def weight(self, place: int) -> int:
        """Return the weight in one document; 0 if it does not have the term."""
        at = bisect_left(self.places, place)
        return self.weights[at] if at < len(self.places) and self.places[at] == place else 0


Share = tuple[int, float]
"""A neighbour's place, and its part of what neighbours lend."""


@dataclass(frozen=True, slots=True)
class Index:
    """What searching needs."""

    tuning: Tuning
    rarities: Sequence[float]
    """By the number of a term."""
    postings: Mapping[int, Postings]
    neighbours: tuple[tuple[Share, ...], ...]
    """By the place of a document, the most similar first."""
    mean_length: float


def build_index(collection: Collection) -> Index:
    """Index a collection."""
    documents = len(collection.documents)
    having = Counter(term for counted in collection.now for term in counted.terms)
    rarities = [round(rarity(documents, having[term]), 2) for term in range(len(collection.terms))]
    mean_length = (sum(counted.length for counted in collection.now) / documents if documents else 0) or 1.0
    most = min(INDEXED_TERMS, LARGEST_INDEX // max(documents, 1))
    weighed = [_weigh(counted, rarities, mean_length, collection.tuning)[:most] for counted in collection.now]
    postings = _invert(weighed)
    neighbours = tuple(
        _shares(_most_similar(place, strongest, postings, rarities)) for place, strongest in enumerate(weighed)
    )
    return Index(collection.tuning, rarities, postings, neighbours, mean_length)


def _weigh(counted: Counted, rarities: Sequence[float], mean: float, tuning: Tuning) -> list[tuple[int, int]]:
    """Return the strongest terms of a document as (weight, term), the strongest first."""
    length = counted.length / mean
    weights = (
        (round(SCALE * frequency(count, length, tuning) * rarities[term]), -term)
        for term, count in zip(counted.terms, counted.counts, strict=True)
    )
    return [(weight, -term) for weight, term in heapq.nlargest(INDEXED_TERMS, weights) if weight]


def _invert(weighed: Sequence[Sequence[tuple[int, int]]]) -> dict[int, Postings]:
    postings: dict[int, Postings] = {}
    for place, strongest in enumerate(weighed):
        for weight, term in strongest:
            if term not in postings:
                postings[term] = Postings(array("L"), array("L"))
            postings[term].places.append(place)
            postings[term].weights.append(weight)
    return postings


def _most_similar(
    place: int, strongest: Sequence[tuple[int, int]], postings: Mapping[int, Postings], rarities: Sequence[float]
) -> list[tuple[float, int]]:
    """Return the documents most like the one at `place` as (score, -place)."""
    scores: dict[int, float] = {}
    left = POSTINGS
    shared = ((weight, term) for weight, term in strongest if len(postings[term].places) > 1)
    for weight, term in islice(shared, DOCUMENT_TERMS):
        found = postings[term]
        left -= len(found.places)
        if left < 0:
            break
        asked = weight / rarities[term]
        for other, worth in zip(found.places, found.weights, strict=True):
            scores[other] = scores.get(other, 0.0) + asked * worth
    scores.pop(place, None)
    return heapq.nlargest(NEIGHBOURS, ((score, -other) for other, score in scores.items()))


def _shares(similar: Sequence[tuple[float, int]]) -> tuple[Share, ...]:
    """Divide what neighbours lend among them by their similarity; none lends more than the largest share."""
    if not similar:
        return ()
    parts = [score / similar[0][0] for score, _ in similar]
    total = max(sum(parts), 1 / LARGEST_SHARE)
    return tuple((-place, round(part / total, 3)) for part, (_, place) in zip(parts, similar, strict=True))
