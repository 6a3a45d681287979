"""Lines that stand in document after document: what a template says, not what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_SHORTEST = 3
"""Words; a shorter line may well be the same by chance."""
_FEWEST = 4
_SHARE = 0.1


class Boilerplate:
    """Counts the documents that have a line."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._documents = 0

    def add(self, lines: Iterable[str]) -> None:
        """Take in the lines of one more document."""
        self._counts.update({key for line in lines if (key := _key(line))})
        self._documents += 1

    def among(self, lines: Iterable[str]) -> frozenset[str]:
        """Return those of the lines that at least a tenth of the documents have, and no fewer than four."""
        enough = max(_FEWEST, self._documents * _SHARE)
        return frozenset(line for line in lines if self._counts.get(_key(line), 0) >= enough)


def _key(line: str) -> str:
    words = line.lower().split()
    return " ".join(words) if len(words) >= _SHORTEST else ""
