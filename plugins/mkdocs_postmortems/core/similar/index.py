"""The documents that have a term, with what it is worth there; and the documents that are most like each.

Everything here is numbers that can be written to a file and added up elsewhere: weights are whole tenths.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.similar.best import best
from mkdocs_postmortems.core.similar.collection import Collection, Counted
from mkdocs_postmortems.core.similar.postings import AllPostings, Strongest
from mkdocs_postmortems.core.similar.tuning import (
    DATA_BYTES,
    DOCUMENT_TERMS,
    INDEXED_TERMS,
    LARGEST_INDEX,
    LARGEST_SHARE,
    MORE_BYTES,
    NEIGHBOURS,
    POSTING_BYTES,
    POSTINGS,
    SCALE,
    TERM_BYTES,
    Tuning,
)
from mkdocs_postmortems.core.similar.weighing import frequency, rarity

_BITS = 32
_LAST = (1 << _BITS) - 1
"""The highest number that a term may have."""
Share = tuple[int, float]
"""A neighbour's place, and its part of what neighbours lend."""


@dataclass(frozen=True, slots=True)
class Index:
    """What searching needs."""

    tuning: Tuning
    rarities: Sequence[float]
    """By the number of a term."""
    postings: AllPostings
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
    weighed = [_weigh(counted, rarities, mean_length, collection.tuning, most) for counted in collection.now]
    most = _affordable(weighed, len(rarities), most)
    weighed = [Strongest(one.terms[:most], one.weights[:most]) for one in weighed]
    postings = AllPostings(weighed, len(rarities))
    neighbours = tuple(
        _shares(_most_similar(place, strongest, postings, rarities)) for place, strongest in enumerate(weighed)
    )
    return Index(collection.tuning, rarities, postings, neighbours, mean_length)


def _weigh(counted: Counted, rarities: Sequence[float], mean: float, tuning: Tuning, most: int) -> Strongest:
    """Return the strongest terms of a document; of equally strong ones the first."""
    length = counted.length / mean
    worth = {count: SCALE * frequency(count, length, tuning) for count in set(counted.counts)}
    # A weight and a term in one number, the term counted downwards: such numbers are sorted fast.
    pairs = [
        (round(worth[count] * rarities[term]) << _BITS) + _LAST - term
        for term, count in zip(counted.terms, counted.counts, strict=True)
    ]
    strongest = [pair for pair in sorted(pairs, reverse=True)[:most] if pair > _LAST]
    terms = array("I", [_LAST - (pair & _LAST) for pair in strongest])
    return Strongest(terms, array("H", [pair >> _BITS for pair in strongest]))


def _affordable(weighed: Sequence[Strongest], terms: int, most: int) -> int:
    """Return how many terms of each document a browser can load, where each document adds words of its own."""
    first = bytearray([most]) * terms
    having = [0] * most
    for strongest in weighed:
        for rank, term in enumerate(strongest.terms):
            having[rank] += 1
            first[term] = min(first[term], rank)
    new = Counter(first)
    left: float = DATA_BYTES + MORE_BYTES * len(weighed)
    for rank in range(most):
        left -= TERM_BYTES * new[rank] + POSTING_BYTES * having[rank]
        if left < 0:
            return rank
    return most


def _most_similar(
    place: int, strongest: Strongest, postings: AllPostings, rarities: Sequence[float]
) -> list[tuple[float, int]]:
    """Return the documents most like the one at `place` as (score, -place)."""
    scores: dict[int, float] = {}
    left = POSTINGS
    pairs = zip(strongest.weights, strongest.terms, strict=True)
    shared = ((weight, term) for weight, term in pairs if postings.count(term) > 1)
    for weight, term in islice(shared, DOCUMENT_TERMS):
        left -= postings.count(term)
        if left < 0:
            break
        found = postings[term]
        asked = weight / rarities[term]
        for other, worth in zip(found.places, found.weights, strict=True):
            scores[other] = scores.get(other, 0.0) + asked * worth
    scores.pop(place, None)
    return best(scores, NEIGHBOURS)


def _shares(similar: Sequence[tuple[float, int]]) -> tuple[Share, ...]:
    """Divide what neighbours lend among them by their similarity; none lends more than the largest share."""
    if not similar:
        return ()
    parts = [score / similar[0][0] for score, _ in similar]
    total = max(sum(parts), 1 / LARGEST_SHARE)
    return tuple((-place, round(part / total, 3)) for part, (_, place) in zip(parts, similar, strict=True))
