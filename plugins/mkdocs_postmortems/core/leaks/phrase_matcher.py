"""Finds many sequences of words in a text in one pass, by tables of their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, GapRule
from mkdocs_postmortems.core.leaks.normalize import split_words, word_spans

MIN_EMBEDDED_LENGTH = 8
"""Letters and digits from which on an identifier is searched for inside of longer ones too."""
_KEY_SIZES = (12, 6, 3, 2, 1)
"""How many first words a table has as its key; each canary is in the widest that it fills."""

_CHUNK = re.compile(r"[\w.@-]{8,}")
_ASCII_CHUNK = re.compile(r"[\w.@-]{8,}", re.ASCII)
_SEPARATORS = str.maketrans("", "", "_.@-")
_GAPS = {
    GapRule.TIGHT: re.compile(r"[-_.:@+#/~\\]{1,3}"),
    GapRule.NARROW: re.compile(r"(?:[^\S\x1f]+|[^<>|\"{}=;\s\x1f\ufffd]){0,6}"),
    GapRule.PROSE: re.compile(r"(?:[^.!?。]++|[.!?](?!\s))*+"),
}
_EXCERPT_CONTEXT = 40
"""Characters around a sighting that are shown."""

WordKey = tuple[str, ...]
PhraseTable = Mapping[WordKey, tuple[Fingerprint, ...]]


@dataclass(frozen=True, slots=True)
class PhraseMatcher:
    """Tables of canaries."""

    tables: Mapping[int, PhraseTable]
    """By how many words their keys have."""
    embedded: Mapping[str, tuple[Fingerprint, ...]]
    """Long identifiers by their first characters, without what parts them."""

    def find(self, normalized: str, *, check_gaps: bool = True) -> Iterator[tuple[Fingerprint, str]]:
        """Yield canaries with the text around them; without `gaps`, whatever stands between their words."""
        found = split_words(normalized)
        keys = {size: keys for size, table in self.tables.items() if (keys := _matching_keys(found, size, table))}
        if keys:
            yield from self._find_phrases(normalized, found, keys, check_gaps=check_gaps)
        if self.embedded:
            yield from self._find_embedded(normalized)

    def _find_phrases(
        self, normalized: str, found: list[str], keys: Mapping[int, frozenset[WordKey]], *, check_gaps: bool
    ) -> Iterator[tuple[Fingerprint, str]]:
        places = word_spans(normalized)
        for size, wanted in keys.items():
            for at, key in enumerate(zip(*(found[n:] for n in range(size)), strict=False)):
                if key in wanted:
                    for canary in self.tables[size][key]:
                        end = at + len(canary.words)
                        if tuple(found[at:end]) == canary.words and (
                            not check_gaps or _gaps_allowed(normalized, canary, places[at:end])
                        ):
                            yield canary, _excerpt(normalized, places[at][0], places[end - 1][1])

    def _find_embedded(self, normalized: str) -> Iterator[tuple[Fingerprint, str]]:
        pattern = _ASCII_CHUNK if normalized.isascii() else _CHUNK
        for chunk in dict.fromkeys(pattern.findall(normalized)):
            plain = chunk.translate(_SEPARATORS)
            for at in range(len(plain) - MIN_EMBEDDED_LENGTH + 1):
                for canary in self.embedded.get(plain[at : at + MIN_EMBEDDED_LENGTH], ()):
                    if plain.startswith("".join(canary.words), at):
                        yield canary, _excerpt(chunk, 0, len(chunk))


def build_phrase_matcher(fingerprints: Iterable[Fingerprint]) -> PhraseMatcher:
    """Make the tables."""
    tables: dict[int, dict[WordKey, list[Fingerprint]]] = {size: defaultdict(list) for size in _KEY_SIZES}
    glued: dict[str, list[Fingerprint]] = defaultdict(list)
    for canary in fingerprints:
        size = next(size for size in _KEY_SIZES if size <= len(canary.words))
        tables[size][canary.words[:size]].append(canary)
        if canary.gap is GapRule.TIGHT:
            glued["".join(canary.words)[:MIN_EMBEDDED_LENGTH]].append(canary)
    return PhraseMatcher(
        {size: {key: tuple(of) for key, of in table.items()} for size, table in tables.items() if table},
        {start: tuple(of) for start, of in glued.items()},
    )


def _matching_keys(found: list[str], size: int, table: PhraseTable) -> frozenset[WordKey]:
    """Return which keys of a table a text has; nearly always none, so this is all that most texts cost."""
    return frozenset(filter(table.__contains__, zip(*(found[n:] for n in range(size)), strict=False)))


def _gaps_allowed(normalized: str, fingerprint: Fingerprint, places: list[tuple[int, int]]) -> bool:
    """Whether what stands between the words of a canary may stand there."""
    if fingerprint.gap is GapRule.EXACT:
        return _is_literal(normalized, fingerprint, places)
    if fingerprint.gap is GapRule.ANY or len(places) == 1:
        return True
    between = (normalized[end:start] for (_, end), (start, _) in pairwise(places))
    return all(map(_GAPS[fingerprint.gap].fullmatch, between))


def _is_literal(normalized: str, fingerprint: Fingerprint, places: list[tuple[int, int]]) -> bool:
    """Whether the text has the canary as it was written, not counting characters before and after its words."""
    return normalized[places[0][0] : places[-1][1]] in fingerprint.literal


def _excerpt(normalized: str, start: int, end: int) -> str:
    """Return what was found with some text on both sides, in one line."""
    cut = normalized[max(0, start - _EXCERPT_CONTEXT) : min(end, start + 4 * _EXCERPT_CONTEXT) + _EXCERPT_CONTEXT]
    return " ".join("".join(char if char.isprintable() else " " for char in cut).split())
