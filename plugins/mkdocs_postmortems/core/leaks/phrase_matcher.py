"""Finds many fingerprints in a text in one pass, with an Aho-Corasick automaton.

The automaton reads the text's words between single spaces, and so tells which fingerprints have all their words in it,
in order. In most texts of a clean site it finds none. Only for those that it finds is the text read again, to see what
stands between the words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from ahocorasick_rs import BytesAhoCorasick

from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, GapRule
from mkdocs_postmortems.core.leaks.normalize import begins_word, encode, join_words, spans_from

MIN_EMBEDDED_LENGTH = 8
"""Minimum number of letters and digits of an identifier that is also found inside longer identifiers."""
_MAX_EMBEDDED_LENGTH = 200
"""So many letters and digits of such an identifier tell that it may be there: an automaton of one that repeats itself
takes quadratic time to build."""

_CHUNK = re.compile(r"[\w.@-]{8,}")
_SEPARATORS = b"_.@-"
_WITHOUT_SEPARATORS = str.maketrans("", "", _SEPARATORS.decode())
_GAPS = {
    GapRule.TIGHT: re.compile(r"[-_.:@+#/~\\]{1,3}"),
    GapRule.NARROW: re.compile(r"(?:[^\S\x1f]+|[^<>|\"{}=;\s\x1f\ufffd]){0,6}"),
    GapRule.PROSE: re.compile(r"(?:[^.!?。]++|[.!?](?!\s))*+"),
}
_EXCERPT_CONTEXT = 40
"""Characters on both sides of a match that an excerpt shows."""


@dataclass(frozen=True, slots=True)
class PhraseMatcher:
    """Two automata: for sequences of words, and for identifiers inside longer ones."""

    phrases: _Automaton
    identifiers: _Automaton

    def contained(self, normalized: str) -> frozenset[Fingerprint]:
        """Return the fingerprints whose words follow each other in a normalised text, whatever is between them."""
        return frozenset((*self.phrases.search(join_words(normalized)), *self._embedded(normalized)))

    def find(self, normalized: str) -> Iterator[tuple[Fingerprint, str]]:
        """Yield (fingerprint, excerpt) for each match that complies with the fingerprint's gap rule."""
        candidates = self.phrases.search(join_words(normalized))
        if candidates:
            yield from _find_phrases(normalized, candidates)
        embedded = self._embedded(normalized)
        if embedded:
            yield from _find_embedded(normalized, embedded)

    def _embedded(self, normalized: str) -> tuple[Fingerprint, ...]:
        return self.identifiers.search(encode(normalized).translate(None, _SEPARATORS))


@dataclass(frozen=True, slots=True)
class _Automaton:
    """Finds strings in a text."""

    compiled: BytesAhoCorasick | None
    """`None` if there is nothing to find."""
    fingerprints: tuple[tuple[Fingerprint, ...], ...]
    """The fingerprints of each string, in the order of the compiled strings."""

    def search(self, text: bytes) -> tuple[Fingerprint, ...]:
        """Return the fingerprints of all strings that a text in UTF-8 contains, overlapping or not, in fixed order."""
        if self.compiled is None:
            return ()
        found = {number for number, _, _ in self.compiled.find_matches_as_indexes(text, overlapping=True)}
        return tuple(fingerprint for number in sorted(found) for fingerprint in self.fingerprints[number])


def build_phrase_matcher(fingerprints: Iterable[Fingerprint]) -> PhraseMatcher:
    """Return a matcher that finds all of these fingerprints in one pass over a text."""
    phrases: dict[str, list[Fingerprint]] = defaultdict(list)
    identifiers: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in fingerprints:
        phrases[f" {' '.join(fingerprint.words)} "].append(fingerprint)
        joined = "".join(fingerprint.words)
        if fingerprint.gap is GapRule.TIGHT and len(joined) >= MIN_EMBEDDED_LENGTH:
            identifiers[joined[:_MAX_EMBEDDED_LENGTH]].append(fingerprint)
    return PhraseMatcher(_compile(phrases), _compile(identifiers))


def _compile(strings: Mapping[str, list[Fingerprint]]) -> _Automaton:
    compiled = BytesAhoCorasick([encode(string) for string in strings]) if strings else None
    return _Automaton(compiled, tuple(map(tuple, strings.values())))


def _find_phrases(normalized: str, candidates: Iterable[Fingerprint]) -> Iterator[tuple[Fingerprint, str]]:
    """Yield the matches of the candidates by their place, and at one place in the order of the candidates."""
    found = (
        (spans[0][0], number, spans[-1][1], fingerprint)
        for number, fingerprint in enumerate(candidates)
        for spans in _occurrences(normalized, fingerprint.words)
        if gaps_allowed(normalized, fingerprint, spans)
    )
    for start, _, end, fingerprint in sorted(found, key=lambda one: one[:2]):
        yield fingerprint, _excerpt(normalized, start, end)


def _occurrences(normalized: str, words: tuple[str, ...]) -> Iterator[list[tuple[int, int]]]:
    """Yield the (start, end) offsets of words wherever they follow each other, and split no other part of the text."""
    at = normalized.find(words[0])
    while at >= 0:
        if begins_word(normalized, at):
            spans = [*islice(spans_from(normalized, at), len(words))]
            if tuple(normalized[start:end] for start, end in spans) == words:
                yield spans
        at = normalized.find(words[0], at + 1)


def _find_embedded(normalized: str, found: Iterable[Fingerprint]) -> Iterator[tuple[Fingerprint, str]]:
    wanted = {fingerprint: "".join(fingerprint.words) for fingerprint in found}
    for chunk in dict.fromkeys(_CHUNK.findall(normalized)):
        plain = chunk.translate(_WITHOUT_SEPARATORS)
        for fingerprint in [one for one, joined in wanted.items() if joined in plain]:
            del wanted[fingerprint]  # One excerpt is enough.
            yield fingerprint, _excerpt(chunk, 0, len(chunk))


def gaps_allowed(normalized: str, fingerprint: Fingerprint, spans: list[tuple[int, int]]) -> bool:
    """Return whether the text between the matched words complies with the gap rule."""
    if fingerprint.gap is GapRule.EXACT:
        return _is_literal(normalized, fingerprint, spans)
    if fingerprint.gap is GapRule.ANY or len(spans) == 1:
        return True
    between = (normalized[end:start] for (_, end), (start, _) in pairwise(spans))
    return all(map(_GAPS[fingerprint.gap].fullmatch, between))


def _is_literal(normalized: str, fingerprint: Fingerprint, spans: list[tuple[int, int]]) -> bool:
    """Return whether the match is literally as written, from its first to its last word."""
    return normalized[spans[0][0] : spans[-1][1]] in fingerprint.literal


def _excerpt(normalized: str, start: int, end: int) -> str:
    """Return the match with some text on both sides, on one line."""
    cut = normalized[max(0, start - _EXCERPT_CONTEXT) : min(end, start + 4 * _EXCERPT_CONTEXT) + _EXCERPT_CONTEXT]
    return " ".join("".join(char if char.isprintable() else " " for char in cut).split())
