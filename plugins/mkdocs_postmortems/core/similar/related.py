"""Related incidents for the pages of a view, so that one more document does not change them all.

A page names the documents it is like *among those that were there before it*, compared by what was known then: how rare
a word was, how long documents were, which lines were boilerplate. Of later documents it names those that name it. Its
declared relations it names always. "Before" is by the day of the incident, then by path.

So the newest document changes its own page, those of at most `MOST` documents that it names, those it has a declared
relation with, and no other. One that is filed late, with a day in the past, can change the lists of later documents and
of those that they name.
`tests/core/similar/test_related.py` holds the rule, `benchmarks/similar.py` measures both cases.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from mkdocs_postmortems.core.links import Connection, Links
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.collection import Collection, Counted
from mkdocs_postmortems.core.similar.reason import describe
from mkdocs_postmortems.core.similar.tuning import DOCUMENT_TERMS, POSTINGS
from mkdocs_postmortems.core.similar.weighing import frequency, rarity

MOST = 5
"""So many earlier documents a page names, and as many later ones."""
_LEAST = 0.1
"""The least likeness worth a reader's time: 1 is a document that says the same."""


@dataclass(frozen=True, slots=True)
class Related:
    """A document that another one's page names."""

    document: Postmortem
    reason: str
    likeness: float
    """0 to 1; of a declared relation 1."""
    declared: bool = False


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much a document is like an earlier one."""

    earlier: int
    score: float
    terms: tuple[int, ...]
    """The terms that weighed most."""


def build_related(collection: Collection, links: Links) -> Mapping[str, tuple[Related, ...]]:
    """Return the related documents of each by its path: declared ones, then by likeness."""
    past = _Past(collection)
    earlier = [past.compare_and_add(place, counted) for place, counted in enumerate(collection.then)]
    later: dict[int, list[tuple[float, int, _Likeness]]] = {}
    for place, found in enumerate(earlier):
        for one in found:
            later.setdefault(one.earlier, []).append((one.score, place, one))
    sheet = _Sheet(collection)
    return {
        document.path: sheet.of(
            place, earlier[place], heapq.nsmallest(MOST, later.get(place, ()), key=_best_first), links.connections
        )
        for place, document in enumerate(collection.documents)
    }


def _best_first(item: tuple[float, int, _Likeness]) -> tuple[float, int]:
    return -item[0], item[1]


class _Sheet:
    """Words the lists."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._names = list(collection.terms)
        self._by_path = {document.path: document for document in collection.documents}

    def of(
        self,
        place: int,
        earlier: Sequence[_Likeness],
        later: Sequence[tuple[float, int, _Likeness]],
        connections: Mapping[str, tuple[Connection, ...]],
    ) -> tuple[Related, ...]:
        """Return the list of the document at `place`."""
        path = self._collection.documents[place].path
        declared = [Related(end.document, end.words, 1.0, declared=True) for end in connections.get(path, ())]
        known = {one.document.path for one in declared}
        alike = [self._related(one.earlier, one) for one in earlier]
        alike += [self._related(other, one) for _, other, one in later]
        alike.sort(key=lambda one: (-one.likeness, one.document.path))
        return (*declared, *(one for one in alike if one.document.path not in known))

    def _related(self, place: int, one: _Likeness) -> Related:
        collection = self._collection
        document = collection.documents[place]
        evidence = ((self._names[term], collection.written[term]) for term in one.terms)
        reason = describe(evidence, document, collection.view.taxonomy, collection.glossary, pair=True)
        return Related(document, reason, one.score)


class _Past:
    """The documents so far."""

    def __init__(self, collection: Collection) -> None:
        self._tuning = collection.tuning
        self._places: list[array[int]] = [array("L") for _ in collection.terms]
        self._worth: list[array[float]] = [array("d") for _ in collection.terms]
        self._itself: list[float] = []
        """How much each document is like itself."""
        self._length = 0.0

    def compare_and_add(self, place: int, counted: Counted) -> list[_Likeness]:
        """Return the documents so far that one is most like, and count it among them."""
        self._length += counted.length
        length = counted.length * (place + 1) / self._length if self._length else 1.0
        worth = [frequency(count, length, self._tuning) for count in counted.counts]
        similar = self._compare(list(zip(counted.terms, worth, strict=True)))
        for term, one in zip(counted.terms, worth, strict=True):
            self._places[term].append(place)
            self._worth[term].append(one)
        return similar

    def _compare(self, terms: Sequence[tuple[int, float]]) -> list[_Likeness]:
        rarities = {term: rarity(len(self._itself) + 1, len(self._places[term]) + 1) for term, _ in terms}
        strength = ((worth * rarities[term], -term, worth) for term, worth in terms if self._places[term])
        strongest = [(-term, worth) for _, term, worth in heapq.nlargest(DOCUMENT_TERMS, strength)]
        scores: dict[int, float] = {}
        left = POSTINGS
        for term, worth in strongest:
            left -= len(self._places[term])
            if left < 0:
                break
            asked = worth * rarities[term]
            for other, there in zip(self._places[term], self._worth[term], strict=True):
                scores[other] = scores.get(other, 0.0) + asked * there
        whole = heapq.nlargest(DOCUMENT_TERMS, (worth * worth * rarities[term] for term, worth in terms))
        itself = sum(whole) or 1.0
        found = []
        for score, other in heapq.nlargest(MOST, ((score, -other) for other, score in scores.items())):
            likeness = min(round(score / sqrt(itself * self._itself[-other]), 4), 1.0)
            if likeness >= _LEAST:
                found.append(_Likeness(-other, likeness, self._shared(-other, strongest, rarities)))
        self._itself.append(itself)
        return found

    def _shared(self, other: int, terms: Sequence[tuple[int, float]], rarities: Mapping[int, float]) -> tuple[int, ...]:
        """Return the terms of a comparison that the other document has, the weightiest first."""
        found = []
        for term, worth in terms:
            place = _place(self._places[term], other)
            if place is not None:
                found.append((worth * self._worth[term][place] * rarities[term], -term))
        return tuple(-term for _, term in heapq.nlargest(12, found))


def _place(places: array[int], wanted: int) -> int | None:
    at = bisect_left(places, wanted)
    return at if at < len(places) and places[at] == wanted else None
