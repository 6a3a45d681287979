"""Maps phrases, such as synonyms and names of taxonomy terms, to the concepts that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mkdocs_postmortems.core.facets import FACTORS, SERVICES, TAGS, TRIGGERS, FacetSpec
from mkdocs_postmortems.core.similar.synonyms import synonym_groups
from mkdocs_postmortems.core.similar.words import stems_of
from mkdocs_postmortems.core.taxonomy import Taxonomy

CONCEPT_FACETS = (FACTORS, SERVICES, TAGS, TRIGGERS)
"""Facets whose values count as concept terms."""
CONCEPT_PREFIX = "="
"""First character of concept terms; no word begins with it."""
_MAX_PHRASE_STEMS = 12
"""Longer phrases are ignored."""


@lru_cache(maxsize=5_000)
def _phrase_stems(phrase: str) -> tuple[str, ...]:
    """Return the stems of a phrase; kept, since every trie of a process has the same hundreds of synonyms."""
    return tuple(stems_of(phrase))


@dataclass(slots=True)
class _TrieNode:
    """A node: the concepts of the phrase that ends here, and the nodes of the stems that may follow."""

    concepts: tuple[str, ...] = ()
    children: dict[str, _TrieNode] = field(default_factory=dict)


class PhraseTrie:
    """Finds known phrases in a sequence of stems."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Build the trie from (phrase, concept) pairs; a phrase may have several concepts."""
        self._concepts: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._root = _TrieNode()
        for phrase, concept in entries:
            self._add(_phrase_stems(phrase), concept)

    def _add(self, stems: tuple[str, ...], concept: str) -> None:
        if not stems or len(stems) > _MAX_PHRASE_STEMS:
            return
        node = self._root
        for stem in stems:
            node = node.children.setdefault(stem, _TrieNode())
        node.concepts = self._concepts[stems] = tuple(sorted({*node.concepts, concept}))

    def entries(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return all phrases, as stems, with their concepts, sorted."""
        return sorted(self._concepts.items())

    def concepts_of(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return the concepts of a whole phrase."""
        return self._concepts.get(tuple(stems), ())

    def find(self, stems: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of the longest phrase that begins at each position."""
        first = self._root.children
        for start in [start for start, stem in enumerate(stems) if stem in first]:
            node = first[stems[start]]
            found = node.concepts
            for stem in stems[start + 1 : start + _MAX_PHRASE_STEMS] if node.children else ():
                following = node.children.get(stem)
                if following is None:
                    break
                node = following
                found = node.concepts or found
            yield from found


def topic_concept(name: str) -> str:
    """Return the concept term of a group of synonyms."""
    return f"{CONCEPT_PREFIX}topic:{name}"


def facet_concept(facet: FacetSpec, id: str) -> str:
    """Return the concept term of a facet value."""
    return f"{CONCEPT_PREFIX}{facet.id}:{id}"


def phrase_concepts(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield (phrase, concept) pairs of the synonyms and of the declared taxonomy terms."""
    for name, phrases in synonym_groups():
        yield from ((phrase, topic_concept(name)) for phrase in phrases)
    for facet in CONCEPT_FACETS:
        for term in taxonomy.terms(facet.vocabulary).values() if facet.vocabulary else ():
            if term.declared:
                yield from ((name, facet_concept(facet, term.id)) for name in term.names)
