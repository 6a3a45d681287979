"""Selects the fingerprints that the site of an audience must not contain: those that occur in hidden text only.

Candidates that also occur in readable text are dropped and counted: a clean site contains no selected fingerprint, but
nothing is known about the dropped ones.
"""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from urllib.parse import unquote

from mkdocs_postmortems.core.leaks.extract import extract_fingerprints
from mkdocs_postmortems.core.leaks.fingerprint import (
    Fingerprint,
    FingerprintKind,
    FingerprintMatch,
    GapRule,
    HiddenText,
)
from mkdocs_postmortems.core.leaks.normalize import normalize, split_words, word_weight
from mkdocs_postmortems.core.leaks.phrase_matcher import MIN_EMBEDDED_LENGTH, PhraseMatcher, build_phrase_matcher
from mkdocs_postmortems.core.leaks.windows import windows
from mkdocs_postmortems.core.plain_text import plain_paragraphs

_MIN_WORDS = 3
"""Minimum weight of a sequence, in words; shorter ones occur by chance."""
_MIN_LETTERS = 5
"""Minimum number of letters and digits of a fingerprint that is not a longer sequence of words."""


@dataclass(frozen=True)
class FingerprintSet:
    """The fingerprints that a built site is searched for, and what the search cannot cover."""

    kept: tuple[Fingerprint, ...]
    """The selected fingerprints."""
    dropped: Mapping[FingerprintKind, int]
    """Number of candidates that occur in readable text or are too unspecific, by kind."""
    uncovered: tuple[str, ...]
    """Paths of hidden documents all of whose candidates were dropped: the search cannot detect a leak of them."""

    @cached_property
    def matcher(self) -> PhraseMatcher:
        """The matcher that finds the fingerprints in texts, built when it is first used."""
        return build_phrase_matcher(self.kept)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that is searched for, in order; it tells nobody what that is."""
        hashed = hashlib.sha256()
        for one in self.kept:
            hashed.update(repr((one.gap, one.words, one.literal)).encode(errors="surrogatepass"))
        return hashed.hexdigest()

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def is_of_nothing(self) -> bool:
        """Whether nothing is hidden at all, so that there is nothing to search for; not that nothing could be kept."""
        return not self.kept and not self.dropped and not self.uncovered

    @property
    def counts(self) -> Mapping[FingerprintKind, int]:
        """Number of selected fingerprints, by kind."""
        return MappingProxyType(_count_by_kind(self.kept))

    def find(self, text: str) -> Iterator[FingerprintMatch]:
        """Yield a match for each fingerprint that a text contains."""
        found: dict[Fingerprint, str] = {}
        for piece in windows(text, " "):
            for fingerprint, excerpt in self.matcher.find(normalize(piece)):
                found.setdefault(fingerprint, excerpt)
        yield from (FingerprintMatch(fingerprint, excerpt) for fingerprint, excerpt in found.items())

    def and_more(self, other: FingerprintSet) -> FingerprintSet:
        """Return both sets as one; what of the other is uncovered does not count."""
        kept = (*self.kept, *other.kept)
        dropped = Counter(self.dropped) + Counter(other.dropped)
        return FingerprintSet(kept, MappingProxyType(dict(sorted(dropped.items()))), self.uncovered)

    def without(self, common: Collection[Fingerprint]) -> FingerprintSet:
        """Return the set without fingerprints that also occur in texts that anybody may read."""
        kept = tuple(fingerprint for fingerprint in self.kept if fingerprint not in common)
        covered = {path for fingerprint in self.kept for path in fingerprint.paths}
        dropped = Counter(self.dropped) + _count_by_kind(self.kept) - _count_by_kind(kept)
        return FingerprintSet(
            kept,
            MappingProxyType(dict(sorted(dropped.items()))),
            tuple(sorted({*self.uncovered, *_uncovered(covered, kept)})),
        )


def find_common(fingerprints: Collection[Fingerprint], texts: Iterable[str]) -> frozenset[Fingerprint]:
    """Return the fingerprints that occur in texts, whatever is between their words; read no more than is needed."""
    matcher, found = build_phrase_matcher(fingerprints), frozenset[Fingerprint]()
    for text in texts:
        found |= matcher.contained(normalize(text))
        if len(found) == len(fingerprints):
            break
    return found


def select_fingerprints(hidden: Iterable[HiddenText], visible: Iterable[str]) -> FingerprintSet:
    """Return the fingerprints of hidden texts that do not occur in readable ones.

    Args:
        hidden: everything that the audience may not read: documents, parts of documents, attachments.
        visible: everything that it may read: sources as selected for the audience and their paths, names and paths of
            attachments, terms of the taxonomy, the configuration.
    """
    merged: dict[tuple[tuple[str, ...], str], Fingerprint] = {}
    paths = set()
    for document in hidden:
        paths.add(document.path)
        for fingerprint in extract_fingerprints(document):
            key = (fingerprint.words, fingerprint.literal if fingerprint.gap is GapRule.EXACT else "")
            known = merged.get(key)
            if known is None:
                merged[key] = fingerprint
            elif document.path not in known.paths:
                merged[key] = replace(known, paths=(*known.paths, document.path))
    if not paths:
        return FingerprintSet((), MappingProxyType({}), ())
    forms = (form for text in visible for form in dict.fromkeys(_readable_forms(text)))
    found = _drop_visible(tuple(merged.values()), forms)
    return replace(found, uncovered=_uncovered(paths, found.kept))


def _drop_visible(fingerprints: tuple[Fingerprint, ...], visible: Iterable[str]) -> FingerprintSet:
    """Drop candidates that occur in readable texts, whatever is between their words there, and unspecific ones."""
    matcher = build_phrase_matcher(fingerprints)
    seen, gone = set[str](), set[Fingerprint]()
    for text in visible:
        normalized = normalize(text)
        seen.update(split_words(normalized))
        gone |= matcher.contained(normalized)
    kept = tuple(
        _tighten_gap(fingerprint, seen)
        for fingerprint in fingerprints
        if fingerprint not in gone and _is_distinctive(fingerprint, seen)
    )
    dropped = _count_by_kind(fingerprints) - _count_by_kind(kept)
    return FingerprintSet(kept, MappingProxyType(dropped), ())


def _readable_forms(text: str) -> Iterator[str]:
    """Yield a text as written, as plain text (without link targets between words), and decoded from HTML and URLs."""
    yield text
    yield "\n".join(plain_paragraphs(text.split("\n")))
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)


def _tighten_gap(fingerprint: Fingerprint, readable_words: set[str]) -> Fingerprint:
    """Require an identifier to match exactly if all its words are readable, such as `node-7` where `node` is."""
    if fingerprint.gap is GapRule.TIGHT and not _unseen_words(fingerprint, readable_words):
        return replace(fingerprint, gap=GapRule.EXACT)
    return fingerprint


def _is_distinctive(fingerprint: Fingerprint, readable_words: set[str]) -> bool:
    """Return whether the fingerprint is unlikely to occur in a text by chance."""
    if fingerprint.kind in {FingerprintKind.IDENTIFIER, FingerprintKind.WORD} or fingerprint.gap in {
        GapRule.ANY,
        GapRule.PROSE,
    }:
        return True
    if len(fingerprint.words) == 1:
        return _stands_alone(fingerprint.kind, fingerprint.words[0])
    if fingerprint.kind is FingerprintKind.SENTENCE and not _unseen_words(fingerprint, readable_words):
        return False  # A few readable words, such as a heading: generated pages may contain them, too.
    if (
        fingerprint.gap is GapRule.NARROW
        and fingerprint.kind is not FingerprintKind.NAME
        and word_weight(fingerprint.words) < _MIN_WORDS
    ):
        return any(_stands_alone(fingerprint.kind, word) for word in _unseen_words(fingerprint, readable_words))
    letters = "".join(fingerprint.words)
    return len(letters) >= _MIN_LETTERS or (not letters.isascii() and word_weight(fingerprint.words) >= 2)


def _stands_alone(kind: FingerprintKind, word: str) -> bool:
    if kind is FingerprintKind.NAME or (not word.isalpha() and not word.isdigit()):
        return len(word) >= _MIN_LETTERS or not word.isascii()
    return len(word) >= MIN_EMBEDDED_LENGTH


def _unseen_words(fingerprint: Fingerprint, readable_words: set[str]) -> list[str]:
    """Return the words of a fingerprint, except numbers, that occur in no readable text."""
    return [word for word in fingerprint.words if word not in readable_words and len(word) > 1 and not word.isdigit()]


def _uncovered(paths: Iterable[str], kept: tuple[Fingerprint, ...]) -> tuple[str, ...]:
    covered = {path for fingerprint in kept for path in fingerprint.paths}
    return tuple(sorted(set(paths) - covered))


def _count_by_kind(fingerprints: Iterable[Fingerprint]) -> Counter[FingerprintKind]:
    return Counter(fingerprint.kind for fingerprint in fingerprints)
