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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from mkdocs_postmortems.core.links import Connection, Links
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.best import best
from mkdocs_postmortems.core.similar.collection import Collection, Counted
from mkdocs_postmortems.core.similar.reason import describe
from mkdocs_postmortems.core.similar.tuning import DOCUMENT_TERMS, POSTINGS
from mkdocs_postmortems.core.similar.weighing import frequency, is_common, rarity

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


class _Uses:
    """The documents so far that have a term, and what it is worth in each."""

    __slots__ = ("places", "worth")

    def __init__(self) -> None:
        self.places = array("I")
        self.worth = array("d")


class _Asked(NamedTuple):
    """A term that documents are compared by."""

    term: int
    worth: float
    rarity: float


class _Past:
    """The documents so far."""

    def __init__(self, collection: Collection) -> None:
        self._tuning = collection.tuning
        having = Counter(term for counted in collection.then for term in counted.terms)
        # Most terms are one document's own: it can be like no other by these, so that nobody has to remember them.
        self._uses = [_Uses() if having[term] > 1 else None for term in range(len(collection.terms))]
        self._itself: list[float] = []
        """How much each document is like itself."""
        self._length = 0.0

    def compare_and_add(self, place: int, counted: Counted) -> list[_Likeness]:
        """Return the documents so far that one is most like, and count it among them."""
        self._length += counted.length
        length = counted.length * (place + 1) / self._length if self._length else 1.0
        worth = {count: frequency(count, length, self._tuning) for count in set(counted.counts)}
        terms = [
            (term, worth[count], self._uses[term]) for term, count in zip(counted.terms, counted.counts, strict=True)
        ]
        similar = self._compare(terms)
        for _, one, uses in terms:
            if uses is not None:
                uses.places.append(place)
                uses.worth.append(one)
        return similar

    def _compare(self, terms: Sequence[tuple[int, float, _Uses | None]]) -> list[_Likeness]:
        having = [0 if uses is None else len(uses.places) for _, _, uses in terms]
        rarities = {known: rarity(len(self._itself) + 1, known + 1) for known in set(having)}
        strength = [
            (worth * rarities[known], -term, worth, rarities[known])
            for (term, worth, _), known in zip(terms, having, strict=True)
            if known
        ]
        strongest = [_Asked(-term, *rest) for _, term, *rest in heapq.nlargest(DOCUMENT_TERMS, strength)]
        scores = self._scores(strongest)
        whole = sorted(
            (one * one * rarities[known] for (_, one, _), known in zip(terms, having, strict=True)), reverse=True
        )
        itself = sum(whole[:DOCUMENT_TERMS]) or 1.0
        found = []
        for score, other in best(scores, MOST):
            likeness = min(round(score / sqrt(itself * self._itself[-other]), 4), 1.0)
            if likeness >= _LEAST:
                found.append(_Likeness(-other, likeness, self._shared(-other, strongest)))
        self._itself.append(itself)
        return found

    def _scores(self, asked: Iterable[_Asked]) -> dict[int, float]:
        scores: dict[int, float] = {}
        left = POSTINGS
        for one in asked:
            uses = self._used(one.term)
            left -= len(uses.places)
            if left < 0:
                break
            weight = one.worth * one.rarity
            for other, there in zip(uses.places, uses.worth, strict=True):
                scores[other] = scores.get(other, 0.0) + weight * there
        return scores

    def _shared(self, other: int, asked: Iterable[_Asked]) -> tuple[int, ...]:
        """Return the terms of a comparison that the other document has, the weightiest first, common ones last."""
        found = []
        for one in asked:
            uses = self._used(one.term)
            place = _place(uses.places, other)
            if place is not None:
                weight = one.worth * uses.worth[place] * one.rarity
                found.append((not is_common(one.rarity), weight, -one.term))
        return tuple(-term for _, _, term in heapq.nlargest(12, found))

    def _used(self, term: int) -> _Uses:
        uses = self._uses[term]
        assert uses is not None
        return uses


def _place(places: array[int], wanted: int) -> int | None:
    at = bisect_left(places, wanted)
    return at if at < len(places) and places[at] == wanted else None
