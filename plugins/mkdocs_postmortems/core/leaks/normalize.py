"""Normalises texts to sequences of words without case, punctuation and accents.

A title, its slug, its anchor and its file name have the same words. In scripts without spaces each letter is a word.
"""

from __future__ import annotations

import re
import unicodedata

_CJK_LETTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Kana and Han."""
_IGNORED_CHARACTERS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
"""Combining accents, which slugs drop, and invisible characters within words."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(rf"[{_CJK_LETTERS}]|[^\W_{_CJK_LETTERS}]+")
_ASCII_SEPARATORS = bytes(code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256))
"""A table for `bytes.translate`, which is many times faster than a pattern for what nearly all separators are."""
_OTHER_SEPARATORS = re.compile(rf"[^\w\x00-\x7f{_CJK_LETTERS}]+")
_CJK_LETTER = re.compile(f"[{_CJK_LETTERS}]")


def normalize(text: str) -> str:
    """Return a text in lower case, without accents and invisible characters."""
    if text.isascii():
        return text.lower()
    plain = _IGNORED_CHARACTERS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", plain)


def split_words(normalized: str) -> list[str]:
    """Return the words of a normalised text."""
    return join_words(normalized).decode("utf-8", errors="surrogatepass").split()


def join_words(normalized: str) -> bytes:
    """Return the words of a normalised text in UTF-8, with a space before, between and after them."""
    spaced = normalized
    if not normalized.isascii():
        spaced = _OTHER_SEPARATORS.sub(" ", normalized)
        if _CJK_LETTER.search(spaced):
            spaced = _CJK_LETTER.sub(r" \g<0> ", spaced)
    return b" %b " % b" ".join(encode(spaced).translate(_ASCII_SEPARATORS).split())


def encode(normalized: str) -> bytes:
    """Return a text in UTF-8; decoded escapes may have half of a pair of surrogates, which are kept."""
    return normalized.encode("utf-8", errors="surrogatepass")


def word_spans(normalized: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the words of a normalised text."""
    return [match.span() for match in _pattern(normalized).finditer(normalized)]


def is_cjk_letter(word: str) -> bool:
    """Return whether a word is a single letter of a script without spaces."""
    return len(word) == 1 and _CJK_LETTER.match(word) is not None


def word_weight(sequence: tuple[str, ...]) -> float:
    """Return the length of a sequence in words; a CJK letter counts as half a word, a number as none."""
    return sum(0.5 if is_cjk_letter(word) else 0.0 if word.isdigit() else 1.0 for word in sequence)


def _pattern(normalized: str) -> re.Pattern[str]:
    return _ASCII_WORD if normalized.isascii() else _WORD
