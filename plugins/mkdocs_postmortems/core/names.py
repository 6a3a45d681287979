"""How names are compared: case, spaces, hyphens and underscores make no difference."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_-]+")
_LONGEST_GUESS = 60
_CLOSE = 0.65
"""`wbe` is close to `web`; `timeline` is not close to `timezone`."""


def fold(name: str) -> str:
    """Return the form in which two spellings of one name are equal: `Untested Rollback` and `untested_rollback`.

    A name of nothing but gaps is its own form.
    """
    return (_GAPS.sub("", name) or name).casefold()


def snake(key: str) -> str:
    """Return a key as fields are named: `resolvedWhen`, `Resolved-When` and `resolved when` are `resolved_when`."""
    return _GAPS.sub("_", _CAMEL.sub("_", key.strip())).lower()


def guess(name: str, known: Collection[str]) -> str | None:
    """Return the known name that was probably meant."""
    by_fold = {fold(k): k for k in sorted(known, reverse=True)}
    close = get_close_matches(fold(name)[:_LONGEST_GUESS], sorted(by_fold), n=1, cutoff=_CLOSE)
    return by_fold[close[0]] if close else None


def is_slip(name: str, allowed: Collection[str]) -> bool:
    """Whether `name` is a misspelling of one of `allowed`, rather than a word of somebody's own."""
    return bool(get_close_matches(fold(name), sorted(map(fold, allowed)), n=1, cutoff=0.85))
