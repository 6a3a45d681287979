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

from mkdocs_postmortems.core.document_links import DocumentLinks, RelationEnd
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bm25 import (
    MAX_COMPARED_POSTINGS,
    MAX_DOCUMENT_QUERY_TERMS,
    idf,
    is_common,
    tf_weight,
)
from mkdocs_postmortems.core.similar.collection import DocumentCollection, PackedTermCounts
from mkdocs_postmortems.core.similar.explanation import explain
from mkdocs_postmortems.core.similar.inverted_index import top_k

MAX_RELATED = 5
"""So many earlier documents a page names, and as many later ones."""
_MIN_SIMILARITY = 0.1
"""The least likeness worth a reader's time: 1 is a document that says the same."""


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document that another one's page names."""

    document: Postmortem
    reason: str
    similarity: float
    """0 to 1; of a declared relation 1."""
    declared: bool = False


@dataclass(frozen=True, slots=True)
class _Similarity:
    """How much a document is like an earlier one."""

    earlier: int
    score: float
    terms: tuple[int, ...]
    """The terms that weighed most."""


def build_related(collection: DocumentCollection, links: DocumentLinks) -> Mapping[str, tuple[RelatedDocument, ...]]:
    """Return the related documents of each by its path: declared ones, then by likeness."""
    past = _EarlierDocuments(collection)
    earlier = [past.compare_and_add(place, counted) for place, counted in enumerate(collection.historical_counts)]
    later: dict[int, list[tuple[float, int, _Similarity]]] = {}
    for place, found in enumerate(earlier):
        for one in found:
            later.setdefault(one.earlier, []).append((one.score, place, one))
    sheet = _RelatedLists(collection)
    return {
        document.path: sheet.build(
            place,
            earlier[place],
            heapq.nsmallest(MAX_RELATED, later.get(place, ()), key=_best_first),
            links.relation_ends,
        )
        for place, document in enumerate(collection.documents)
    }


def _best_first(item: tuple[float, int, _Similarity]) -> tuple[float, int]:
    return -item[0], item[1]


class _RelatedLists:
    """Words the lists."""

    def __init__(self, collection: DocumentCollection) -> None:
        self._collection = collection
        self._names = list(collection.terms)
        self._by_path = {document.path: document for document in collection.documents}

    def build(
        self,
        doc_id: int,
        earlier: Sequence[_Similarity],
        later: Sequence[tuple[float, int, _Similarity]],
        connections: Mapping[str, tuple[RelationEnd, ...]],
    ) -> tuple[RelatedDocument, ...]:
        """Return the list of the document at `place`."""
        path = self._collection.documents[doc_id].path
        declared = [RelatedDocument(end.document, end.label, 1.0, declared=True) for end in connections.get(path, ())]
        known = {one.document.path for one in declared}
        alike = [self._related(one.earlier, one) for one in earlier]
        alike += [self._related(other, one) for _, other, one in later]
        alike.sort(key=lambda one: (-one.similarity, one.document.path))
        return (*declared, *(one for one in alike if one.document.path not in known))

    def _related(self, place: int, one: _Similarity) -> RelatedDocument:
        collection = self._collection
        document = collection.documents[place]
        evidence = ((self._names[term], collection.spellings[term]) for term in one.terms)
        reason = explain(evidence, document, collection.view.taxonomy, collection.phrases, both_documents=True)
        return RelatedDocument(document, reason, one.score)


class _EarlierPostings:
    """The documents so far that have a term, and what it is worth in each."""

    __slots__ = ("doc_ids", "weights")

    def __init__(self) -> None:
        self.doc_ids = array("I")
        self.weights = array("d")


class _QueryTerm(NamedTuple):
    """A term that documents are compared by."""

    term: int
    weight: float
    idf: float


class _EarlierDocuments:
    """The documents so far."""

    def __init__(self, collection: DocumentCollection) -> None:
        self._parameters = collection.parameters
        having = Counter(term for counted in collection.historical_counts for term in counted.terms)
        # Most terms are one document's own: it can be like no other by these, so that nobody has to remember them.
        self._postings = [_EarlierPostings() if having[term] > 1 else None for term in range(len(collection.terms))]
        self._self_scores: list[float] = []
        """How much each document is like itself."""
        self._total_length = 0.0

    def compare_and_add(self, doc_id: int, counted: PackedTermCounts) -> list[_Similarity]:
        """Return the documents so far that one is most like, and count it among them."""
        self._total_length += counted.length
        length = counted.length * (doc_id + 1) / self._total_length if self._total_length else 1.0
        worth = {count: tf_weight(count, length, self._parameters) for count in set(counted.counts)}
        terms = [
            (term, worth[count], self._postings[term])
            for term, count in zip(counted.terms, counted.counts, strict=True)
        ]
        similar = self._compare(terms)
        for _, one, uses in terms:
            if uses is not None:
                uses.doc_ids.append(doc_id)
                uses.weights.append(one)
        return similar

    def _compare(self, terms: Sequence[tuple[int, float, _EarlierPostings | None]]) -> list[_Similarity]:
        having = [0 if uses is None else len(uses.doc_ids) for _, _, uses in terms]
        rarities = {known: idf(len(self._self_scores) + 1, known + 1) for known in set(having)}
        strength = [
            (worth * rarities[known], -term, worth, rarities[known])
            for (term, worth, _), known in zip(terms, having, strict=True)
            if known
        ]
        strongest = [_QueryTerm(-term, *rest) for _, term, *rest in heapq.nlargest(MAX_DOCUMENT_QUERY_TERMS, strength)]
        scores = self._scores(strongest)
        whole = sorted(
            (one * one * rarities[known] for (_, one, _), known in zip(terms, having, strict=True)), reverse=True
        )
        itself = sum(whole[:MAX_DOCUMENT_QUERY_TERMS]) or 1.0
        found = []
        for score, other in top_k(scores, MAX_RELATED):
            likeness = min(round(score / sqrt(itself * self._self_scores[-other]), 4), 1.0)
            if likeness >= _MIN_SIMILARITY:
                found.append(_Similarity(-other, likeness, self._shared_terms(-other, strongest)))
        self._self_scores.append(itself)
        return found

    def _scores(self, query_terms: Iterable[_QueryTerm]) -> dict[int, float]:
        scores: dict[int, float] = {}
        left = MAX_COMPARED_POSTINGS
        for one in query_terms:
            uses = self._postings_of(one.term)
            left -= len(uses.doc_ids)
            if left < 0:
                break
            weight = one.weight * one.idf
            for other, there in zip(uses.doc_ids, uses.weights, strict=True):
                scores[other] = scores.get(other, 0.0) + weight * there
        return scores

    def _shared_terms(self, other: int, query_terms: Iterable[_QueryTerm]) -> tuple[int, ...]:
        """Return the terms of a comparison that the other document has, the weightiest first, common ones last."""
        found = []
        for one in query_terms:
            uses = self._postings_of(one.term)
            place = _position(uses.doc_ids, other)
            if place is not None:
                weight = one.weight * uses.weights[place] * one.idf
                found.append((not is_common(one.idf), weight, -one.term))
        return tuple(-term for _, _, term in heapq.nlargest(12, found))

    def _postings_of(self, term: int) -> _EarlierPostings:
        uses = self._postings[term]
        assert uses is not None
        return uses


def _position(doc_ids: array[int], wanted: int) -> int | None:
    at = bisect_left(doc_ids, wanted)
    return at if at < len(doc_ids) and doc_ids[at] == wanted else None
