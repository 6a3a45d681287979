"""How often a text uses each term."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from mkdocs_postmortems.core.similar.glossary import Glossary
from mkdocs_postmortems.core.similar.record import Record
from mkdocs_postmortems.core.similar.words import read_words


@dataclass(slots=True)
class Bag:
    """Terms with their counts: stems of words, whole identifiers, and concepts of a glossary."""

    counts: dict[str, float] = field(default_factory=dict)
    length: float = 0.0
    """In words."""
    written: dict[str, str] = field(default_factory=dict)
    """How a term was first written."""

    def add_text(self, text: str, glossary: Glossary, weight: float = 1.0) -> None:
        """Take in a text; the ends of lines do not end phrases, since authors wrap lines."""
        stems: list[str] = []
        for word in read_words(text):
            if word.whole:
                self._add(word.whole, word.written, weight)
            for part in word.parts:
                stems.append(part.stem)
                if part.counts:
                    self._add(part.stem, part.written, weight)
                    self.length += weight
        self.add_concepts(glossary.find(stems), weight)

    def add_concepts(self, concepts: Iterable[str], weight: float) -> None:
        """Take in concepts as such."""
        for concept in concepts:
            self.counts[concept] = self.counts.get(concept, 0.0) + weight

    def _add(self, term: str, written: str, weight: float) -> None:
        self.counts[term] = self.counts.get(term, 0.0) + weight
        self.written.setdefault(term, written)


def bag_of_text(text: str, glossary: Glossary) -> Bag:
    """Count a text that somebody asks with."""
    bag = Bag()
    bag.add_text(text, glossary)
    return bag


def bag_of_record(record: Record, glossary: Glossary, gist: float, dropped: Collection[str] = ()) -> Bag:
    """Count a document, without the lines that are dropped."""
    bag = Bag()
    bag.add_text("\n".join(line for line in record.lines if line not in dropped), glossary)
    bag.add_text(record.gist, glossary, gist)
    bag.add_concepts(record.marks, gist)
    return bag
