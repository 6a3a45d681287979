"""Computes the related incidents of each page, in a way that a new document changes few pages.

A page lists three kinds of documents: its declared relations, the earlier documents that are most similar to it, and
the later documents whose lists contain it. Similarity to earlier documents is computed from the documents up to that
date only: idfs, mean length and boilerplate lines do not depend on later documents. "Earlier" is by date, then by path.

So the newest document changes its own page, the pages of the at most `MAX_RELATED` documents that it lists, and those
that it has a declared relation with. A document that is added with a date in the past can also change the lists of
later documents and of the documents that these list.

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
from mkdocs_postmortems.core.similar.explanation import Evidence, explain, says_something
from mkdocs_postmortems.core.similar.inverted_index import top_k

MAX_RELATED = 5
"""Maximum number of earlier similar documents on a page, and of later ones."""
_MIN_SIMILARITY = 0.1
"""Minimum similarity of a related document; 1 means the same terms."""


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """An entry in the list of related documents of a page."""

    document: Postmortem
    reason: str
    """The shared terms in words, or the label of the declared relation."""
    similarity: float
    """0 to 1; 1 for a declared relation."""
    declared: bool = False
    """Whether the front matter of either document declares the relation."""


@dataclass(frozen=True, slots=True)
class _Similarity:
    """The similarity of a document to an earlier one."""

    earlier: int
    """Index of the earlier document in the collection."""
    score: float
    """0 to 1."""
    terms: tuple[int, ...]
    """Ids of the shared terms with the highest weights."""


def build_related(collection: DocumentCollection, links: DocumentLinks) -> Mapping[str, tuple[RelatedDocument, ...]]:
    """Return the related documents of each document by path: declared relations first, then by similarity."""
    index = _EarlierDocuments(collection)
    earlier = [index.compare_and_add(doc_id, counted) for doc_id, counted in enumerate(collection.historical_counts)]
    later: dict[int, list[tuple[float, int, _Similarity]]] = {}
    for doc_id, similarities in enumerate(earlier):
        for one in similarities:
            later.setdefault(one.earlier, []).append((one.score, doc_id, one))
    lists = _RelatedLists(collection)
    return {
        document.path: lists.build(
            doc_id,
            earlier[doc_id],
            heapq.nsmallest(MAX_RELATED, later.get(doc_id, ()), key=_best_first),
            links.relation_ends,
        )
        for doc_id, document in enumerate(collection.documents)
    }


def _best_first(item: tuple[float, int, _Similarity]) -> tuple[float, int]:
    return -item[0], item[1]


class _RelatedLists:
    """Builds the lists of related documents with their reasons."""

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
        """Return the list of one document: declared relations, then similar documents."""
        path = self._collection.documents[doc_id].path
        declared = [RelatedDocument(end.document, end.label, 1.0, declared=True) for end in connections.get(path, ())]
        known = {one.document.path for one in declared}
        others = [*((one.earlier, one) for one in earlier), *((other, one) for _, other, one in later)]
        alike = [self._related(other, one) for other, one in others if self._says_something(other, one)]
        alike.sort(key=lambda one: (-one.similarity, one.document.path))
        return (*declared, *(one for one in alike if one.document.path not in known))

    def _says_something(self, doc_id: int, one: _Similarity) -> bool:
        """Whether the likeness rests on more than words that say nothing."""
        collection = self._collection
        document = collection.documents[doc_id]
        return says_something(self._evidence(one), document, collection.view.taxonomy, collection.phrases)

    def _evidence(self, one: _Similarity) -> list[Evidence]:
        return [(self._names[term], self._collection.spellings[term]) for term in one.terms]

    def _related(self, doc_id: int, one: _Similarity) -> RelatedDocument:
        collection = self._collection
        document = collection.documents[doc_id]
        reason = explain(
            self._evidence(one), document, collection.view.taxonomy, collection.phrases, both_documents=True
        )
        return RelatedDocument(document, reason, one.score)


class _EarlierPostings:
    """The earlier documents that have a term, and its weight in each."""

    __slots__ = ("doc_ids", "weights")

    def __init__(self) -> None:
        self.doc_ids = array("I")
        self.weights = array("d")


class _QueryTerm(NamedTuple):
    """A term by which a document is compared with earlier ones."""

    term: int
    weight: float
    idf: float


class _EarlierDocuments:
    """An index that grows document by document, in order of date."""

    def __init__(self, collection: DocumentCollection) -> None:
        self._parameters = collection.parameters
        frequencies = Counter(term for counted in collection.historical_counts for term in counted.terms)
        # Most terms occur in one document only and cannot make it similar to another, so they need no postings.
        self._postings = [
            _EarlierPostings() if frequencies[term] > 1 else None for term in range(len(collection.terms))
        ]
        self._self_scores: list[float] = []
        """The score of each document compared with itself, by which scores are normalised."""
        self._total_length = 0.0

    def compare_and_add(self, doc_id: int, counted: PackedTermCounts) -> list[_Similarity]:
        """Return the earlier documents most similar to this one, then add it to the index."""
        self._total_length += counted.length
        length = counted.length * (doc_id + 1) / self._total_length if self._total_length else 1.0
        weights = {count: tf_weight(count, length, self._parameters) for count in set(counted.counts)}
        terms = [
            (term, weights[count], self._postings[term])
            for term, count in zip(counted.terms, counted.counts, strict=True)
        ]
        similar = self._compare(terms)
        for _, weight, postings in terms:
            if postings is not None:
                postings.doc_ids.append(doc_id)
                postings.weights.append(weight)
        return similar

    def _compare(self, terms: Sequence[tuple[int, float, _EarlierPostings | None]]) -> list[_Similarity]:
        frequencies = [0 if postings is None else len(postings.doc_ids) for _, _, postings in terms]
        idfs = {frequency: idf(len(self._self_scores) + 1, frequency + 1) for frequency in set(frequencies)}
        strength = [
            (weight * idfs[frequency], -term, weight, idfs[frequency])
            for (term, weight, _), frequency in zip(terms, frequencies, strict=True)
            if frequency
        ]
        strongest = [_QueryTerm(-term, *rest) for _, term, *rest in heapq.nlargest(MAX_DOCUMENT_QUERY_TERMS, strength)]
        scores = self._scores(strongest)
        squares = sorted(
            (weight * weight * idfs[frequency] for (_, weight, _), frequency in zip(terms, frequencies, strict=True)),
            reverse=True,
        )
        self_score = sum(squares[:MAX_DOCUMENT_QUERY_TERMS]) or 1.0
        found = []
        for score, other in top_k(scores, MAX_RELATED):
            similarity = min(round(score / sqrt(self_score * self._self_scores[-other]), 4), 1.0)
            if similarity >= _MIN_SIMILARITY:
                found.append(_Similarity(-other, similarity, self._shared_terms(-other, strongest)))
        self._self_scores.append(self_score)
        return found

    def _scores(self, query_terms: Iterable[_QueryTerm]) -> dict[int, float]:
        scores: dict[int, float] = {}
        left = MAX_COMPARED_POSTINGS
        for one in query_terms:
            postings = self._postings_of(one.term)
            left -= len(postings.doc_ids)
            if left < 0:
                break
            weight = one.weight * one.idf
            for other, other_weight in zip(postings.doc_ids, postings.weights, strict=True):
                scores[other] = scores.get(other, 0.0) + weight * other_weight
        return scores

    def _shared_terms(self, other: int, query_terms: Iterable[_QueryTerm]) -> tuple[int, ...]:
        """Return the query terms that the other document has: rare ones by weight, then common ones."""
        found = []
        for one in query_terms:
            postings = self._postings_of(one.term)
            position = _position(postings.doc_ids, other)
            if position is not None:
                weight = one.weight * postings.weights[position] * one.idf
                found.append((not is_common(one.idf), weight, -one.term))
        return tuple(-term for _, _, term in heapq.nlargest(12, found))

    def _postings_of(self, term: int) -> _EarlierPostings:
        postings = self._postings[term]
        assert postings is not None
        return postings


def _position(doc_ids: array[int], wanted: int) -> int | None:
    at = bisect_left(doc_ids, wanted)
    return at if at < len(doc_ids) and doc_ids[at] == wanted else None
