"""The documents of a view with their term counts, oldest first: related incidents depend on earlier documents only."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bm25 import DEFAULT_PARAMETERS, ScoringParameters
from mkdocs_postmortems.core.similar.document_fields import BoilerplateLines, line_keys, read_fields
from mkdocs_postmortems.core.similar.phrases import PhraseTrie, phrase_concepts
from mkdocs_postmortems.core.similar.term_counts import TermCounts, TermDictionary, count_document
from mkdocs_postmortems.core.view import Readable


@dataclass(frozen=True, slots=True)
class PackedTermCounts:
    """The term counts of a document in arrays, to save memory: a collection may hold ten thousand of them."""

    terms: array[int]
    """Term ids, in order of first occurrence in the document."""
    counts: array[float]
    """Weighted count of each term of `terms`."""
    length: float
    """In words, weighted by source."""


class DocumentCollection:
    """All records of a view (incidents, notices, maintenance pages) with their term counts."""

    def __init__(
        self, view: Readable, parameters: ScoringParameters = DEFAULT_PARAMETERS, phrases: PhraseTrie | None = None
    ) -> None:
        """Count the terms of all records of the view.

        Args:
            view: the documents and taxonomy; nothing outside of it is used.
            parameters: the scoring parameters.
            phrases: phrases to recognise; by default the synonyms and the declared taxonomy terms.
        """
        self.view = view
        self.parameters = parameters
        self.documents: tuple[Postmortem, ...] = tuple(sorted(view.records, key=by_age))
        self.phrases = phrases or PhraseTrie(phrase_concepts(view.taxonomy))
        self.terms: dict[str, int] = {}
        """Term to term id, numbered by first occurrence, oldest document first."""
        self.spellings: list[str] = []
        """The spelling of each term at its first occurrence, by term id."""
        self.historical_counts: list[PackedTermCounts] = []
        """Counts of each document, without the lines that were boilerplate in it and older documents."""
        self.current_counts: list[PackedTermCounts] = []
        """Counts of each document, without the lines that are boilerplate in all documents."""
        self._read()

    def _read(self) -> None:
        records = [read_fields(document, self.view.taxonomy) for document in self.documents]
        all_lines = BoilerplateLines()
        for record in records:
            all_lines.add(line_keys(record.lines))
        all_lines.forget_rare()
        past, dictionary = BoilerplateLines(), TermDictionary(self.phrases)
        for record in records:
            keys = all_lines.known(record.lines)
            past.add(keys.values())
            dropped_then, dropped_now = past.select(keys), all_lines.select(keys)
            counts = count_document(record, dictionary, self.parameters.weights, dropped_then)
            self.historical_counts.append(_packed(counts))
            if dropped_now == dropped_then:
                self.current_counts.append(self.historical_counts[-1])
            else:
                counts = count_document(record, dictionary, self.parameters.weights, dropped_now)
                self.current_counts.append(_packed(counts))
        self.terms, self.spellings = dictionary.terms, dictionary.written


def _packed(counts: TermCounts) -> PackedTermCounts:
    return PackedTermCounts(array("I", counts.counts), array("d", counts.counts.values()), counts.length)


def by_age(document: Postmortem) -> tuple[str, str]:
    """Return a sort key: date, then path; documents without a date come first."""
    return document.date or "", document.path
