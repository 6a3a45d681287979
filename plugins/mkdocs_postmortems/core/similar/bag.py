"""How often a text uses each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from mkdocs_postmortems.core.similar.glossary import Glossary
from mkdocs_postmortems.core.similar.lexis import Lexis
from mkdocs_postmortems.core.similar.record import Record
from mkdocs_postmortems.core.similar.words import split


@dataclass(slots=True)
class Bag:
    """Terms with their counts: stems of words, whole identifiers, and concepts of a glossary."""

    lexis: Lexis
    counts: dict[int, float] = field(default_factory=dict)
    """By the number that the lexis gives a term."""
    length: float = 0.0
    """In words."""

    def add_text(self, text: str, weight: float = 1.0) -> None:
        """Take in a text; the ends of lines do not end phrases, since authors wrap lines."""
        words = split(text)
        counts, lexis, length = self.counts, self.lexis, 0
        for word, times in Counter(words).items():
            terms, size, _ = lexis[word]
            length += size * times
            for term in terms:
                counts[term] = counts.get(term, 0.0) + times * weight
        self.length += length * weight
        self.add_concepts(lexis.concepts(words), weight)

    def add_concepts(self, concepts: Iterable[str], weight: float) -> None:
        """Take in concepts as such."""
        for concept, times in Counter(concepts).items():
            number = self.lexis.number(concept, concept)
            self.counts[number] = self.counts.get(number, 0.0) + times * weight

    def named(self) -> Iterator[tuple[str, str, float]]:
        """Yield each term, how it was first written, and its count."""
        names = list(self.lexis.terms)
        return ((names[term], self.lexis.written[term], count) for term, count in self.counts.items())


def bag_of_text(text: str, glossary: Glossary) -> Bag:
    """Count a text that somebody asks with."""
    bag = Bag(Lexis(glossary))
    bag.add_text(text)
    return bag


def bag_of_record(record: Record, lexis: Lexis, gist: float, dropped: Collection[str] = ()) -> Bag:
    """Count a document, without the lines that are dropped; who counts many has one lexis for all."""
    bag = Bag(lexis)
    bag.add_text("\n".join(line for line in record.lines if line not in dropped))
    bag.add_text(record.gist, gist)
    bag.add_concepts(record.marks, gist)
    return bag
