"""Texts reduced to what two authors would agree on, and the words with which they leave a field open."""

from __future__ import annotations

import re

_NOT_WORD = re.compile(r"[\W_]+")

UNFILLED = frozenset(("n a", *"none na tbd tba tbc todo".split(), "to be determined"))
"""Bare words that stand where something is still to be written, or where there is nothing to write."""


def bare(text: str) -> str:
    """Return the words of `text` in lower case, one space apart, without punctuation."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a table, folded, in which `|` stands between them and lines may break anywhere."""
    return tuple(" ".join(phrase.split()).casefold() for phrase in text.split("|"))
