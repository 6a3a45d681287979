"""Finds the incidents of a view that are like a text, a draft or one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from mkdocs_postmortems.core.links import WORDS, Connection, build_links
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.collection import Collection
from mkdocs_postmortems.core.similar.glossary import NAMED, Glossary, mark, meanings
from mkdocs_postmortems.core.similar.index import Index, build_index
from mkdocs_postmortems.core.similar.question import Question, ask_with_document, ask_with_text
from mkdocs_postmortems.core.similar.ranking import Hit, rank
from mkdocs_postmortems.core.similar.reason import describe, through
from mkdocs_postmortems.core.similar.record import alert_mark, error_mark
from mkdocs_postmortems.core.similar.weighing import is_common
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class Match:
    """An incident that was found, and why."""

    document: Postmortem
    score: float
    reason: str


class Finder:
    """Answers questions about one view."""

    def __init__(self, view: View, collection: Collection | None = None) -> None:
        """Index the records of the view, counted here unless they have been."""
        self.view = view
        self.collection = collection or Collection(view)
        self.index: Index = build_index(self.collection)
        self._places = {document.path: place for place, document in enumerate(self.collection.documents)}
        self._terms = list(self.collection.terms)

    def like_text(self, text: str, most: int = 10, *, direct: bool = False) -> tuple[Match, ...]:
        """Return the incidents most like a pasted text; if `direct`, only those that have something of it."""
        question = ask_with_text(text, self.glossary, self.collection, self.index)
        hits = islice((hit for hit in rank(self.index, question) if not direct or hit.through is None), most)
        return tuple(self._match(hit, question, pair=False) for hit in hits)

    def like_document(self, document: Postmortem, most: int = 10) -> tuple[Match, ...]:
        """Return the incidents most like a draft or a document of the view, those it declares itself first."""
        question = ask_with_document(document, self.collection, self.index)
        pinned = self._declared(document)
        without = {self._places[path] for path in (document.path, *pinned) if path in self._places}
        hits = islice(rank(self.index, question, without), most)
        alike = (self._match(hit, question, pair=True) for hit in hits)
        return tuple([*pinned.values(), *alike][:most])

    def _declared(self, document: Postmortem) -> dict[str, Match]:
        """Return what a document is related to by what it or the other one says, by path."""
        own = ((relation.target, WORDS[relation.kind][0]) for relation in document.relations)
        ends = ((end.document.path, end.words) for end in self._connections.get(document.path, ()))
        found: dict[str, Match] = {}
        for path, words in (*ends, *own):
            if path in self._places and path != document.path:
                found.setdefault(path, Match(self.collection.documents[self._places[path]], 0.0, words))
        return found

    @cached_property
    def _connections(self) -> Mapping[str, tuple[Connection, ...]]:
        return build_links(self.view).connections

    @cached_property
    def glossary(self) -> Glossary:
        """What a question may mention: beside jargon and taxonomy also values, alerts and errors in use.

        Documents are not read with these, so that one more of them changes no other.
        """
        return Glossary([*meanings(self.view.taxonomy), *self._in_use()])

    def _in_use(self) -> list[tuple[str, str]]:
        found = []
        for document in self.collection.documents:
            found += [(name, alert_mark(name)) for name in document.alerts]
            found += [(name, error_mark(name)) for name in document.error_signatures]
        for facet in NAMED:
            for term in self.view.taxonomy.terms(facet.vocabulary).values() if facet.vocabulary else ():
                found += [(name, mark(facet, term.id)) for name in term.names]
        return found

    def _match(self, hit: Hit, question: Question, *, pair: bool) -> Match:
        document = self.collection.documents[hit.place]
        if hit.through is not None:
            return Match(document, hit.score, through(self.collection.documents[hit.through].title))
        weighed = (
            (asked * self.index.postings[term].weight(hit.place), number)
            for number, (term, asked) in enumerate(question.weights)
        )
        rarities = self.index.rarities
        order = sorted(
            (is_common(rarities[question.weights[number][0]]), -weight, number) for weight, number in weighed if weight
        )
        terms = [question.weights[number][0] for _, _, number in order]
        evidence = ((self._terms[term], question.written[term]) for term in terms)
        reason = describe(evidence, document, self.view.taxonomy, self.glossary, pair=pair)
        return Match(document, hit.score, reason)
