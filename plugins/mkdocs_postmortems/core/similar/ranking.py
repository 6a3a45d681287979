"""What is asked: terms with how much each matters. Made from a text, or from a document that may be a draft."""

from __future__ import annotations

import heapq
from collections.abc import Collection as Container
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bm25 import (
    MAX_DOCUMENT_QUERY_TERMS,
    MAX_TEXT_QUERY_TERMS,
    query_tf_weight,
    tf_weight,
)
from mkdocs_postmortems.core.similar.collection import DocumentCollection
from mkdocs_postmortems.core.similar.document_fields import read_fields
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.similarity_index import SimilarityIndex
from mkdocs_postmortems.core.similar.term_counts import TermDictionary, count_document, count_text


@dataclass(frozen=True, slots=True)
class Query:
    """Numbers of terms, the strongest first, with their weights and the words they were asked in."""

    weights: tuple[tuple[int, float], ...]
    spellings: dict[int, str]


def query_from_text(text: str, phrases: PhraseTrie, collection: DocumentCollection, index: SimilarityIndex) -> Query:
    """Ask with a pasted text: of a long one, only the rarest terms that any document has."""
    bag = count_text(text, phrases)
    weights = ((term, written, query_tf_weight(count)) for term, written, count in bag.named_counts())
    return _strongest_query_terms(weights, collection, index, MAX_TEXT_QUERY_TERMS)


def query_from_document(document: Postmortem, collection: DocumentCollection, index: SimilarityIndex) -> Query:
    """Ask with a document, by what it is found by itself."""
    tuning = index.parameters
    record = read_fields(document, collection.view.taxonomy)
    bag = count_document(record, TermDictionary(collection.phrases), tuning.weights)
    length = bag.length / index.mean_length
    weights = ((term, written, tf_weight(count, length, tuning)) for term, written, count in bag.named_counts())
    return _strongest_query_terms(weights, collection, index, MAX_DOCUMENT_QUERY_TERMS)


def _strongest_query_terms(
    weights: Iterable[tuple[str, str, float]], collection: DocumentCollection, index: SimilarityIndex, limit: int
) -> Query:
    known = [one for one in weights if collection.terms.get(one[0], -1) in index.postings]
    strength = ((-weight * index.idfs[collection.terms[term]], term, weight, word) for term, word, weight in known)
    strongest = heapq.nsmallest(limit, strength)
    chosen = tuple((collection.terms[term], weight) for _, term, weight, _ in strongest)
    return Query(chosen, {collection.terms[term]: written for _, term, _, written in strongest})


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    doc_id: int
    score: float
    similar_to: int | None
    """The place of the document that it was found through, if it has nothing of the question itself."""


def rank(index: SimilarityIndex, query: Query, excluded: Container[int] = ()) -> list[Hit]:
    """Return all documents with a score, best first; of equal ones the older first."""
    direct = score(index, query)
    for place in excluded:
        direct.pop(place, None)
    smooth = index.parameters.smoothing
    hits = []
    for place, neighbours in enumerate(index.neighbours):
        own, lent, best = direct.get(place, 0.0), 0.0, (0.0, 0)
        for other, share in neighbours:
            part = share * direct.get(other, 0.0)
            lent += part  # Not `sum()`, which rounds in its own way: browsers have to come to the same figure.
            best = max(best, (part, -other))
        total = (1 - smooth) * own + smooth * lent
        if total and place not in excluded:
            hits.append(Hit(place, total, None if own else -best[1]))
    return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))


def score(index: SimilarityIndex, query: Query) -> dict[int, float]:
    """Return the score of each document that has any term of the question."""
    scores: dict[int, float] = {}
    for term, asked in query.weights:
        found = index.postings[term]
        for place, worth in zip(found.doc_ids, found.weights, strict=True):
            scores[place] = scores.get(place, 0.0) + asked * worth
    return scores
