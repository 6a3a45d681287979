"""Names of factors that blame people. What made the action reasonable at the time is the factor."""

from __future__ import annotations

from mkdocs_postmortems.core.names import fold

_BLAME = frozenset(
    fold(name)
    for name in (
        *("human error", "human errors", "human factor", "human mistake", "operator error", "user error"),
        *("engineer error", "manual error", "pilot error", "people error", "mistake", "carelessness", "negligence"),
        *("incompetence", "inattention", "lack of attention", "not paying attention", "typo by engineer"),
    )
)
BETTER = ("system-knowledge-gap", "confusing-interface")
"""Factors that usually lie behind what is called human error."""


def blames(name: str) -> bool:
    """Whether a name calls a person the cause."""
    return fold(name) in _BLAME


def better_words(name: str) -> str:
    """Say what to look for instead."""
    one, other = BETTER
    return (
        f"factor {name!r} blames people; say what made the action reasonable at the time. "
        f"Did you mean {one!r} or {other!r}?"
    )
