"""Counts the terms of texts and documents. Each distinct word is analysed once per dictionary."""

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
    """The terms that a word contributes."""

    terms: tuple[int, ...]
    """Term ids: the whole identifier, if the word is one, then the parts that are terms."""
    length: int
    """Number of parts that are terms."""
    stems: tuple[str, ...]
    """Stems of all parts, including stop words, for finding phrases."""


class TermDictionary(dict[str, WordTerms]):
    """The terms of each word as written, computed at first use. Assigns the term ids."""

    def __init__(self, phrases: PhraseTrie) -> None:
        super().__init__()
        self.phrases = phrases
        self.terms: dict[str, int] = {}
        """Term to term id, in order of first use."""
        self.written: list[str] = []
        """The first spelling of each term, by term id."""
        self._stem = cache(stem)

    def __missing__(self, written: str) -> WordTerms:
        """Analyse a word and remember the result."""
        word = read_word(written, self._stem)
        whole = (self.term_id(word.whole, written),) if word.whole else ()
        counted = tuple(self.term_id(part.stem, part.written) for part in word.parts if part.is_term)
        terms = self[written] = WordTerms(whole + counted, len(counted), tuple(part.stem for part in word.parts))
        return terms

    def term_id(self, term: str, written: str) -> int:
        """Return the id of a term; assign one at first use."""
        number = self.terms.setdefault(term, len(self.terms))
        if number == len(self.written):
            self.written.append(written)
        return number

    def concepts(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of the phrases in a sequence of words."""
        return self.phrases.find([stem for word in words for stem in self[word].stems])


@dataclass(slots=True)
class TermCounts:
    """Weighted counts of terms: word stems, whole identifiers and concepts."""

    dictionary: TermDictionary
    counts: dict[int, float] = field(default_factory=dict)
    """By term id of the dictionary."""
    length: float = 0.0
    """In words, weighted like the counts."""

    def add_text(self, text: str, weight: float = 1.0) -> None:
        """Add the terms of a text. Phrases may continue across line ends, since authors wrap lines."""
        words = split_words(text)
        counts, dictionary, length = self.counts, self.dictionary, 0
        for word, times in Counter(words).items():
            terms, size, _ = dictionary[word]
            length += size * times
            for term in terms:
                counts[term] = counts.get(term, 0.0) + times * weight
        self.length += length * weight
        self.add_concepts(dictionary.concepts(words), weight)

    def add_concepts(self, concepts: Iterable[str], weight: float) -> None:
        """Count each occurrence of a concept with this weight."""
        for concept, times in Counter(concepts).items():
            number = self.dictionary.term_id(concept, concept)
            self.counts[number] = self.counts.get(number, 0.0) + times * weight

    def named_counts(self) -> Iterator[tuple[str, str, float]]:
        """Yield (term, first spelling, count)."""
        names = list(self.dictionary.terms)
        return ((names[term], self.dictionary.written[term], count) for term, count in self.counts.items())


def count_text(text: str, phrases: PhraseTrie) -> TermCounts:
    """Count the terms of a query text."""
    counts = TermCounts(TermDictionary(phrases))
    counts.add_text(text)
    return counts


def count_document(
    fields: DocumentFields,
    dictionary: TermDictionary,
    weights: Mapping[TextSource, float],
    ignored_lines: Collection[str] = (),
) -> TermCounts:
    """Count the terms of a document.

    Args:
        fields: the texts and concepts of the document. Consecutive sources of equal weight, except the text itself, are
            counted as one text, so that phrases may span them.
        dictionary: shared by all documents of a collection; new terms are added to it.
        weights: the factor of each source.
        ignored_lines: lines of the text that are not counted.
    """
    counts = TermCounts(dictionary)
    counts.add_text("\n".join(line for line in fields.lines if line not in ignored_lines), weights[TextSource.TEXT])
    others = [source for source in fields.texts if source is not TextSource.TEXT]
    for weight, sources in groupby(others, key=weights.__getitem__):
        counts.add_text("\n".join(line for source in sources for line in fields.texts[source]), weight)
    for source, concepts in fields.concepts.items():
        counts.add_concepts(concepts, weights[source])
    return counts
