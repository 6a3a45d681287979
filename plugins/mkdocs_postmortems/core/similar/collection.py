"""The documents of a view, counted term by term. The oldest comes first, so that what was known then can be told."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bag import Bag, bag_of_record
from mkdocs_postmortems.core.similar.boilerplate import Boilerplate, line_keys
from mkdocs_postmortems.core.similar.glossary import Glossary, meanings
from mkdocs_postmortems.core.similar.lexis import Lexis
from mkdocs_postmortems.core.similar.record import read_record
from mkdocs_postmortems.core.similar.tuning import DEFAULT, Tuning
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class Counted:
    """A bag as small as it gets: ten thousand of them have to fit."""

    terms: array[int]
    """Numbers of terms, in the order in which the document first uses them."""
    counts: array[float]
    length: float


class Collection:
    """Everything that can be similar in a view: incidents, and what else happened at a certain time."""

    def __init__(self, view: View, tuning: Tuning = DEFAULT, glossary: Glossary | None = None) -> None:
        """Read and count all records; what is outside of the view plays no part."""
        self.view = view
        self.tuning = tuning
        self.documents: tuple[Postmortem, ...] = tuple(sorted(view.records, key=by_age))
        self.glossary = glossary or Glossary(meanings(view.taxonomy))
        self.terms: dict[str, int] = {}
        """The number of each term: older documents' terms come first."""
        self.written: list[str] = []
        """How each term was first written."""
        self.then: list[Counted] = []
        """As counted from what the document and older ones say."""
        self.now: list[Counted] = []
        """As counted with all documents in mind."""
        self._read()

    def _read(self) -> None:
        records = [read_record(document, self.view.taxonomy) for document in self.documents]
        whole = Boilerplate()
        for record in records:
            whole.add(line_keys(record.lines))
        whole.forget_rare()
        past, lexis = Boilerplate(), Lexis(self.glossary)
        for record in records:
            keys = whole.known(record.lines)
            past.add(keys.values())
            dropped_then, dropped_now = past.among(keys), whole.among(keys)
            bag = bag_of_record(record, lexis, self.tuning.gist, dropped_then)
            self.then.append(_counted(bag))
            if dropped_now == dropped_then:
                self.now.append(self.then[-1])
            else:
                bag = bag_of_record(record, lexis, self.tuning.gist, dropped_now)
                self.now.append(_counted(bag))
        self.terms, self.written = lexis.terms, lexis.written


def _counted(bag: Bag) -> Counted:
    return Counted(array("I", bag.counts), array("d", bag.counts.values()), bag.length)


def by_age(document: Postmortem) -> tuple[str, str]:
    """Order documents by day, and those of one day or without one by path."""
    return document.date or "", document.path
