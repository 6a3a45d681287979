"""An inverted index, from terms to weighted documents, and selection of the highest scores."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate


def top_k(scores: Mapping[int, float], k: int) -> list[tuple[float, int]]:
    """Return the `k` highest of the scores (by document id) as (score, -id), highest first, ties by ascending id.

    Plain scores are selected first, so that pairs are built for few documents only.
    """
    highest = heapq.nlargest(k, scores.values())
    if not highest:
        return []
    least = highest[-1]
    return heapq.nlargest(k, [(score, -doc_id) for doc_id, score in scores.items() if score >= least])


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, as ascending indexes into the collection, and the weight of the term in each."""

    doc_ids: array[int]
    weights: array[int]

    def weight(self, doc_id: int) -> int:
        """Return the weight of the term in one document; 0 if the document does not have it."""
        at = bisect_left(self.doc_ids, doc_id)
        return self.weights[at] if at < len(self.doc_ids) and self.doc_ids[at] == doc_id else 0


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The indexed terms of a document, strongest first, with their weights."""

    terms: array[int]
    weights: array[int]


class InvertedIndex(Mapping[int, Postings]):
    """Term id to postings, for all terms that occur in an indexed document."""

    def __init__(self, documents: Sequence[DocumentTerms], terms: int) -> None:
        """Invert the terms of documents; `terms` is the number of term ids."""
        frequencies = [0] * terms
        for document in documents:
            for term in document.terms:
                frequencies[term] += 1
        self._starts = array("I", [0, *accumulate(frequencies)])
        self._doc_ids = array("I", bytes(4 * self._starts[-1]))
        self._weights = array("H", bytes(2 * self._starts[-1]))
        free = self._starts[:-1]
        for doc_id, document in enumerate(documents):
            for term, weight in zip(document.terms, document.weights, strict=True):
                at = free[term]
                self._doc_ids[at] = doc_id
                self._weights[at] = weight
                free[term] = at + 1

    def document_frequency(self, term: int) -> int:
        """Return the number of documents that have a term."""
        return self._starts[term + 1] - self._starts[term]

    def __getitem__(self, term: int) -> Postings:
        """Return the postings of a term; raise `KeyError` if no document has it."""
        here = slice(self._starts[term], self._starts[term + 1])
        if here.start == here.stop:
            raise KeyError(term)
        return Postings(self._doc_ids[here], self._weights[here])

    def __contains__(self, term: object) -> bool:
        """Return whether any document has a term."""
        return isinstance(term, int) and 0 <= term < len(self._starts) - 1 and self.document_frequency(term) > 0

    def __iter__(self) -> Iterator[int]:
        """Yield the ids of terms that have postings, ascending."""
        return (term for term in range(len(self._starts) - 1) if self.document_frequency(term))

    def __len__(self) -> int:
        """Return the number of terms that have postings."""
        return sum(1 for _ in self)
