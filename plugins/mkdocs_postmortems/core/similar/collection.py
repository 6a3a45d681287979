"""The documents of a view, counted term by term. The oldest comes first, so that what was known then can be told."""

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
    """A bag as small as it gets: ten thousand of them have to fit."""

    terms: array[int]
    """Numbers of terms, in the order in which the document first uses them."""
    counts: array[float]
    length: float


class DocumentCollection:
    """Everything that can be similar in a view: incidents, and what else happened at a certain time."""

    def __init__(
        self, view: Readable, parameters: ScoringParameters = DEFAULT_PARAMETERS, phrases: PhraseTrie | None = None
    ) -> None:
        """Read and count all records; what is outside of the view plays no part."""
        self.view = view
        self.parameters = parameters
        self.documents: tuple[Postmortem, ...] = tuple(sorted(view.records, key=by_age))
        self.phrases = phrases or PhraseTrie(phrase_concepts(view.taxonomy))
        self.terms: dict[str, int] = {}
        """The number of each term: older documents' terms come first."""
        self.spellings: list[str] = []
        """How each term was first written."""
        self.historical_counts: list[PackedTermCounts] = []
        """As counted from what the document and older ones say."""
        self.current_counts: list[PackedTermCounts] = []
        """As counted with all documents in mind."""
        self._read()

    def _read(self) -> None:
        records = [read_fields(document, self.view.taxonomy) for document in self.documents]
        whole = BoilerplateLines()
        for record in records:
            whole.add(line_keys(record.lines))
        whole.forget_rare()
        past, lexis = BoilerplateLines(), TermDictionary(self.phrases)
        for record in records:
            keys = whole.known(record.lines)
            past.add(keys.values())
            dropped_then, dropped_now = past.select(keys), whole.select(keys)
            bag = count_document(record, lexis, self.parameters.weights, dropped_then)
            self.historical_counts.append(_packed(bag))
            if dropped_now == dropped_then:
                self.current_counts.append(self.historical_counts[-1])
            else:
                bag = count_document(record, lexis, self.parameters.weights, dropped_now)
                self.current_counts.append(_packed(bag))
        self.terms, self.spellings = lexis.terms, lexis.written


def _packed(counts: TermCounts) -> PackedTermCounts:
    return PackedTermCounts(array("I", counts.counts), array("d", counts.counts.values()), counts.length)


def by_age(document: Postmortem) -> tuple[str, str]:
    """Order documents by day, and those of one day or without one by path."""
    return document.date or "", document.path
