"""Decides what is near a label: words that resemble its keys, and values that resemble the names of audiences.

What resembles a label and is none restricts nothing. It is an error that withholds, never a reason to publish.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from mkdocs_postmortems.core.audiences.lookalikes import fold
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.name_matching import closest_name, is_misspelling, normalize_name

LABEL_KEYS = ("audience", "visibility")
"""Front matter fields that hold a label."""
FOREIGN_LABEL_KEYS = frozenset(
    """
    access acl classification clearance confidential confidentiality private readers restricted sensitivity tlp
    """.split()
)
"""Fields by which other tools restrict access. They have no effect here, so that using one is an error."""
RESTRICTING_WORDS = frozenset("confidential internal private restricted secret sensitive".split())
"""Values by which other tools restrict access."""
_ORDINARY_WORDS = frozenset(("cadence", "disability", "viability", "visibly"))
"""Words that are as close to a key as a misspelling is, and mean something else."""
_SIMILARITY_CUTOFF = 0.8
"""`audiances` and `audiencia` are near `audience`; `ambience` and `patience` are not."""
_KEY_LETTERS = tuple(map(frozenset, LABEL_KEYS))
_MIN_SHARED_LETTERS = 5
"""Different letters that every word above the cutoff shares with its key; most words fail at once."""
_LETTER_GROUPS = re.compile(r"[^\W_]+")
_SEPARATORS = re.compile(r"[\W_]+")
_MAX_WORD = 40
_MAX_VALUE = 80
_MAX_VALUE_WORDS = 5
"""Words of a value that may name an audience, such as `security team only`; more are a sentence."""


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
    words = _LETTER_GROUPS.findall(fold(text[:_MAX_VALUE]))
    pairs = (one + other for one, other in pairwise(words))
    return any(map(resembles_label, (*words, *pairs, "".join(words))))


def names_audience(value: str, audiences: Audiences) -> bool:
    """Whether a value, or a word of a short one, is the name of an audience or close to one."""
    text = fold(value[:_MAX_VALUE]).strip()
    words = _LETTER_GROUPS.findall(text)
    if not words or len(words) > _MAX_VALUE_WORDS:
        return False
    known = [fold(name) for name in audiences.names]
    if closest_name(text.strip(" .,;*_`'\"()[]{}"), known):
        return True
    keys = set(map(normalize_name, known))
    return any(word in keys or is_misspelling(word, keys) for word in words)


def names_audience_exactly(value: str, audiences: Audiences) -> bool:
    """Whether a value as a whole is the name of an audience, or a misspelling of one."""
    letters = "".join(_LETTER_GROUPS.findall(fold(value[:_MAX_VALUE])))
    known = ["".join(_LETTER_GROUPS.findall(fold(name))) for name in audiences.names]
    return bool(letters) and is_misspelling(letters, known)


def restricts(value: str, audiences: Audiences) -> bool:
    """Whether a value restricts: it names an audience, or it is a word like `confidential`."""
    words = set(_LETTER_GROUPS.findall(fold(value[:_MAX_VALUE])))
    is_word = len(words) <= _MAX_VALUE_WORDS and bool(words & RESTRICTING_WORDS)
    return is_word or names_audience(value, audiences)
