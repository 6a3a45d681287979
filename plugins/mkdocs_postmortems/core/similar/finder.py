"""Finds the incidents of a view that are similar to a text, a draft or a document, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from mkdocs_postmortems.core.document_links import RELATION_LABELS, RelationEnd, build_document_links
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bm25 import is_common
from mkdocs_postmortems.core.similar.collection import DocumentCollection
from mkdocs_postmortems.core.similar.document_fields import alert_concept, error_concept
from mkdocs_postmortems.core.similar.explanation import explain, explain_by_neighbour
from mkdocs_postmortems.core.similar.phrases import CONCEPT_FACETS, PhraseTrie, facet_concept, phrase_concepts
from mkdocs_postmortems.core.similar.ranking import Hit, Query, query_from_document, query_from_text, rank
from mkdocs_postmortems.core.similar.similarity_index import SimilarityIndex, build_index
from mkdocs_postmortems.core.view import Readable


@dataclass(frozen=True, slots=True)
class Match:
    """A document that is similar to what was searched for, with the reason."""

    document: Postmortem
    score: float
    """Comparable within one result list only; 0 for declared relations."""
    reason: str
    """Why the document was found, in words; may be empty."""


class SimilarityFinder:
    """Similarity search over the records of one view."""

    def __init__(self, view: Readable, collection: DocumentCollection | None = None) -> None:
        """Take the records of the view; `collection` holds their term counts if they have been counted already."""
        self.view = view
        self.collection = collection or DocumentCollection(view)
        self._doc_ids = {document.path: doc_id for doc_id, document in enumerate(self.collection.documents)}

    @cached_property
    def index(self) -> SimilarityIndex:
        """The index that rankings need; what only compares words does without."""
        return build_index(self.collection)

    @cached_property
    def _terms(self) -> list[str]:
        return list(self.collection.terms)

    def similar_to_text(self, text: str, limit: int = 10, *, direct_only: bool = False) -> tuple[Match, ...]:
        """Return the incidents most similar to a pasted text, best first.

        Args:
            text: any text: an alert, an error, log lines.
            limit: the maximum number of results.
            direct_only: leave out incidents that share no term with the text and are only similar to ones that do.
        """
        query = query_from_text(text, self.query_phrases, self.collection, self.index)
        hits = islice((hit for hit in rank(self.index, query) if not direct_only or hit.similar_to is None), limit)
        return tuple(self._match(hit, query, both_documents=False) for hit in hits)

    def explained(self, text: str, scores: Iterable[tuple[int, float]]) -> tuple[Match, ...]:
        """Return documents, by id and score, with what they share with a text."""
        query = query_from_text(text, self.query_phrases, self.collection, self.index)
        hits = (Hit(doc_id, score, None) for doc_id, score in scores)
        return tuple(self._match(hit, query, both_documents=False) for hit in hits)

    def term_name(self, term: int) -> str:
        """Return the term with this index in the dictionary."""
        return self._terms[term]

    def similar_to_document(self, document: Postmortem, limit: int = 10) -> tuple[Match, ...]:
        """Return the incidents most similar to a draft or a document of the view, its declared relations first."""
        query = query_from_document(document, self.collection, self.index)
        pinned = self._declared(document)
        without = {self._doc_ids[path] for path in (document.path, *pinned) if path in self._doc_ids}
        hits = islice(rank(self.index, query, without), limit)
        alike = (self._match(hit, query, both_documents=True) for hit in hits)
        return tuple([*pinned.values(), *alike][:limit])

    def _declared(self, document: Postmortem) -> dict[str, Match]:
        """Return the documents that a relation declared by either side connects with this one, by path."""
        own = ((relation.target, RELATION_LABELS[relation.kind][0]) for relation in document.relations)
        ends = ((end.document.path, end.label) for end in self._connections.get(document.path, ()))
        found: dict[str, Match] = {}
        for path, words in (*ends, *own):
            if path in self._doc_ids and path != document.path:
                found.setdefault(path, Match(self.collection.documents[self._doc_ids[path]], 0.0, words))
        return found

    @cached_property
    def _connections(self) -> Mapping[str, tuple[RelationEnd, ...]]:
        return build_document_links(self.view).relation_ends

    @cached_property
    def query_phrases(self) -> PhraseTrie:
        """Phrases recognised in queries: synonyms, taxonomy terms, and the values, alerts and errors in use.

        The terms of documents are counted without the phrases in use, so that a new document changes no other.
        """
        return PhraseTrie([*phrase_concepts(self.view.taxonomy), *self._phrases_in_use()])

    def _phrases_in_use(self) -> list[tuple[str, str]]:
        found = []
        for document in self.collection.documents:
            found += [(name, alert_concept(name)) for name in document.alerts]
            found += [(name, error_concept(name)) for name in document.error_signatures]
        for facet in CONCEPT_FACETS:
            for term in self.view.taxonomy.terms(facet.vocabulary).values() if facet.vocabulary else ():
                found += [(name, facet_concept(facet, term.id)) for name in term.names]
        return found

    def _match(self, hit: Hit, query: Query, *, both_documents: bool) -> Match:
        document = self.collection.documents[hit.doc_id]
        if hit.similar_to is not None:
            return Match(document, hit.score, explain_by_neighbour(self.collection.documents[hit.similar_to].title))
        weighed = (
            (asked * self.index.postings[term].weight(hit.doc_id), number)
            for number, (term, asked) in enumerate(query.weights)
        )
        idfs = self.index.idfs
        order = sorted(
            (is_common(idfs[query.weights[number][0]]), -weight, number) for weight, number in weighed if weight
        )
        terms = [query.weights[number][0] for _, _, number in order]
        evidence = ((self._terms[term], query.spellings[term]) for term in terms)
        reason = explain(evidence, document, self.view.taxonomy, self.query_phrases, both_documents=both_documents)
        return Match(document, hit.score, reason)
