"""English words without their endings: cut short for ranking, carefully for names."""

from __future__ import annotations

from lunr.stemmer import PorterStemmer

_SHORTEST, _LONGEST = 3, 100
"""Letters that a word has at the least and at the most for its ending to be cut."""
_INFLECTIONS = (("ed", 6), ("s", 4))
"""Endings of tense and number, and how long a word has to be for them to be taken for one."""

_porter = PorterStemmer()


def stem(lower: str) -> str:
    """Return the stem of an English word in small letters, by Porter's algorithm; anything else stays.

    For ranking: `organize` and `organs` are one. The browser does the same with lunr.js (`stem` in `similar.js`).
    lunr.py and lunr.js differ in the last letter of "try" and "lay": with `i` for both, they agree.
    """
    if not (lower.isascii() and lower.isalpha()) or not _SHORTEST <= len(lower) <= _LONGEST:
        return lower
    found: str = _porter.stem(lower)
    return f"{found[:-1]}i" if found[-1] == "y" else found


def uninflected(word: str) -> str:
    """Return a word in small letters without an ending of number or tense: `reports`, `reported`, `report` are one.

    For names, which Porter's algorithm would mix up.
    """
    lower = word.lower()
    for ending, least in _INFLECTIONS:
        if lower.endswith(ending) and len(lower) >= least and not lower.endswith("ss"):
            return lower.removesuffix(ending)
    return lower
