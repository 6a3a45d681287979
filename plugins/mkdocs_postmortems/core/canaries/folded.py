"""Text as sequences of folded words, in which case, markup, punctuation and accents make no difference.

A title, its slug, its anchor and its file name are one sequence then. Scripts that write no spaces have a word for each
letter.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Kana and Han."""
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
"""Accents, which slugs drop, and what no reader sees inside of words."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(rf"[{_LETTERS}]|[^\W_{_LETTERS}]+")
_LETTER = re.compile(f"[{_LETTERS}]")


def fold(text: str) -> str:
    """Return a text as it is compared."""
    if text.isascii():
        return text.lower()
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", plain)


def words(folded: str) -> list[str]:
    """Return the words of a folded text."""
    return _pattern(folded).findall(folded)


def spans(folded: str) -> list[tuple[int, int]]:
    """Return where the words of a folded text stand."""
    return [match.span() for match in _pattern(folded).finditer(folded)]


def is_letter(word: str) -> bool:
    """Whether a word is one letter of a script without spaces."""
    return len(word) == 1 and _LETTER.match(word) is not None


def weight(sequence: tuple[str, ...]) -> float:
    """Return how many words a sequence counts for; two Japanese letters are about a word, and numbers are none."""
    return sum(0.5 if is_letter(word) else 0.0 if word.isdigit() else 1.0 for word in sequence)


def _pattern(folded: str) -> re.Pattern[str]:
    return _ASCII_WORD if folded.isascii() else _WORD
