"""Normalises texts to sequences of words without case, punctuation and accents.

A title, its slug, its anchor and its file name have the same words. In scripts without spaces each letter is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CJK_LETTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Kana and Han."""
_IGNORED_CHARACTERS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
"""Combining accents, which slugs drop, and invisible characters within words."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(rf"[{_CJK_LETTERS}]|[^\W_{_CJK_LETTERS}]+")
_ASCII_SEPARATORS = bytes(code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256))
"""A table for `bytes.translate`, which is many times faster than a pattern for what nearly all separators are."""
_OTHER_SEPARATORS = re.compile(rf"[^\w\x00-\x7f{_CJK_LETTERS}]")
_ASCII = bytes(range(128))
_FEW = 20
"""With more different characters than these, one search for all of them is faster."""
_CJK_LETTER = re.compile(f"[{_CJK_LETTERS}]")


def normalize(text: str) -> str:
    """Return a text in lower case, without accents and invisible characters."""
    if text.isascii():
        return text.lower()
    plain = _substitute(unicodedata.normalize("NFKD", text).casefold(), _IGNORED_CHARACTERS, "")
    return unicodedata.normalize("NFC", plain)


def split_words(normalized: str) -> list[str]:
    """Return the words of a normalised text."""
    return join_words(normalized).decode("utf-8", errors="surrogatepass").split()


def join_words(normalized: str) -> bytes:
    """Return the words of a normalised text in UTF-8, with a space before, between and after them."""
    spaced = normalized
    if not normalized.isascii():
        spaced = _substitute(_substitute(normalized, _OTHER_SEPARATORS, " "), _CJK_LETTER, " {} ")
    return b" %b " % b" ".join(encode(spaced).translate(_ASCII_SEPARATORS).split())


def _substitute(text: str, characters: re.Pattern[str], replacement: str) -> str:
    """Replace characters, none of them ASCII, that a pattern finds; `{}` in the replacement stands for the character.

    Most texts have few different characters that are not ASCII. To collect them, and to replace one after the other, is
    many times faster than to search the text for a class of characters.
    """
    others = set(encode(text).translate(None, _ASCII).decode("utf-8", errors="surrogatepass"))
    found = sorted(filter(characters.match, others))
    if len(found) > _FEW:
        return characters.sub(replacement.replace("{}", r"\g<0>"), text)
    for character in found:
        text = text.replace(character, replacement.format(character))
    return text


def encode(normalized: str) -> bytes:
    """Return a text in UTF-8; decoded escapes may have half of a pair of surrogates, which are kept."""
    return normalized.encode("utf-8", errors="surrogatepass")


def word_spans(normalized: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the words of a normalised text."""
    return [*spans_from(normalized, 0)]


def spans_from(normalized: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) offsets of the words from an offset on, at which no word must have begun already."""
    return (match.span() for match in _pattern(normalized).finditer(normalized, start))


def begins_word(normalized: str, at: int) -> bool:
    """Return whether the character at an offset is not within a word that began before it."""
    before = _pattern(normalized).match(normalized, at - 1, at + 1) if at else None
    return before is None or before.end() <= at


def is_cjk_letter(word: str) -> bool:
    """Return whether a word is a single letter of a script without spaces."""
    return len(word) == 1 and _CJK_LETTER.match(word) is not None


def word_weight(sequence: tuple[str, ...]) -> float:
    """Return the length of a sequence in words; a CJK letter counts as half a word, a number as none."""
    return sum(0.5 if is_cjk_letter(word) else 0.0 if word.isdigit() else 1.0 for word in sequence)


def _pattern(normalized: str) -> re.Pattern[str]:
    return _ASCII_WORD if normalized.isascii() else _WORD
