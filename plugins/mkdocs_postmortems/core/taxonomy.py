"""The allowed values of facets, with their names, aliases and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.name_matching import normalize_name


class Vocabulary(StrEnum):
    """The lists of a taxonomy; their values are the keys of `taxonomy.yml`."""

    SERVICES = "services"
    TEAMS = "teams"
    TAGS = "tags"
    FACTORS = "factors"
    SEVERITIES = "severities"
    TRIGGERS = "triggers"
    DETECTIONS = "detections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a vocabulary. Attributes that the vocabulary does not use stay empty."""

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
    """`False` for a value that only documents use."""

    @property
    def names(self) -> tuple[str, ...]:
        """Id, name and aliases, each once."""
        return tuple(dict.fromkeys((self.id, self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All vocabularies. A vocabulary without entries allows any value."""

    vocabularies: Mapping[Vocabulary, Mapping[str, Term]] = field(default_factory=lambda: MappingProxyType({}))
    is_declared: bool = True
    """Whether the site has its own taxonomy; without one, any value is accepted."""

    def term(self, vocabulary: Vocabulary, id: str) -> Term:
        """Return the term with this id; an undeclared term named by the id if there is none."""
        known = self.vocabularies.get(vocabulary, {}).get(id)
        return known or Term(id=id, name=id, declared=False)

    def terms(self, vocabulary: Vocabulary) -> Mapping[str, Term]:
        """Return the entries of a vocabulary by id."""
        return self.vocabularies.get(vocabulary, {})


class TermLookup:
    """Finds terms by id, name or alias: case, spaces, hyphens and underscores make no difference."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        """Index the terms; ids take precedence over names, names over aliases."""
        self._terms = terms
        self._by_spelling: dict[str, Term] = {}
        for spelling, term in _spellings(terms):
            self._by_spelling.setdefault(spelling, term)

    def find(self, spelling: str) -> Term | None:
        """Return the term with this spelling, or `None`."""
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
"""Built-in factors to suggest instead of `human error`."""


def blames_people(name: str) -> bool:
    """Whether the name of a factor blames a person, as `human error` does."""
    return normalize_name(name) in _BLAMING_NAMES


def blameless_suggestion(name: str) -> str:
    """Return the message that asks for a blameless factor instead."""
    one, other = BLAMELESS_FACTORS
    return (
        f"factor {name!r} blames people; say what made the action reasonable at the time. "
        f"Did you mean {one!r} or {other!r}?"
    )
