"""Search: exact strings and documents with all words first, then what is most like the question, in one list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.finder import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.narrowing import Narrowing, filter_by_values
from mkdocs_postmortems.core.similar.question import SearchQuestion, read_question
from mkdocs_postmortems.core.similar.question_ranking import rank_question
from mkdocs_postmortems.core.similar.spelling import correct
from mkdocs_postmortems.core.stemming import stem

_MAX_SHOWN_LENGTH = 120
"""Characters of the query that the reason repeats."""


@dataclass(frozen=True, slots=True)
class _ExactStrings:
    """The strings of a question that are compared literally, ignoring case and line breaks."""

    required: tuple[str, ...]
    """Quoted strings: a result has to contain all of them."""
    whole: str
    """The whole question without quotes: results that contain it come first."""
    identifiers: tuple[str, ...]
    """Identifiers: results that contain more of them come first."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with what places it in the list."""

    doc_id: int
    path: str
    place: int
    """Its place by likeness."""
    score: float
    has_whole: bool
    identifiers: int
    has_all_words: bool

    @property
    def sort_key(self) -> tuple[bool, int, bool, int, str]:
        """Exact strings first, then all words, then likeness."""
        return not self.has_whole, -self.identifiers, not self.has_all_words, self.place, self.path


def look_up(finder: SimilarityFinder, text: str, narrowing: Narrowing, limit: int = 10) -> tuple[Match, ...]:
    """Return the documents that fit, those with the text and with all its words first, then those that are like it.

    Strings in double quotes have to occur literally. A pasted text is answered by likeness alone. Without a text, all
    documents that fit are returned, newest first.
    """
    if not text.strip():
        return filter_by_values(finder.view, narrowing, limit)
    question = read_question(text, finder.query_phrases)
    documents = finder.collection.documents
    found = sorted(_found(finder, question), key=lambda one: one.sort_key)
    listed = [one for one in found if narrowing.fits(documents[one.doc_id])][:limit]
    return _explained(finder, question, listed)


def find_saying(finder: SimilarityFinder, text: str) -> frozenset[str]:
    """Return the paths of the documents that have a text, or all of its words, but none that are only like it."""
    question = read_question(text, finder.query_phrases)
    with_all_words, strings = _with_all_words(finder, question), _exact_strings(question)
    found = set()
    for doc_id, document in enumerate(finder.collection.documents):
        content = _searchable_text(document)
        is_found = doc_id in with_all_words or strings.whole in content
        if is_found and all(one in content for one in strings.required):
            found.add(document.path)
    return frozenset(found)


def correct_question(finder: SimilarityFinder, text: str) -> str:
    """Return a question with words that nothing has corrected to words of titles and values; unchanged if none is near.

    A pasted text, and one with a string in double quotes, is asked as it is.
    """
    question = read_question(text, finder.query_phrases)
    if question.is_pasted or question.phrases:
        return text
    contents = [_searchable_text(document) for document in finder.collection.documents]
    terms = finder.collection.terms
    return correct(text, finder.view, lambda word: stem(word) in terms or any(word in one for one in contents))


def _found(finder: SimilarityFinder, question: SearchQuestion) -> Iterator[_Found]:
    """Yield all documents that a question finds."""
    ranked = rank_question(finder, question)
    places = {one.doc_id: (place, one.score) for place, one in enumerate(ranked)}
    with_all_words = _with_all_words(finder, question)
    strings = _exact_strings(question)
    for doc_id, document in enumerate(finder.collection.documents):
        content = _searchable_text(document)
        has_whole, has_all = strings.whole in content, doc_id in with_all_words
        is_found = has_whole or has_all or doc_id in places or strings.required
        if is_found and all(one in content for one in strings.required):
            place, score = places.get(doc_id, (len(ranked), 0.0))
            identifiers = sum(one in content for one in strings.identifiers)
            yield _Found(doc_id, document.path, place, score, has_whole, identifiers, has_all)


def _with_all_words(finder: SimilarityFinder, question: SearchQuestion) -> Collection[int]:
    """Return the documents that have all words of a question anywhere, not only among their strongest terms."""
    terms = finder.collection.terms
    wanted = {term for word in question.words for term in word.demanded}
    numbers = {terms[stem] for stem in wanted if stem in terms}
    if question.is_pasted or not wanted or len(numbers) < len(wanted):
        return ()
    counts = enumerate(finder.collection.current_counts)
    return {doc_id for doc_id, counted in counts if numbers.issubset(counted.terms)}


def _exact_strings(question: SearchQuestion) -> _ExactStrings:
    words = () if question.is_pasted else (word.written for word in question.words if word.is_identifier)
    required = tuple(map(_one_line, question.phrases))
    return _ExactStrings(required, _one_line(question.text), tuple(dict.fromkeys(map(_one_line, words))))


def _searchable_text(document: Postmortem) -> str:
    """Return all text of a document that literal matching covers, as one lower-case line."""
    declared = (document.id, document.title, document.summary or "", *document.alerts, *document.error_signatures)
    values = (*document.services, *document.tags, *document.factor_ids, *(factor.text for factor in document.factors))
    actions = (action.text for action in document.actions)
    return _one_line("\n".join([*declared, *values, *actions, document.body]))


def _one_line(text: str) -> str:
    """Return a text in lower case, on one line, with single spaces."""
    return " ".join(text.casefold().split())


def _explained(finder: SimilarityFinder, question: SearchQuestion, listed: Sequence[_Found]) -> tuple[Match, ...]:
    """Return the results with the reason: that a document says the whole question, or what it shares with it."""
    exact = f"says “{' '.join(question.text.split())[:_MAX_SHOWN_LENGTH]}”"
    matches = finder.explained(question.text, ((one.doc_id, one.score) for one in listed))
    pairs = zip(matches, listed, strict=True)
    return tuple(replace(match, reason=exact) if one.has_whole else match for match, one in pairs)
