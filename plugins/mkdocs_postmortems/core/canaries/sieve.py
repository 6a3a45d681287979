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

from mkdocs_postmortems.core.canaries.canary import Canary, Gap, Hidden, Kind, Sighting
from mkdocs_postmortems.core.canaries.candidates import candidates
from mkdocs_postmortems.core.canaries.folded import fold, weight, words
from mkdocs_postmortems.core.canaries.lookout import LONG, Lookout, post
from mkdocs_postmortems.core.search.text import paragraphs

_ENOUGH = 3
"""Words in one order that are no chance."""
_SHORTEST = 5
"""Letters and digits of what stands alone."""


@dataclass(frozen=True, slots=True)
class Canaries:
    """What a tree is searched for."""

    kept: tuple[Canary, ...]
    dropped: Mapping[Kind, int]
    """How many occur in what may be read, or are too common to say anything, by kind."""
    unwatched: tuple[str, ...]
    """Hidden paths of which everything was dropped: a tree that passes may hold them."""
    readable: frozenset[str]
    """All words that may be read."""
    lookout: Lookout

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many are searched for, by kind."""
        return MappingProxyType(_count(self.kept))

    def find(self, text: str) -> Iterator[Sighting]:
        """Yield each canary that a text holds, once."""
        found: dict[Canary, str] = {}
        for canary, excerpt in self.lookout.find(fold(text)):
            found.setdefault(canary, excerpt)
        yield from (Sighting(canary, excerpt) for canary, excerpt in found.items())

    def without(self, visible: Iterable[str]) -> Canaries:
        """Return what is left to search for when these texts, which are no Markdown, may be read as well."""
        left = _sift(self.kept, visible, self.readable)
        watched = {path for canary in self.kept for path in canary.paths}
        dropped = Counter(self.dropped) + Counter(left.dropped)
        return replace(
            left,
            dropped=MappingProxyType(dict(sorted(dropped.items()))),
            unwatched=tuple(sorted({*self.unwatched, *_unwatched(watched, left.kept)})),
        )


def make_canaries(hidden: Iterable[Hidden], visible: Iterable[str]) -> Canaries:
    """Make canaries of what is hidden from a view.

    Args:
        hidden: everything outside of the view: documents, cut parts of documents, attachments.
        visible: every text of the view: its cleared sources and their paths, names and paths of attachments, terms of
            the taxonomy, the configuration.
    """
    merged: dict[tuple[tuple[str, ...], str], Canary] = {}
    paths = set()
    for document in hidden:
        paths.add(document.path)
        for canary in candidates(document):
            key = (canary.words, canary.literal if canary.gap is Gap.EXACT else "")
            known = merged.get(key)
            if known is None:
                merged[key] = canary
            elif document.path not in known.paths:
                merged[key] = replace(known, paths=(*known.paths, document.path))
    forms = (form for text in visible for form in dict.fromkeys(_forms(text)))
    found = _sift(tuple(merged.values()), forms, frozenset())
    return replace(found, unwatched=_unwatched(paths, found.kept))


def _sift(known: tuple[Canary, ...], visible: Iterable[str], readable: frozenset[str]) -> Canaries:
    """Drop what occurs in readable texts, whatever stands between its words there."""
    lookout = post(known)
    seen, gone = set(readable), set[Canary]()
    for text in visible:
        folded = fold(text)
        seen.update(words(folded))
        gone.update(canary for canary, _ in lookout.find(folded, gaps=False))
    kept = tuple(_settled(canary, seen) for canary in known if canary not in gone and _says_something(canary, seen))
    dropped = _count(known) - _count(kept)
    return Canaries(kept, MappingProxyType(dropped), (), frozenset(seen), post(kept))


def _forms(text: str) -> Iterator[str]:
    """Yield a text as it was written and as readers see it; a link's address parts words that they see side by side."""
    yield text
    yield "\n".join(paragraphs(text.split("\n")))
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)


def _settled(canary: Canary, seen: set[str]) -> Canary:
    """An identifier of which all names are known, as `node-7` where a node is, must be exactly so."""
    if canary.gap is Gap.TIGHT and not _novel(canary, seen):
        return replace(canary, gap=Gap.EXACT)
    return canary


def _says_something(canary: Canary, seen: set[str]) -> bool:
    """Whether a text that holds the canary can hardly have it by chance."""
    if canary.kind in {Kind.IDENTIFIER, Kind.WORD} or canary.gap in {Gap.ANY, Gap.PROSE}:
        return True
    if len(canary.words) == 1:
        return _stands_alone(canary.kind, canary.words[0])
    if canary.kind is Kind.SENTENCE and not _novel(canary, seen):
        return False  # A few words that readers know, such as a heading: pages of the site say the same.
    if canary.gap is Gap.NARROW and canary.kind is not Kind.NAME and weight(canary.words) < _ENOUGH:
        return any(_stands_alone(canary.kind, word) for word in _novel(canary, seen))
    letters = "".join(canary.words)
    return len(letters) >= _SHORTEST or (not letters.isascii() and weight(canary.words) >= 2)


def _stands_alone(kind: Kind, word: str) -> bool:
    if kind is Kind.NAME or (not word.isalpha() and not word.isdigit()):
        return len(word) >= _SHORTEST or not word.isascii()
    return len(word) >= LONG


def _novel(canary: Canary, seen: set[str]) -> list[str]:
    """Return the names in a canary that occur in no readable text."""
    return [word for word in canary.words if word not in seen and len(word) > 1 and not word.isdigit()]


def _unwatched(paths: Iterable[str], kept: tuple[Canary, ...]) -> tuple[str, ...]:
    watched = {path for canary in kept for path in canary.paths}
    return tuple(sorted(set(paths) - watched))


def _count(canaries: Iterable[Canary]) -> Counter[Kind]:
    return Counter(canary.kind for canary in canaries)
