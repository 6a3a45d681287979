"""Compares names: case, spaces, hyphens and underscores make no difference."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_LETTERS = re.compile(r"[\W_]+")
_GAPS = re.compile(r"[\s_-]+")
_MAX_LENGTH = 60
_SIMILARITY_CUTOFF = 0.65
"""`wbe` is close to `web`; `timeline` is not close to `timezone`."""


def normalize_name(name: str) -> str:
    """Return the key by which spellings of one name are equal, such as `Untested Rollback` and `untested_rollback`.

    A name of only spaces, hyphens and underscores is its own key.
    """
    return (_GAPS.sub("", name) or name).casefold()


def letters_and_digits(title: str) -> str:
    """Return the letters and digits of a title, lower case: equal for a heading, its anchor and its title."""
    return _NO_LETTERS.sub("", title.casefold())


def to_snake_case(key: str) -> str:
    """Return a key in snake case: `resolvedWhen`, `Resolved-When` and `resolved when` become `resolved_when`."""
    return _GAPS.sub("_", _CAMEL.sub("_", key.strip())).lower()


def closest_name(name: str, known: Collection[str]) -> str | None:
    """Return the most similar known name, or `None` if none is similar."""
    by_key = {normalize_name(k): k for k in sorted(known, reverse=True)}
    close = get_close_matches(normalize_name(name)[:_MAX_LENGTH], sorted(by_key), n=1, cutoff=_SIMILARITY_CUTOFF)
    return by_key[close[0]] if close else None


def is_misspelling(name: str, allowed: Collection[str]) -> bool:
    """Whether `name` is probably a misspelling of one of `allowed`, rather than another word."""
    return bool(get_close_matches(normalize_name(name), sorted(map(normalize_name, allowed)), n=1, cutoff=0.85))
