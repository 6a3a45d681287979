"""Ranks documents by a question: by likeness, more so the more of its words they have. `similar.js` does the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.similar.finder import SimilarityFinder
from mkdocs_postmortems.core.similar.phrases import CONCEPT_PREFIX
from mkdocs_postmortems.core.similar.question import AskedWord, SearchQuestion
from mkdocs_postmortems.core.similar.ranking import Hit, query_from_text, rank

MIN_COVERAGE = 0.5
"""Share of the words of a question from which on a document is listed, whatever its score."""
MIN_SCORE_SHARE = 0.4
"""Share of the best score from which on a document is listed, whatever words it has."""
MAX_LIKE_PASTED = 50
"""Documents listed for a pasted text, which nearly all documents are a little like."""
DECLARED = (f"{CONCEPT_PREFIX}alert:", f"{CONCEPT_PREFIX}error:")
"""Beginnings of the concepts of alerts and error signatures, which are exact strings that a document declares."""


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document that a question finds by its terms."""

    doc_id: int
    """Index of the document in the collection."""
    score: float
    coverage: float
    """Share of the question's words that the document has, 0 to 1."""


def rank_question(finder: SimilarityFinder, question: SearchQuestion) -> list[RankedDocument]:
    """Return the documents that are worth listing for a question, best first.

    The result does not depend on any filter: a filter only leaves out what is listed without it.
    """
    query = query_from_text(question.text, finder.query_phrases, finder.collection, finder.index)
    hits = [hit for hit in rank(finder.index, query) if hit.similar_to is None]
    having = [_having(finder, word) for word in question.words]
    scored = [_ranked(hit, having, question) for hit in hits]
    declaring = _declaring(finder, (term for term, _ in query.weights)) if question.is_pasted else frozenset()
    scored.sort(key=lambda one: (one.doc_id not in declaring, -one.score, one.doc_id))
    return _worth_listing(scored, question)


def _ranked(hit: Hit, having: Sequence[Collection[int]], question: SearchQuestion) -> RankedDocument:
    coverage = sum(hit.doc_id in documents for documents in having) / len(having) if having else 0.0
    boost = 1.0 if question.is_pasted else 1 + coverage * coverage
    return RankedDocument(hit.doc_id, hit.score * boost, coverage)


def _having(finder: SimilarityFinder, word: AskedWord) -> set[int]:
    """Return the documents that are indexed by a word, or by what stands for it."""
    found: set[int] = set.intersection(*(_documents(finder, stem) for stem in word.stems)) if word.stems else set()
    return found.union(*(_documents(finder, term) for term in (word.whole, *word.concepts)))


def _documents(finder: SimilarityFinder, term: str) -> set[int]:
    number = finder.collection.terms.get(term, -1)
    return set(finder.index.postings[number].doc_ids) if number in finder.index.postings else set()


def _declaring(finder: SimilarityFinder, terms: Iterable[int]) -> frozenset[int]:
    """Return the documents that declare an alert or an error that is among the terms."""
    declared = (term for term in terms if finder.term_name(term).startswith(DECLARED))
    return frozenset(doc_id for term in declared for doc_id in finder.index.postings[term].doc_ids)


def _worth_listing(ranked: Sequence[RankedDocument], question: SearchQuestion) -> list[RankedDocument]:
    best = max((one.score for one in ranked), default=0.0)
    covered = 1.1 if question.is_pasted else MIN_COVERAGE
    listed = [one for one in ranked if one.coverage >= covered or one.score >= MIN_SCORE_SHARE * best]
    return listed[:MAX_LIKE_PASTED] if question.is_pasted else listed
