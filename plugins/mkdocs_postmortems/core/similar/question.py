"""Reads what somebody asks for: a few typed words, or a pasted alert or log. `similar.js` has the same rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.similar.explanation import WEAK_STEMS
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.words import read_words

MAX_TYPED_WORDS = 12
"""Words of a typed question; a document is not expected to have all of more words."""
MAX_TYPED_LENGTH = 400
"""Characters of a typed question; what is longer was pasted."""
_QUOTED = re.compile(r'["“”„]([^"“”„\n]{1,500})["“”„]')
_QUOTES = re.compile(r'["“”„]')


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that a document has, if it has all of its stems, or the whole, or a concept."""

    written: str
    stems: tuple[str, ...]
    concepts: tuple[str, ...]
    """Terms that stand for the word, such as a group of synonyms or a service."""
    whole: str = ""
    """The whole word as a term, if it is an identifier; else empty."""

    @property
    def is_identifier(self) -> bool:
        """Whether the word is looked for as it is written: other ways to write a known name are as good."""
        return bool(self.whole) and not self.concepts

    @property
    def demanded(self) -> tuple[str, ...]:
        """The terms that a document must have to count as having the word."""
        return self.stems or ((self.whole,) if self.is_identifier else ())

    @property
    def is_weak(self) -> bool:
        """Whether the word tells nothing about an incident, such as `happened`."""
        return all(stem in WEAK_STEMS for stem in self.stems)


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What somebody asks for."""

    text: str
    """Without quotation marks."""
    phrases: tuple[str, ...]
    """Strings in double quotes, which a document has to contain; none in a pasted text."""
    words: tuple[AskedWord, ...]
    """The words that a document should have: without stop words, and without weak ones if there are others."""
    is_pasted: bool


def read_question(text: str, phrases: PhraseTrie) -> SearchQuestion:
    """Return what a text asks for; `phrases` has the synonyms, names and aliases that stand for words."""
    is_pasted = is_pasted_text(text)
    found = tuple(dict.fromkeys(_asked_words(text, phrases)))
    words = tuple(word for word in found if not word.is_weak) or found
    quoted = () if is_pasted else tuple(_QUOTED.findall(text))
    return SearchQuestion(_QUOTES.sub(" ", text), quoted, words, is_pasted)


def is_pasted_text(text: str) -> bool:
    """Return whether a text was pasted rather than typed: it has several lines, or more than anybody types."""
    lines = text.strip().splitlines()
    return len(lines) > 1 or len(text.split()) > MAX_TYPED_WORDS or len(text) > MAX_TYPED_LENGTH


def _asked_words(text: str, phrases: PhraseTrie) -> Iterator[AskedWord]:
    for word in read_words(text):
        stems = tuple(part.stem for part in word.parts if part.is_term)
        concepts = phrases.concepts_of([part.stem for part in word.parts])
        if stems or word.whole:
            yield AskedWord(word.written, stems, concepts, word.whole or "")
