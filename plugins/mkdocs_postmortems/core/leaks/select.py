"""Decides what to search a tree for: whatever is hidden and does not occur in what may be read.

A candidate that occurs in a readable text is no canary, and is counted as dropped: of a tree that passes it is known
that it has none of those that are left, and nothing is known about the others.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from mkdocs_postmortems.core.search.plain_text import plain_paragraphs

_MIN_WORDS = 3
"""Words in one order that are no chance."""
_MIN_LETTERS = 5
"""Letters and digits of what stands alone."""


@dataclass(frozen=True, slots=True)
class FingerprintSet:
    """What a tree is searched for."""

    kept: tuple[Fingerprint, ...]
    dropped: Mapping[FingerprintKind, int]
    """How many occur in what may be read, or are too common to say anything, by kind."""
    uncovered: tuple[str, ...]
    """Hidden paths of which everything was dropped: a tree that passes may hold them."""
    readable_words: frozenset[str]
    """All words that may be read."""
    matcher: PhraseMatcher

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def counts(self) -> Mapping[FingerprintKind, int]:
        """How many are searched for, by kind."""
        return MappingProxyType(_count_by_kind(self.kept))

    def find(self, text: str) -> Iterator[FingerprintMatch]:
        """Yield each canary that a text holds, once."""
        found: dict[Fingerprint, str] = {}
        for canary, excerpt in self.matcher.find(normalize(text)):
            found.setdefault(canary, excerpt)
        yield from (FingerprintMatch(canary, excerpt) for canary, excerpt in found.items())

    def without(self, visible: Iterable[str]) -> FingerprintSet:
        """Return what is left to search for when these texts, which are no Markdown, may be read as well."""
        left = _drop_visible(self.kept, visible, self.readable_words)
        watched = {path for canary in self.kept for path in canary.paths}
        dropped = Counter(self.dropped) + Counter(left.dropped)
        return replace(
            left,
            dropped=MappingProxyType(dict(sorted(dropped.items()))),
            uncovered=tuple(sorted({*self.uncovered, *_uncovered(watched, left.kept)})),
        )


def select_fingerprints(hidden: Iterable[HiddenText], visible: Iterable[str]) -> FingerprintSet:
    """Make canaries of what is hidden from a view.

    Args:
        hidden: everything outside of the view: documents, cut parts of documents, attachments.
        visible: every text of the view: its cleared sources and their paths, names and paths of attachments, terms of
            the taxonomy, the configuration.
    """
    merged: dict[tuple[tuple[str, ...], str], Fingerprint] = {}
    paths = set()
    for document in hidden:
        paths.add(document.path)
        for canary in extract_fingerprints(document):
            key = (canary.words, canary.literal if canary.gap is GapRule.EXACT else "")
            known = merged.get(key)
            if known is None:
                merged[key] = canary
            elif document.path not in known.paths:
                merged[key] = replace(known, paths=(*known.paths, document.path))
    forms = (form for text in visible for form in dict.fromkeys(_readable_forms(text)))
    found = _drop_visible(tuple(merged.values()), forms, frozenset())
    return replace(found, uncovered=_uncovered(paths, found.kept))


def _drop_visible(
    fingerprints: tuple[Fingerprint, ...], visible: Iterable[str], readable_words: frozenset[str]
) -> FingerprintSet:
    """Drop what occurs in readable texts, whatever stands between its words there."""
    lookout = build_phrase_matcher(fingerprints)
    seen, gone = set(readable_words), set[Fingerprint]()
    for text in visible:
        folded = normalize(text)
        seen.update(split_words(folded))
        gone.update(canary for canary, _ in lookout.find(folded, check_gaps=False))
    kept = tuple(
        _tighten_gap(canary, seen) for canary in fingerprints if canary not in gone and _is_distinctive(canary, seen)
    )
    dropped = _count_by_kind(fingerprints) - _count_by_kind(kept)
    return FingerprintSet(kept, MappingProxyType(dropped), (), frozenset(seen), build_phrase_matcher(kept))


def _readable_forms(text: str) -> Iterator[str]:
    """Yield a text as it was written and as readers see it; a link's address parts words that they see side by side."""
    yield text
    yield "\n".join(plain_paragraphs(text.split("\n")))
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)


def _tighten_gap(fingerprint: Fingerprint, readable_words: set[str]) -> Fingerprint:
    """An identifier of which all names are known, as `node-7` where a node is, must be exactly so."""
    if fingerprint.gap is GapRule.TIGHT and not _unseen_words(fingerprint, readable_words):
        return replace(fingerprint, gap=GapRule.EXACT)
    return fingerprint


def _is_distinctive(fingerprint: Fingerprint, readable_words: set[str]) -> bool:
    """Whether a text that holds the canary can hardly have it by chance."""
    if fingerprint.kind in {FingerprintKind.IDENTIFIER, FingerprintKind.WORD} or fingerprint.gap in {
        GapRule.ANY,
        GapRule.PROSE,
    }:
        return True
    if len(fingerprint.words) == 1:
        return _stands_alone(fingerprint.kind, fingerprint.words[0])
    if fingerprint.kind is FingerprintKind.SENTENCE and not _unseen_words(fingerprint, readable_words):
        return False  # A few words that readers know, such as a heading: pages of the site say the same.
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
    """Return the names in a canary that occur in no readable text."""
    return [word for word in fingerprint.words if word not in readable_words and len(word) > 1 and not word.isdigit()]


def _uncovered(paths: Iterable[str], kept: tuple[Fingerprint, ...]) -> tuple[str, ...]:
    watched = {path for canary in kept for path in canary.paths}
    return tuple(sorted(set(paths) - watched))


def _count_by_kind(fingerprints: Iterable[Fingerprint]) -> Counter[FingerprintKind]:
    return Counter(canary.kind for canary in fingerprints)
