"""Splits texts into words, stems and identifiers. `similar.js` implements the same rules for the browser (ADR 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lunr.stop_word_filter import WORDS as _STOP_WORDS

from mkdocs_postmortems.core.similar.stop_words import OTHER_STOP_WORDS
from mkdocs_postmortems.core.stemming import stem

STOP_WORDS = frozenset(_STOP_WORDS) | OTHER_STOP_WORDS
"""The English stop words of lunr.py and lunr.js, and those of other languages."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(r"[^\W_]+(?:[-_.:/@][^\W_]+)*")
"""A word, or an identifier such as `kafka-broker-7`, `10.0.3.7`, `var/log/nginx` or `db_primary:5432`."""
_UNSPACED = re.compile(f"[{_CJK}]")
_PART = re.compile(rf"[{_CJK}]+|[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z{_CJK}]+|\d+")
_DATE_OR_TIME = re.compile(r"\d{1,4}(?:[-:./]\d{1,4})+(?:t[\d:.]+)?z?")
_ADDRESS = re.compile(r"\d+(?:\.\d+){2,}(?:[:/]\d+)?")
_MAX_LENGTH = 100
"""Characters of a term; longer words are no terms."""
_SHORTEST_NUMBER = 3
"""Digits of a number that is a term."""


class WordPart(NamedTuple):
    """A part of a word, such as `broker` in `kafka-broker-7`."""

    written: str
    stem: str
    is_term: bool
    """Whether the part is indexed. Stop words are not; their stems only help to find phrases."""


class Word(NamedTuple):
    """A word with the terms that it is indexed by."""

    written: str
    parts: tuple[WordPart, ...]
    whole: str | None
    """The whole word as a term, if it is an identifier; else `None`."""


def split_words(text: str) -> list[str]:
    """Return the words of a text as written, in order, in time linear in its length."""
    return _WORD.findall(text)


def read_words(text: str) -> Iterator[Word]:
    """Yield the analysed words of a text, in order."""
    return map(read_word, split_words(text))


def stems_of(text: str) -> list[str]:
    """Return the stems of all parts of a text's words, in order."""
    return [part.stem for word in read_words(text) for part in word.parts]


def read_word(written: str, stem: Callable[[str], str] = stem) -> Word:
    """Split one word into its parts and stems, and say whether it is an identifier or a number.

    Args:
        written: the word, as `split_words` returns it.
        stem: returns the stem of a lower-case word. Pass a cached function when analysing many texts.
    """
    if written.isascii() and written.isalpha() and (len(written) == 1 or written[1:].islower()):
        return Word(written, (_part(written, stem),), None)  # A shortcut: nearly all words are of this kind.
    pieces = _PART.findall(written)
    lower = written.lower()
    if lower[0].isdecimal() and (_DATE_OR_TIME.fullmatch(lower) or all(piece.isdecimal() for piece in pieces)):
        return _number(written, lower, pieces)
    parts = tuple(part for piece in pieces for part in _parts(piece, stem))
    is_identifier = len(pieces) > 1 and len(written) <= _MAX_LENGTH
    return Word(written, parts, stem(lower) if is_identifier else None)


def _number(written: str, lower: str, pieces: list[str]) -> Word:
    """Analyse a word of digits: `500` and `10.0.3.7` are terms, dates and times of day are not."""
    if len(pieces) == 1:
        return Word(written, (WordPart(written, lower, _SHORTEST_NUMBER <= len(lower) <= _MAX_LENGTH),), None)
    is_term = _ADDRESS.fullmatch(lower) or not _DATE_OR_TIME.fullmatch(lower)
    parts = tuple(WordPart(piece, piece, is_term=False) for piece in pieces)
    return Word(written, parts, lower if is_term and len(lower) <= _MAX_LENGTH else None)


def _parts(piece: str, stem: Callable[[str], str]) -> Iterator[WordPart]:
    """Yield the parts of a piece; text in a script without spaces is cut into overlapping pairs of characters."""
    if _UNSPACED.match(piece):
        pairs = [piece[i : i + 2] for i in range(len(piece) - 1)] or [piece]
        yield from (WordPart(pair, pair, is_term=True) for pair in pairs)
    else:
        yield _part(piece, stem)


def _part(piece: str, stem: Callable[[str], str]) -> WordPart:
    lower = piece.lower()
    shown = piece if piece.isupper() else lower
    if lower in STOP_WORDS:
        return WordPart(shown, lower, is_term=False)
    long_enough = len(lower) >= (_SHORTEST_NUMBER if lower.isdecimal() else 2)
    return WordPart(shown, stem(lower), long_enough and len(lower) <= _MAX_LENGTH)
