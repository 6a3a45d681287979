"""The documents that have a term, with what it is worth there; and the documents that are most like each.

Everything here is numbers that can be written to a file and added up elsewhere: weights are whole tenths.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.similar.bm25 import (
    EXPORT_BYTES,
    EXPORT_BYTES_PER_DOCUMENT,
    MAX_COMPARED_POSTINGS,
    MAX_DOCUMENT_QUERY_TERMS,
    MAX_INDEX_POSTINGS,
    MAX_INDEXED_TERMS,
    MAX_NEIGHBOUR_SHARE,
    MAX_NEIGHBOURS,
    POSTING_BYTES,
    TERM_BYTES,
    WEIGHT_SCALE,
    ScoringParameters,
    idf,
    tf_weight,
)
from mkdocs_postmortems.core.similar.collection import DocumentCollection, PackedTermCounts
from mkdocs_postmortems.core.similar.inverted_index import DocumentTerms, InvertedIndex, top_k

_TERM_ID_BITS = 32
_MAX_TERM_ID = (1 << _TERM_ID_BITS) - 1
"""The highest number that a term may have."""
NeighbourShare = tuple[int, float]
"""A neighbour's place, and its part of what neighbours lend."""


@dataclass(frozen=True, slots=True)
class SimilarityIndex:
    """What searching needs."""

    parameters: ScoringParameters
    idfs: Sequence[float]
    """By the number of a term."""
    postings: InvertedIndex
    neighbours: tuple[tuple[NeighbourShare, ...], ...]
    """By the place of a document, the most similar first."""
    mean_length: float


def build_index(collection: DocumentCollection) -> SimilarityIndex:
    """Index a collection."""
    documents = len(collection.documents)
    having = Counter(term for counted in collection.current_counts for term in counted.terms)
    rarities = [round(idf(documents, having[term]), 2) for term in range(len(collection.terms))]
    mean_length = (sum(counted.length for counted in collection.current_counts) / documents if documents else 0) or 1.0
    most = min(MAX_INDEXED_TERMS, MAX_INDEX_POSTINGS // max(documents, 1))
    weighed = [
        _strongest_terms(counted, rarities, mean_length, collection.parameters, most)
        for counted in collection.current_counts
    ]
    most = _affordable_terms(weighed, len(rarities), most)
    weighed = [DocumentTerms(one.terms[:most], one.weights[:most]) for one in weighed]
    postings = InvertedIndex(weighed, len(rarities))
    neighbours = tuple(
        _neighbour_shares(_most_similar(place, strongest, postings, rarities))
        for place, strongest in enumerate(weighed)
    )
    return SimilarityIndex(collection.parameters, rarities, postings, neighbours, mean_length)


def _strongest_terms(
    counted: PackedTermCounts, idfs: Sequence[float], mean: float, parameters: ScoringParameters, limit: int
) -> DocumentTerms:
    """Return the strongest terms of a document; of equally strong ones the first."""
    length = counted.length / mean
    worth = {count: WEIGHT_SCALE * tf_weight(count, length, parameters) for count in set(counted.counts)}
    # A weight and a term in one number, the term counted downwards: such numbers are sorted fast.
    pairs = [
        (round(worth[count] * idfs[term]) << _TERM_ID_BITS) + _MAX_TERM_ID - term
        for term, count in zip(counted.terms, counted.counts, strict=True)
    ]
    strongest = [pair for pair in sorted(pairs, reverse=True)[:limit] if pair > _MAX_TERM_ID]
    terms = array("I", [_MAX_TERM_ID - (pair & _MAX_TERM_ID) for pair in strongest])
    return DocumentTerms(terms, array("H", [pair >> _TERM_ID_BITS for pair in strongest]))


def _affordable_terms(weighed: Sequence[DocumentTerms], terms: int, limit: int) -> int:
    """Return how many terms of each document a browser can load, where each document adds words of its own."""
    first = bytearray([limit]) * terms
    having = [0] * limit
    for strongest in weighed:
        for rank, term in enumerate(strongest.terms):
            having[rank] += 1
            first[term] = min(first[term], rank)
    new = Counter(first)
    left: float = EXPORT_BYTES + EXPORT_BYTES_PER_DOCUMENT * len(weighed)
    for rank in range(limit):
        left -= TERM_BYTES * new[rank] + POSTING_BYTES * having[rank]
        if left < 0:
            return rank
    return limit


def _most_similar(
    doc_id: int, document_terms: DocumentTerms, postings: InvertedIndex, idfs: Sequence[float]
) -> list[tuple[float, int]]:
    """Return the documents most like the one at `place` as (score, -place)."""
    scores: dict[int, float] = {}
    left = MAX_COMPARED_POSTINGS
    pairs = zip(document_terms.weights, document_terms.terms, strict=True)
    shared = ((weight, term) for weight, term in pairs if postings.document_frequency(term) > 1)
    for weight, term in islice(shared, MAX_DOCUMENT_QUERY_TERMS):
        left -= postings.document_frequency(term)
        if left < 0:
            break
        found = postings[term]
        asked = weight / idfs[term]
        for other, worth in zip(found.doc_ids, found.weights, strict=True):
            scores[other] = scores.get(other, 0.0) + asked * worth
    scores.pop(doc_id, None)
    return top_k(scores, MAX_NEIGHBOURS)


def _neighbour_shares(similar: Sequence[tuple[float, int]]) -> tuple[NeighbourShare, ...]:
    """Divide what neighbours lend among them by their similarity; none lends more than the largest share."""
    if not similar:
        return ()
    parts = [score / similar[0][0] for score, _ in similar]
    total = max(sum(parts), 1 / MAX_NEIGHBOUR_SHARE)
    return tuple((-place, round(part / total, 3)) for part, (_, place) in zip(parts, similar, strict=True))
