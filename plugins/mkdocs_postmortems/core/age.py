"""How old a view is, in words that tell its readers nothing of what they may not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of one document."""

    last: str
    """The day of the last change, `YYYY-MM-DD`."""
    count: int
    """How often it was changed, its beginning among them."""


@dataclass(frozen=True, slots=True)
class Age:
    """What version control says of a view; empty where there is none.

    A view that does not read everything is told of `newest` alone: the day on which something that it reads was last
    changed. A commit, and how often a document was changed, could be those of a part that it does not read.
    """

    newest: str = ""
    """`YYYY-MM-DD`."""
    commit: str = ""
    """The first digits of the commit that was built."""
    is_changed: bool = False
    """Whether there were changes that are in no commit."""
    pages: Mapping[str, Changes] = field(default_factory=dict)
    """By the path of a document; one that has changes which are in no commit is not among them."""
