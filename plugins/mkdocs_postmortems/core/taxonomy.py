"""The allowed values of facets, with their names, aliases and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.name_matching import normalize_name


class Vocabulary(StrEnum):
    """The lists of a taxonomy, named as the keys of `taxonomy.yml`."""

    SERVICES = "services"
    TEAMS = "teams"
    TAGS = "tags"
    FACTORS = "factors"
    SEVERITIES = "severities"
    TRIGGERS = "triggers"
    DETECTIONS = "detections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One value of a facet. Fields that a vocabulary does not use stay empty."""

    id: str
    name: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    group: str | None = None
    """Factors: technical, process, organizational, human_system or external."""
    team: str | None = None
    """Services: the team that owns it."""
    tier: int | None = None
    depends_on: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rank: int | None = None
    """Severities: 1 is the worst."""
    colour: str | None = None
    """Severities: `#rrggbb`."""
    replaced_by: str | None = None
    """Tags: the tag to use instead of this deprecated one."""
    declared: bool = True
    """Whether the taxonomy has it; `False` for a value that was only found in documents."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called: id, name and aliases."""
        return tuple(dict.fromkeys((self.id, self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All vocabularies. A vocabulary without entries allows any value."""

    vocabularies: Mapping[Vocabulary, Mapping[str, Term]] = field(default_factory=lambda: MappingProxyType({}))
    is_declared: bool = True
    """Whether the site has a taxonomy of its own; without one, no value is wrong."""

    def term(self, vocabulary: Vocabulary, id: str) -> Term:
        """Return the term with this id; one made up from the id where the taxonomy has none."""
        known = self.vocabularies.get(vocabulary, {}).get(id)
        return known or Term(id=id, name=id, declared=False)

    def terms(self, vocabulary: Vocabulary) -> Mapping[str, Term]:
        """Return the entries of a vocabulary by id."""
        return self.vocabularies.get(vocabulary, {})


class TermLookup:
    """Finds the term that a spelling means: case, spaces, hyphens and underscores make no difference."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Index the terms; ids win over names, names over aliases."""
        self._terms = terms
        self._by_spelling: dict[str, Term] = {}
        for form, term in _spellings(terms):
            self._by_spelling.setdefault(form, term)

    def find(self, spelling: str) -> Term | None:
        """Return the term that is meant, or `None`."""
        return self._terms.get(spelling) or self._by_spelling.get(normalize_name(spelling))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all terms."""
        return tuple(self._terms)


def _spellings(terms: Mapping[str, Term]) -> Iterator[tuple[str, Term]]:
    yield from ((normalize_name(term.id), term) for term in terms.values())
    yield from ((normalize_name(term.name), term) for term in terms.values())
    yield from ((normalize_name(alias), term) for term in terms.values() for alias in term.aliases)


_BLAMING_NAMES = frozenset(
    normalize_name(name)
    for name in (
        *("human error", "human errors", "human factor", "human mistake", "operator error", "user error"),
        *("engineer error", "manual error", "pilot error", "people error", "mistake", "carelessness", "negligence"),
        *("incompetence", "inattention", "lack of attention", "not paying attention", "typo by engineer"),
    )
)
BLAMELESS_FACTORS = ("system-knowledge-gap", "confusing-interface")
"""Factors that usually lie behind what is called human error."""


def blames_people(name: str) -> bool:
    """Whether a name calls a person the cause."""
    return normalize_name(name) in _BLAMING_NAMES


def blameless_suggestion(name: str) -> str:
    """Say what to look for instead."""
    one, other = BLAMELESS_FACTORS
    return (
        f"factor {name!r} blames people; say what made the action reasonable at the time. "
        f"Did you mean {one!r} or {other!r}?"
    )
