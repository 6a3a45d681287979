"""Phrases that mean one thing: the trade's jargon, names and aliases of a taxonomy, and what a view adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.core.facets import Facet
from mkdocs_postmortems.core.similar.jargon import topics
from mkdocs_postmortems.core.similar.words import read_words
from mkdocs_postmortems.core.taxonomy import Taxonomy

NAMED = (Facet.FACTORS, Facet.SERVICES, Facet.TAGS, Facet.TRIGGERS)
"""Facets whose values make incidents alike."""
SIGN = "="
"""Concepts begin with it, and words never do."""
_LONGEST = 12


@dataclass(slots=True)
class _Step:
    """A stem of a phrase: what the phrase means if it ends here, and how it may go on."""

    concepts: tuple[str, ...] = ()
    following: dict[str, _Step] = field(default_factory=dict)


class Glossary:
    """Finds phrases in a sequence of stems."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        """Take pairs of phrase and concept; one phrase may mean several."""
        self._concepts: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._start = _Step()
        for phrase, concept in meanings:
            self._add(_stems(phrase), concept)

    def _add(self, stems: tuple[str, ...], concept: str) -> None:
        if not stems or len(stems) > _LONGEST:
            return
        step = self._start
        for stem in stems:
            step = step.following.setdefault(stem, _Step())
        step.concepts = self._concepts[stems] = tuple(sorted({*step.concepts, concept}))

    def phrases(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return all phrases, as stems, with the concepts that each means."""
        return sorted(self._concepts.items())

    def find(self, stems: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of the longest phrase that begins at each place."""
        first = self._start.following
        for place in [place for place, stem in enumerate(stems) if stem in first]:
            step = first[stems[place]]
            found = step.concepts
            for stem in stems[place + 1 : place + _LONGEST] if step.following else ():
                following = step.following.get(stem)
                if following is None:
                    break
                step = following
                found = step.concepts or found
            yield from found


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
