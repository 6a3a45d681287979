"""Decides whether a word resembles a key of a label. What does and is none is an error, never a reason to publish."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from mkdocs_postmortems.core.lookalikes import fold
from mkdocs_postmortems.core.name_matching import closest_name

LABEL_KEYS = ("audience", "visibility")
"""Front matter fields that hold a label."""
_ORDINARY_WORDS = frozenset(("cadence", "disability", "viability", "visibly"))
"""Words that are as close to a key as a misspelling is, and mean something else."""
_SIMILARITY_CUTOFF = 0.8
"""`audiances` and `audiencia` are near `audience`; `ambience` and `patience` are not."""
_KEY_LETTERS = tuple(map(frozenset, LABEL_KEYS))
_MIN_SHARED_LETTERS = 5
"""Different letters that every word above the cutoff shares with its key; most words fail at once."""
LETTER_GROUPS = re.compile(r"[^\W_]+")
_SEPARATORS = re.compile(r"[\W_]+")
_MAX_WORD = 40
_MAX_TEXT = 80


def resembles_label(word: str) -> bool:
    """Whether a word is a key of a label or a probable misspelling of one, in look-alike letters or in pieces."""
    return _resembles_label(word[:_MAX_WORD])


@lru_cache(maxsize=20_000)
def _resembles_label(word: str) -> bool:
    letters = _SEPARATORS.sub("", fold(word))
    if letters in _ORDINARY_WORDS or all(len(key & set(letters)) < _MIN_SHARED_LETTERS for key in _KEY_LETTERS):
        return False
    return bool(get_close_matches(letters, LABEL_KEYS, n=1, cutoff=_SIMILARITY_CUTOFF))


def may_mean_label(word: str) -> bool:
    """Whether the closest guess at a word is a key of a label; many other words are that close, such as `science`."""
    return _may_mean_label(word[:_MAX_WORD])


@lru_cache(maxsize=20_000)
def _may_mean_label(word: str) -> bool:
    return closest_name(_SEPARATORS.sub("", fold(word)), LABEL_KEYS) is not None


def has_label_word(text: str) -> bool:
    """Whether the text as a whole, a word of it, or two words together resemble a key of a label.

    `target audience`, `audience-sre` and `audi-ence` do.
    """
    words = LETTER_GROUPS.findall(fold(text[:_MAX_TEXT]))
    pairs = (one + other for one, other in pairwise(words))
    return any(map(resembles_label, (*words, *pairs, "".join(words))))
