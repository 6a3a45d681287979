"""Lines that stand in document after document: what a template says, not what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

_SHORTEST = 3
"""Words; a shorter line may well be the same by chance."""
_FEWEST = 4
_SHARE = 0.1


class Boilerplate:
    """Counts the documents that have a line; a line is known by its key."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._documents = 0

    def add(self, keys: Iterable[str]) -> None:
        """Take in the lines of one more document."""
        self._counts.update(set(keys))
        self._documents += 1

    def among(self, keys: Mapping[str, str]) -> frozenset[str]:
        """Return those of the lines that at least a tenth of the documents have, and no fewer than four."""
        enough = max(_FEWEST, self._documents * _SHARE)
        return frozenset(line for line, key in keys.items() if self._counts.get(key, 0) >= enough)

    def forget_rare(self) -> None:
        """Forget lines that too few have to be boilerplate, now or among fewer documents: nearly all."""
        self._counts = Counter({key: count for key, count in self._counts.items() if count >= _FEWEST})

    def known(self, lines: Iterable[str]) -> dict[str, str]:
        """Return those of the lines that are still counted, with their keys."""
        return {line: key for line in lines if (key := line_key(line)) in self._counts}


def line_key(line: str) -> str:
    """Return what makes lines the same; empty for one that is too short."""
    words = line.lower().split()
    return " ".join(words) if len(words) >= _SHORTEST else ""


def line_keys(lines: Iterable[str]) -> set[str]:
    """Return the keys of the lines that are long enough."""
    return {key for line in lines if (key := line_key(line))}
