"""Phrases that mean one thing: the trade's jargon, names and aliases of a taxonomy, and what a view adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mkdocs_postmortems.core.facets import Facet
from mkdocs_postmortems.core.similar.jargon import topics
from mkdocs_postmortems.core.similar.words import read_words
from mkdocs_postmortems.core.taxonomy import Taxonomy

NAMED = (Facet.FACTORS, Facet.SERVICES, Facet.TAGS, Facet.TRIGGERS)
"""Facets whose values make incidents alike."""
SIGN = "="
"""Concepts begin with it, and words never do."""
_LONGEST = 12


class Glossary:
    """Finds phrases in a sequence of stems."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        """Take pairs of phrase and concept; one phrase may mean several."""
        self._concepts: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self.longest = 0
        """So many stems the longest phrase has."""
        for phrase, concept in meanings:
            self._add(_stems(phrase), concept)

    def _add(self, stems: tuple[str, ...], concept: str) -> None:
        if not stems or len(stems) > _LONGEST:
            return
        self.longest = max(self.longest, len(stems))
        known = self._concepts.get(stems, ())
        self._concepts[stems] = tuple(sorted({*known, concept}))
        lengths = {*self._lengths.get(stems[0], ()), len(stems)}
        self._lengths[stems[0]] = tuple(sorted(lengths, reverse=True))

    def phrases(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return all phrases, as stems, with the concepts that each means."""
        return sorted(self._concepts.items())

    def opens(self, stem: str) -> bool:
        """Whether a phrase begins with a stem."""
        return stem in self._lengths

    def at(self, stems: Sequence[str], start: int) -> tuple[str, ...]:
        """Return the concepts of the longest phrase that begins at a place."""
        for length in self._lengths.get(stems[start], ()):
            if found := self._concepts.get(tuple(stems[start : start + length])):
                return found
        return ()

    def find(self, stems: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of the longest phrase that begins at each place."""
        for place in range(len(stems)):
            yield from self.at(stems, place)


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(part.stem for word in read_words(phrase) for part in word.parts)


def topic(name: str) -> str:
    """Return the concept of a topic of the jargon."""
    return f"{SIGN}topic:{name}"


def mark(facet: Facet, id: str) -> str:
    """Return the concept of a facet's value."""
    return f"{SIGN}{facet.value}:{id}"


def meanings(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield what jargon and the declared values of a taxonomy are called."""
    for name, phrases in topics():
        yield from ((phrase, topic(name)) for phrase in phrases)
    for facet in NAMED:
        for term in taxonomy.terms(facet.vocabulary).values() if facet.vocabulary else ():
            if term.declared:
                yield from ((name, mark(facet, term.id)) for name in term.names)
