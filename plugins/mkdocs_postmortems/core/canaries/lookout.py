"""Finds many sequences of words in a text in one pass, by tables of their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_postmortems.core.canaries.canary import Canary, Gap
from mkdocs_postmortems.core.canaries.folded import spans, words

LONG = 8
"""Letters and digits from which on an identifier is searched for inside of longer ones too."""
_SIZES = (12, 6, 3, 2, 1)
"""How many first words a table has as its key; each canary is in the widest that it fills."""

_CHUNK = re.compile(r"[\w.@-]{8,}")
_ASCII_CHUNK = re.compile(r"[\w.@-]{8,}", re.ASCII)
_PARTS = str.maketrans("", "", "_.@-")
_GAPS = {
    Gap.TIGHT: re.compile(r"[-_.:@+#/~\\]{1,3}"),
    Gap.NARROW: re.compile(r"(?:\s+|[^<>|\"{}=;\s\x1f\ufffd]){0,6}"),
    Gap.PROSE: re.compile(r"(?:[^.!?。]++|[.!?](?!\s))*+"),
}
_BREADTH = 40
"""Characters around a sighting that are shown."""

Key = tuple[str, ...]
Table = Mapping[Key, tuple[Canary, ...]]


@dataclass(frozen=True, slots=True)
class Lookout:
    """Tables of canaries."""

    tables: Mapping[int, Table]
    """By how many words their keys have."""
    glued: Mapping[str, tuple[Canary, ...]]
    """Long identifiers by their first characters, without what parts them."""

    def find(self, folded: str, *, gaps: bool = True) -> Iterator[tuple[Canary, str]]:
        """Yield canaries with the text around them; without `gaps`, whatever stands between their words."""
        found = words(folded)
        keys = {size: keys for size, table in self.tables.items() if (keys := _hits(found, size, table))}
        if keys:
            yield from self._placed(folded, found, keys, gaps=gaps)
        if self.glued:
            yield from self._inside(folded)

    def _placed(
        self, folded: str, found: list[str], keys: Mapping[int, frozenset[Key]], *, gaps: bool
    ) -> Iterator[tuple[Canary, str]]:
        places = spans(folded)
        for size, wanted in keys.items():
            for at, key in enumerate(zip(*(found[n:] for n in range(size)), strict=False)):
                if key in wanted:
                    for canary in self.tables[size][key]:
                        end = at + len(canary.words)
                        if tuple(found[at:end]) == canary.words and (not gaps or _fits(folded, canary, places[at:end])):
                            yield canary, _around(folded, places[at][0], places[end - 1][1])

    def _inside(self, folded: str) -> Iterator[tuple[Canary, str]]:
        pattern = _ASCII_CHUNK if folded.isascii() else _CHUNK
        for chunk in dict.fromkeys(pattern.findall(folded)):
            plain = chunk.translate(_PARTS)
            for at in range(len(plain) - LONG + 1):
                for canary in self.glued.get(plain[at : at + LONG], ()):
                    if plain.startswith("".join(canary.words), at):
                        yield canary, _around(chunk, 0, len(chunk))


def post(canaries: Iterable[Canary]) -> Lookout:
    """Make the tables."""
    tables: dict[int, dict[Key, list[Canary]]] = {size: defaultdict(list) for size in _SIZES}
    glued: dict[str, list[Canary]] = defaultdict(list)
    for canary in canaries:
        size = next(size for size in _SIZES if size <= len(canary.words))
        tables[size][canary.words[:size]].append(canary)
        if canary.gap is Gap.TIGHT:
            glued["".join(canary.words)[:LONG]].append(canary)
    return Lookout(
        {size: {key: tuple(of) for key, of in table.items()} for size, table in tables.items() if table},
        {start: tuple(of) for start, of in glued.items()},
    )


def _hits(found: list[str], size: int, table: Table) -> frozenset[Key]:
    """Return which keys of a table a text has; nearly always none, so this is all that most texts cost."""
    return frozenset(filter(table.__contains__, zip(*(found[n:] for n in range(size)), strict=False)))


def _fits(folded: str, canary: Canary, places: list[tuple[int, int]]) -> bool:
    """Whether what stands between the words of a canary may stand there."""
    if canary.gap is Gap.EXACT:
        return _is_literal(folded, canary, places)
    if canary.gap is Gap.ANY or len(places) == 1:
        return True
    between = (folded[end:start] for (_, end), (start, _) in pairwise(places))
    return all(map(_GAPS[canary.gap].fullmatch, between))


def _is_literal(folded: str, canary: Canary, places: list[tuple[int, int]]) -> bool:
    """Whether the text has the canary as it was written, not counting characters before and after its words."""
    return folded[places[0][0] : places[-1][1]] in canary.literal


def _around(folded: str, start: int, end: int) -> str:
    """Return what was found with some text on both sides, in one line."""
    cut = folded[max(0, start - _BREADTH) : min(end, start + 4 * _BREADTH) + _BREADTH]
    return " ".join("".join(char if char.isprintable() else " " for char in cut).split())
