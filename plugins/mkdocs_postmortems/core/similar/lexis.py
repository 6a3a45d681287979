"""Words as what they count for. Each is read once, however many documents have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mkdocs_postmortems.core.similar.glossary import Glossary
from mkdocs_postmortems.core.similar.words import read_word, stem


class Sense(NamedTuple):
    """What a word counts for."""

    terms: tuple[int, ...]
    """Numbers of terms: the identifier as a whole, if it is one, then the parts that are terms."""
    length: int
    """So many of its parts are terms."""
    stems: tuple[str, ...]
    """Of all parts, also of those that are no terms."""


class Lexis(dict[str, Sense]):
    """The senses of words as they are written; those that are asked for are added."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__()
        self.glossary = glossary
        self.terms: dict[str, int] = {}
        """The number of each term, as they came."""
        self.written: list[str] = []
        """How each term was first written."""
        self._stem = cache(stem)

    def __missing__(self, written: str) -> Sense:
        """Read a word."""
        word = read_word(written, self._stem)
        whole = (self.number(word.whole, written),) if word.whole else ()
        counted = tuple(self.number(part.stem, part.written) for part in word.parts if part.counts)
        sense = self[written] = Sense(whole + counted, len(counted), tuple(part.stem for part in word.parts))
        return sense

    def number(self, term: str, written: str) -> int:
        """Return the number of a term, a new one if it is new."""
        number = self.terms.setdefault(term, len(self.terms))
        if number == len(self.written):
            self.written.append(written)
        return number

    def concepts(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the concepts that the words of a text mean, one after the other."""
        return self.glossary.find([stem for word in words for stem in self[word].stems])
