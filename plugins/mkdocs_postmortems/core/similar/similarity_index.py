"""Builds the index of a collection: postings with weights, idfs, and the most similar documents of each document.

All values are integers or rounded numbers, so that a browser that loads them computes the same scores.
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
"""Bits of a term id where weight and id are packed into one integer."""
_MAX_TERM_ID = (1 << _TERM_ID_BITS) - 1

NeighbourShare = tuple[int, float]
"""A similar document (index in the collection), and its share of the neighbours' contribution to a score."""


@dataclass(frozen=True, slots=True)
class SimilarityIndex:
    """The data that ranking needs; see `ranking.rank`."""

    parameters: ScoringParameters
    idfs: Sequence[float]
    """By term id."""
    postings: InvertedIndex
    neighbours: tuple[tuple[NeighbourShare, ...], ...]
    """By document id, the most similar first."""
    mean_length: float
    """Of all documents, in words weighted by source; never 0."""


def build_index(collection: DocumentCollection) -> SimilarityIndex:
    """Index a collection by the current term counts of its documents."""
    documents = len(collection.documents)
    frequencies = Counter(term for counted in collection.current_counts for term in counted.terms)
    idfs = [round(idf(documents, frequencies[term]), 2) for term in range(len(collection.terms))]
    mean_length = (sum(counted.length for counted in collection.current_counts) / documents if documents else 0) or 1.0
    limit = min(MAX_INDEXED_TERMS, MAX_INDEX_POSTINGS // max(documents, 1))
    strongest = [
        _strongest_terms(counted, idfs, mean_length, collection.parameters, limit)
        for counted in collection.current_counts
    ]
    limit = _affordable_terms(strongest, len(idfs), limit)
    indexed = [DocumentTerms(one.terms[:limit], one.weights[:limit]) for one in strongest]
    postings = InvertedIndex(indexed, len(idfs))
    neighbours = tuple(
        _neighbour_shares(_most_similar(doc_id, one, postings, idfs)) for doc_id, one in enumerate(indexed)
    )
    return SimilarityIndex(collection.parameters, idfs, postings, neighbours, mean_length)


def _strongest_terms(
    counted: PackedTermCounts, idfs: Sequence[float], mean: float, parameters: ScoringParameters, limit: int
) -> DocumentTerms:
    """Return the strongest terms of a document, ties by ascending term id."""
    length = counted.length / mean
    weights = {count: WEIGHT_SCALE * tf_weight(count, length, parameters) for count in set(counted.counts)}
    # Weight and complement of the term id packed into one integer, which sorts faster than a tuple.
    pairs = [
        (round(weights[count] * idfs[term]) << _TERM_ID_BITS) + _MAX_TERM_ID - term
        for term, count in zip(counted.terms, counted.counts, strict=True)
    ]
    strongest = [pair for pair in sorted(pairs, reverse=True)[:limit] if pair > _MAX_TERM_ID]
    terms = array("I", [_MAX_TERM_ID - (pair & _MAX_TERM_ID) for pair in strongest])
    return DocumentTerms(terms, array("H", [pair >> _TERM_ID_BITS for pair in strongest]))


def _affordable_terms(documents: Sequence[DocumentTerms], terms: int, limit: int) -> int:
    """Return how many terms per document can be indexed within the size limit of the data that a browser loads."""
    lowest_ranks = bytearray([limit]) * terms
    postings = [0] * limit
    for document in documents:
        for rank, term in enumerate(document.terms):
            postings[rank] += 1
            lowest_ranks[term] = min(lowest_ranks[term], rank)
    new_terms = Counter(lowest_ranks)
    left: float = EXPORT_BYTES + EXPORT_BYTES_PER_DOCUMENT * len(documents)
    for rank in range(limit):
        left -= TERM_BYTES * new_terms[rank] + POSTING_BYTES * postings[rank]
        if left < 0:
            return rank
    return limit


def _most_similar(
    doc_id: int, document_terms: DocumentTerms, postings: InvertedIndex, idfs: Sequence[float]
) -> list[tuple[float, int]]:
    """Return the documents most similar to the one at `doc_id` as (score, -id), best first."""
    scores: dict[int, float] = {}
    left = MAX_COMPARED_POSTINGS
    pairs = zip(document_terms.weights, document_terms.terms, strict=True)
    shared = ((weight, term) for weight, term in pairs if postings.document_frequency(term) > 1)
    for weight, term in islice(shared, MAX_DOCUMENT_QUERY_TERMS):
        left -= postings.document_frequency(term)
        if left < 0:
            break
        found = postings[term]
        query_weight = weight / idfs[term]
        for other, other_weight in zip(found.doc_ids, found.weights, strict=True):
            scores[other] = scores.get(other, 0.0) + query_weight * other_weight
    scores.pop(doc_id, None)
    return top_k(scores, MAX_NEIGHBOURS)


def _neighbour_shares(similar: Sequence[tuple[float, int]]) -> tuple[NeighbourShare, ...]:
    """Return the share of each neighbour in proportion to its similarity, at most `MAX_NEIGHBOUR_SHARE`."""
    if not similar:
        return ()
    parts = [score / similar[0][0] for score, _ in similar]
    total = max(sum(parts), 1 / MAX_NEIGHBOUR_SHARE)
    return tuple((-other, round(part / total, 3)) for part, (_, other) in zip(parts, similar, strict=True))
