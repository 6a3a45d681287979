"""Builds weighted queries from texts and documents, and ranks the documents of an index by them."""

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
    """Weighted terms to search for. Contains only terms that the index has."""

    weights: tuple[tuple[int, float], ...]
    """(term id, weight), the strongest first."""
    spellings: dict[int, str]
    """The spelling of each term in the query, by term id."""


def query_from_text(text: str, phrases: PhraseTrie, collection: DocumentCollection, index: SimilarityIndex) -> Query:
    """Return the query of a pasted text; a long text is reduced to its strongest terms."""
    counts = count_text(text, phrases)
    weights = ((term, written, query_tf_weight(count)) for term, written, count in counts.named_counts())
    return _strongest_query_terms(weights, collection, index, MAX_TEXT_QUERY_TERMS)


def query_from_document(document: Postmortem, collection: DocumentCollection, index: SimilarityIndex) -> Query:
    """Return the query of a document or draft, weighted like the documents of the index."""
    parameters = index.parameters
    fields = read_fields(document, collection.view.taxonomy)
    counts = count_document(fields, TermDictionary(collection.phrases), parameters.weights)
    length = counts.length / index.mean_length
    weights = ((term, written, tf_weight(count, length, parameters)) for term, written, count in counts.named_counts())
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
    """A document of the ranking, with its score."""

    doc_id: int
    """Index of the document in the collection."""
    score: float
    similar_to: int | None
    """The document that contributed most of the score, if this one has no term of the query; else `None`."""


def rank(index: SimilarityIndex, query: Query, excluded: Container[int] = ()) -> list[Hit]:
    """Return all documents with a positive score, best first, ties oldest first.

    A score combines the document's own score with those of its most similar documents (`ScoringParameters.smoothing`).
    Excluded documents neither appear nor contribute.
    """
    direct = score(index, query)
    for doc_id in excluded:
        direct.pop(doc_id, None)
    smoothing = index.parameters.smoothing
    hits = []
    for doc_id, neighbours in enumerate(index.neighbours):
        own, contributed, best = direct.get(doc_id, 0.0), 0.0, (0.0, 0)
        for other, share in neighbours:
            part = share * direct.get(other, 0.0)
            contributed += part  # Not `sum()`, which compensates rounding errors: browsers compute the same number.
            best = max(best, (part, -other))
        total = (1 - smoothing) * own + smoothing * contributed
        if total and doc_id not in excluded:
            hits.append(Hit(doc_id, total, None if own else -best[1]))
    return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))


def score(index: SimilarityIndex, query: Query) -> dict[int, float]:
    """Return the scores of the documents that have a term of the query, by document id, without smoothing."""
    scores: dict[int, float] = {}
    for term, query_weight in query.weights:
        found = index.postings[term]
        for doc_id, weight in zip(found.doc_ids, found.weights, strict=True):
            scores[doc_id] = scores.get(doc_id, 0.0) + query_weight * weight
    return scores
