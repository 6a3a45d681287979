"""The best of many scores."""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate


def top_k(scores: Mapping[int, float], k: int) -> list[tuple[float, int]]:
    """Return the highest scores as (score, -place), the highest first, and of equal ones the first place first.

    Scores alone are compared first: pairs are made of the few that can be among the best.
    """
    highest = heapq.nlargest(k, scores.values())
    if not highest:
        return []
    least = highest[-1]
    return heapq.nlargest(k, [(score, -place) for place, score in scores.items() if score >= least])


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, by their place in the collection, and its weight in each."""

    doc_ids: array[int]
    weights: array[int]

    def weight(self, doc_id: int) -> int:
        """Return the weight in one document; 0 if it does not have the term."""
        at = bisect_left(self.doc_ids, doc_id)
        return self.weights[at] if at < len(self.doc_ids) and self.doc_ids[at] == doc_id else 0


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The terms that a document is found by, the strongest first, with their weights."""

    terms: array[int]
    weights: array[int]


class InvertedIndex(Mapping[int, Postings]):
    """The postings of each term that any document is found by."""

    def __init__(self, documents: Sequence[DocumentTerms], terms: int) -> None:
        """Turn documents with terms into terms with documents; `terms` is how many there are."""
        having = [0] * terms
        for document in documents:
            for term in document.terms:
                having[term] += 1
        self._starts = array("I", [0, *accumulate(having)])
        self._doc_ids = array("I", bytes(4 * self._starts[-1]))
        self._weights = array("H", bytes(2 * self._starts[-1]))
        free = self._starts[:-1]
        for place, document in enumerate(documents):
            for term, weight in zip(document.terms, document.weights, strict=True):
                at = free[term]
                self._doc_ids[at] = place
                self._weights[at] = weight
                free[term] = at + 1

    def document_frequency(self, term: int) -> int:
        """Return how many documents have a term."""
        return self._starts[term + 1] - self._starts[term]

    def __getitem__(self, term: int) -> Postings:
        """Return the postings of a term."""
        here = slice(self._starts[term], self._starts[term + 1])
        if here.start == here.stop:
            raise KeyError(term)
        return Postings(self._doc_ids[here], self._weights[here])

    def __contains__(self, term: object) -> bool:
        """Whether any document is found by a term."""
        return isinstance(term, int) and 0 <= term < len(self._starts) - 1 and self.document_frequency(term) > 0

    def __iter__(self) -> Iterator[int]:
        """Yield the terms that have postings."""
        return (term for term in range(len(self._starts) - 1) if self.document_frequency(term))

    def __len__(self) -> int:
        """Return how many terms have postings."""
        return sum(1 for _ in self)
