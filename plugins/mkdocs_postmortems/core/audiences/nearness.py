"""Decides whether a value is the name of an audience or near one, and which words of other tools restrict access."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.lookalikes import fold
from mkdocs_postmortems.core.name_matching import closest_name, is_misspelling, normalize_name

FOREIGN_LABEL_KEYS = frozenset(
    """
    access acl classification clearance confidential confidentiality private readers restricted sensitivity tlp
    """.split()
)
"""Fields by which other tools restrict access. They have no effect here, so that using one is an error."""
RESTRICTING_WORDS = frozenset("confidential internal private restricted secret sensitive".split())
"""Values by which other tools restrict access."""
_LETTER_GROUPS = re.compile(r"[^\W_]+")
_MAX_VALUE = 80
_MAX_VALUE_WORDS = 5
"""Words of a value that may name an audience, such as `security team only`; more are a sentence."""


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
