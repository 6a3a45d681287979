"""The simplest search for many fingerprints: hash tables of their first words. The fast one must find the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, GapRule
from mkdocs_postmortems.core.leaks.normalize import word_spans
from mkdocs_postmortems.core.leaks.phrase_matcher import MIN_EMBEDDED_LENGTH, gaps_allowed

_KEY_SIZES = (12, 6, 3, 2, 1)
"""Numbers of first words that tables have as keys; a fingerprint is in the table with the longest key that it fills."""

_CHUNK = re.compile(r"[\w.@-]{8,}")
_ASCII_CHUNK = re.compile(r"[\w.@-]{8,}", re.ASCII)
_SEPARATORS = str.maketrans("", "", "_.@-")

WordKey = tuple[str, ...]
PhraseTable = Mapping[WordKey, tuple[Fingerprint, ...]]


@dataclass(frozen=True, slots=True)
class TableMatcher:
    """Tables of fingerprints."""

    tables: Mapping[int, PhraseTable]
    """Number of words in a key, to table of fingerprints by their first words."""
    embedded: Mapping[str, tuple[Fingerprint, ...]]
    """Long identifiers by their first characters, without separators."""

    def find(self, normalized: str, *, check_gaps: bool = True) -> Iterator[Fingerprint]:
        """Yield the fingerprint of each match; with `check_gaps` only matches that respect the gap rule."""
        found = [normalized[start:end] for start, end in word_spans(normalized)]
        keys = {size: keys for size, table in self.tables.items() if (keys := _matching_keys(found, size, table))}
        if keys:
            yield from self._find_phrases(normalized, found, keys, check_gaps=check_gaps)
        if self.embedded:
            yield from self._find_embedded(normalized)

    def _find_phrases(
        self, normalized: str, found: list[str], keys: Mapping[int, frozenset[WordKey]], *, check_gaps: bool
    ) -> Iterator[Fingerprint]:
        spans = word_spans(normalized)
        for size, wanted in keys.items():
            for at, key in enumerate(zip(*(found[n:] for n in range(size)), strict=False)):
                if key in wanted:
                    for fingerprint in self.tables[size][key]:
                        end = at + len(fingerprint.words)
                        if tuple(found[at:end]) == fingerprint.words and (
                            not check_gaps or gaps_allowed(normalized, fingerprint, spans[at:end])
                        ):
                            yield fingerprint

    def _find_embedded(self, normalized: str) -> Iterator[Fingerprint]:
        pattern = _ASCII_CHUNK if normalized.isascii() else _CHUNK
        for chunk in dict.fromkeys(pattern.findall(normalized)):
            plain = chunk.translate(_SEPARATORS)
            for at in range(len(plain) - MIN_EMBEDDED_LENGTH + 1):
                for fingerprint in self.embedded.get(plain[at : at + MIN_EMBEDDED_LENGTH], ()):
                    if plain.startswith("".join(fingerprint.words), at):
                        yield fingerprint


def build_table_matcher(fingerprints: Iterable[Fingerprint]) -> TableMatcher:
    """Return a matcher of the fingerprints."""
    tables: dict[int, dict[WordKey, list[Fingerprint]]] = {size: defaultdict(list) for size in _KEY_SIZES}
    embedded: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in fingerprints:
        size = next(size for size in _KEY_SIZES if size <= len(fingerprint.words))
        tables[size][fingerprint.words[:size]].append(fingerprint)
        if fingerprint.gap is GapRule.TIGHT:
            embedded["".join(fingerprint.words)[:MIN_EMBEDDED_LENGTH]].append(fingerprint)
    return TableMatcher(
        {size: {key: tuple(of) for key, of in table.items()} for size, table in tables.items() if table},
        {start: tuple(of) for start, of in embedded.items()},
    )


def _matching_keys(found: list[str], size: int, table: PhraseTable) -> frozenset[WordKey]:
    """Return the keys of a table that a text contains. Nearly always empty, so most texts need no further work."""
    return frozenset(filter(table.__contains__, zip(*(found[n:] for n in range(size)), strict=False)))
