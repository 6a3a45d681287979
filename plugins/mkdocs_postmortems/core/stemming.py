"""Removes endings of English words: Porter's algorithm for ranking, a weaker form for names."""

from __future__ import annotations

from lunr.stemmer import PorterStemmer

_SHORTEST, _LONGEST = 3, 100
"""Words with fewer or more letters are not stemmed."""
_INFLECTIONS = (("ed", 6), ("s", 4))
"""Endings of tense and number, each with the minimum length of a word for it to be removed."""


def stem(lower: str) -> str:
    """Return the Porter stem of an English word in lower case; any other word is returned unchanged.

    For ranking: `organize` and `organs` have the same stem. The browser does the same with
    lunr.js (`stem` in `similar.js`). lunr.py and lunr.js differ in the last letter of "try" and "lay", so that a final
    `y` becomes `i` in both.
    """
    if not (lower.isascii() and lower.isalpha()) or not _SHORTEST <= len(lower) <= _LONGEST:
        return lower
    found: str = PorterStemmer().stem(lower)  # It keeps the word in itself, so threads must not share one.
    return f"{found[:-1]}i" if found[-1] == "y" else found


def uninflected(word: str) -> str:
    """Return a word in lower case without an ending of number or tense: `report` for `reports` and `reported`.

    For names, where Porter's algorithm would confuse different words.
    """
    lower = word.lower()
    for ending, least in _INFLECTIONS:
        if lower.endswith(ending) and len(lower) >= least and not lower.endswith("ss"):
            return lower.removesuffix(ending)
    return lower
