"""Words as what they count for. Each is read once, however many documents have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

from mkdocs_postmortems.core.similar.bm25 import TextSource
from mkdocs_postmortems.core.similar.document_fields import DocumentFields
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.words import read_word, split_words
from mkdocs_postmortems.core.stemming import stem


class WordTerms(NamedTuple):
    """What a word counts for."""

    terms: tuple[int, ...]
    """Numbers of terms: the identifier as a whole, if it is one, then the parts that are terms."""
    length: int
    """So many of its parts are terms."""
    stems: tuple[str, ...]
    """Of all parts, also of those that are no terms."""


class TermDictionary(dict[str, WordTerms]):
    """The senses of words as they are written; those that are asked for are added."""

    def __init__(self, phrases: PhraseTrie) -> None:
        super().__init__()
        self.phrases = phrases
        self.terms: dict[str, int] = {}
        """The number of each term, as they came."""
        self.written: list[str] = []
        """How each term was first written."""
        self._stem = cache(stem)

    def __missing__(self, written: str) -> WordTerms:
        """Read a word."""
        word = read_word(written, self._stem)
        whole = (self.term_id(word.whole, written),) if word.whole else ()
        counted = tuple(self.term_id(part.stem, part.written) for part in word.parts if part.is_term)
        sense = self[written] = WordTerms(whole + counted, len(counted), tuple(part.stem for part in word.parts))
        return sense

    def term_id(self, term: str, written: str) -> int:
        """Return the number of a term, a new one if it is new."""
        number = self.terms.setdefault(term, len(self.terms))
        if number == len(self.written):
            self.written.append(written)
        return number

    def concepts(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the concepts that the words of a text mean, one after the other."""
        return self.phrases.find([stem for word in words for stem in self[word].stems])


@dataclass(slots=True)
class TermCounts:
    """Terms with their counts: stems of words, whole identifiers, and concepts of a glossary."""

    dictionary: TermDictionary
    counts: dict[int, float] = field(default_factory=dict)
    """By the number that the lexis gives a term."""
    length: float = 0.0
    """In words."""

    def add_text(self, text: str, weight: float = 1.0) -> None:
        """Take in a text; the ends of lines do not end phrases, since authors wrap lines."""
        words = split_words(text)
        counts, lexis, length = self.counts, self.dictionary, 0
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
            number = self.dictionary.term_id(concept, concept)
            self.counts[number] = self.counts.get(number, 0.0) + times * weight

    def named_counts(self) -> Iterator[tuple[str, str, float]]:
        """Yield each term, how it was first written, and its count."""
        names = list(self.dictionary.terms)
        return ((names[term], self.dictionary.written[term], count) for term, count in self.counts.items())


def count_text(text: str, phrases: PhraseTrie) -> TermCounts:
    """Count a text that somebody asks with."""
    bag = TermCounts(TermDictionary(phrases))
    bag.add_text(text)
    return bag


def count_document(
    fields: DocumentFields,
    dictionary: TermDictionary,
    weights: Mapping[TextSource, float],
    ignored_lines: Collection[str] = (),
) -> TermCounts:
    """Count a document without the lines of its text that are ignored.

    The text is read by itself; other sources of one weight that follow each other are read as one text. One dictionary
    serves all documents of a collection.
    """
    bag = TermCounts(dictionary)
    bag.add_text("\n".join(line for line in fields.lines if line not in ignored_lines), weights[TextSource.TEXT])
    others = [source for source in fields.texts if source is not TextSource.TEXT]
    for weight, sources in groupby(others, key=weights.__getitem__):
        bag.add_text("\n".join(line for source in sources for line in fields.texts[source]), weight)
    for source, concepts in fields.concepts.items():
        bag.add_concepts(concepts, weights[source])
    return bag
