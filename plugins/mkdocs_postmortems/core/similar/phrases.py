"""Phrases that mean one thing: the trade's jargon, names and aliases of a taxonomy, and what a view adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.core.facets import FACTORS, SERVICES, TAGS, TRIGGERS, FacetSpec
from mkdocs_postmortems.core.similar.synonyms import synonym_groups
from mkdocs_postmortems.core.similar.words import stems_of
from mkdocs_postmortems.core.taxonomy import Taxonomy

CONCEPT_FACETS = (FACTORS, SERVICES, TAGS, TRIGGERS)
"""Facets whose values make incidents alike."""
CONCEPT_PREFIX = "="
"""Concepts begin with it, and words never do."""
_MAX_PHRASE_STEMS = 12


@dataclass(slots=True)
class _TrieNode:
    """A stem of a phrase: what the phrase means if it ends here, and how it may go on."""

    concepts: tuple[str, ...] = ()
    children: dict[str, _TrieNode] = field(default_factory=dict)


class PhraseTrie:
    """Finds phrases in a sequence of stems."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take pairs of phrase and concept; one phrase may mean several."""
        self._concepts: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._root = _TrieNode()
        for phrase, concept in entries:
            self._add(tuple(stems_of(phrase)), concept)

    def _add(self, stems: tuple[str, ...], concept: str) -> None:
        if not stems or len(stems) > _MAX_PHRASE_STEMS:
            return
        step = self._root
        for stem in stems:
            step = step.children.setdefault(stem, _TrieNode())
        step.concepts = self._concepts[stems] = tuple(sorted({*step.concepts, concept}))

    def entries(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return all phrases, as stems, with the concepts that each means."""
        return sorted(self._concepts.items())

    def find(self, stems: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of the longest phrase that begins at each place."""
        first = self._root.children
        for place in [place for place, stem in enumerate(stems) if stem in first]:
            step = first[stems[place]]
            found = step.concepts
            for stem in stems[place + 1 : place + _MAX_PHRASE_STEMS] if step.children else ():
                following = step.children.get(stem)
                if following is None:
                    break
                step = following
                found = step.concepts or found
            yield from found


def topic_concept(name: str) -> str:
    """Return the concept of a topic of the jargon."""
    return f"{CONCEPT_PREFIX}topic:{name}"


def facet_concept(facet: FacetSpec, id: str) -> str:
    """Return the concept of a facet's value."""
    return f"{CONCEPT_PREFIX}{facet.id}:{id}"


def phrase_concepts(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield what jargon and the declared values of a taxonomy are called."""
    for name, phrases in synonym_groups():
        yield from ((phrase, topic_concept(name)) for phrase in phrases)
    for facet in CONCEPT_FACETS:
        for term in taxonomy.terms(facet.vocabulary).values() if facet.vocabulary else ():
            if term.declared:
                yield from ((name, facet_concept(facet, term.id)) for name in term.names)
