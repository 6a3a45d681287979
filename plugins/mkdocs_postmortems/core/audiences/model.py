"""Audiences (named groups of readers) and which include which: a partial order, not levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.name_matching import normalize_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A named group of readers."""

    name: str
    slug: str
    """The name as used in folder names and URLs."""
    includes: tuple[str, ...] = ()
    """Names of audiences whose documents this one may read, too."""
    groups: tuple[str, ...] = ()
    """Groups of the identity provider; members of any of them belong to the audience."""
    anyone: bool = False
    """Whether readers need not sign in."""

    @property
    def is_combination(self) -> bool:
        """Whether it is for the members of all audiences that it includes: it includes several and has no groups."""
        return len(self.includes) > 1 and not self.groups and not self.anyone


@dataclass(frozen=True, slots=True)
class Audiences:
    """All audiences of a site; empty, and false, if nothing is restricted."""

    by_name: Mapping[str, Audience] = field(default_factory=lambda: MappingProxyType({}))
    """In the order of the configuration."""

    def __bool__(self) -> bool:
        return bool(self.by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in the order of the configuration."""
        return tuple(self.by_name)

    def find(self, written: str) -> str | None:
        """Return the name if it is exactly that of an audience; labels are never guessed."""
        return written if written in self.by_name else None

    def find_ignoring_case(self, written: str) -> str | None:
        """Return the audience whose name differs only by case, spaces and hyphens; for hints in messages."""
        return next((name for name in self.by_name if normalize_name(name) == normalize_name(written)), None)

    def included_in(self, name: str) -> frozenset[str]:
        """Return the audience itself and all that it includes, directly or indirectly."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting += self.by_name[current].includes
        return frozenset(found)

    def may_read(self, audience: str, label: str) -> bool:
        """Return whether an audience may read documents with this label."""
        return label in self.included_in(audience)

    def audiences_for(self, labels: Collection[str]) -> frozenset[str]:
        """Return the audiences that may read text with all of these labels."""
        return frozenset(name for name in self.by_name if self.included_in(name).issuperset(labels))

    def reads_everything(self, audience: str) -> bool:
        """Return whether an audience may read everything on the site."""
        return len(self.included_in(audience)) == len(self.by_name)

    @property
    def common_audience(self) -> str | None:
        """The audience that all others include; `None` if there is none."""
        common = frozenset.intersection(*map(self.included_in, self.by_name)) if self.by_name else frozenset()
        return next(iter(common), None)

    @property
    def widest_first(self) -> tuple[Audience, ...]:
        """The audiences that include the most first, then by name: a member of several gets the site of the first."""
        return tuple(sorted(self.by_name.values(), key=lambda a: (-len(self.included_in(a.name)), a.name)))
