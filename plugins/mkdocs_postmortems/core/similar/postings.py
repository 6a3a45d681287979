"""The documents that have a term, with its weight in each: all in two rows of numbers, since most have one only."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, by their place in the collection, and its weight in each."""

    places: array[int]
    weights: array[int]

    def weight(self, place: int) -> int:
        """Return the weight in one document; 0 if it does not have the term."""
        at = bisect_left(self.places, place)
        return self.weights[at] if at < len(self.places) and self.places[at] == place else 0


@dataclass(frozen=True, slots=True)
class Strongest:
    """The terms that a document is found by, the strongest first, with their weights."""

    terms: array[int]
    weights: array[int]


class AllPostings(Mapping[int, Postings]):
    """The postings of each term that any document is found by."""

    def __init__(self, documents: Sequence[Strongest], terms: int) -> None:
        """Turn documents with terms into terms with documents; `terms` is how many there are."""
        having = [0] * terms
        for document in documents:
            for term in document.terms:
                having[term] += 1
        self._starts = array("I", [0, *accumulate(having)])
        self._places = array("I", bytes(4 * self._starts[-1]))
        self._weights = array("H", bytes(2 * self._starts[-1]))
        free = self._starts[:-1]
        for place, document in enumerate(documents):
            for term, weight in zip(document.terms, document.weights, strict=True):
                at = free[term]
                self._places[at] = place
                self._weights[at] = weight
                free[term] = at + 1

    def count(self, term: int) -> int:
        """Return how many documents have a term."""
        return self._starts[term + 1] - self._starts[term]

    def __getitem__(self, term: int) -> Postings:
        """Return the postings of a term."""
        here = slice(self._starts[term], self._starts[term + 1])
        if here.start == here.stop:
            raise KeyError(term)
        return Postings(self._places[here], self._weights[here])

    def __contains__(self, term: object) -> bool:
        """Whether any document is found by a term."""
        return isinstance(term, int) and 0 <= term < len(self._starts) - 1 and self.count(term) > 0

    def __iter__(self) -> Iterator[int]:
        """Yield the terms that have postings."""
        return (term for term in range(len(self._starts) - 1) if self.count(term))

    def __len__(self) -> int:
        """Return how many terms have postings."""
        return sum(1 for _ in self)
