"""Named groups of readers and which of them read what another reads: a partial order, no ladder."""

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
    """The name as a folder and a part of an address."""
    includes: tuple[str, ...] = ()
    """Audiences whose documents this one reads as well."""
    groups: tuple[str, ...] = ()
    """Groups of the identity provider; a member of any of them belongs to the audience."""
    anyone: bool = False
    """Whether readers need not sign in."""

    @property
    def is_combination(self) -> bool:
        """Whether it is the view of those who belong to all audiences that it includes, and has no group of its own."""
        return len(self.includes) > 1 and not self.groups and not self.anyone


@dataclass(frozen=True, slots=True)
class Audiences:
    """All audiences of a site; none where nothing is restricted."""

    by_name: Mapping[str, Audience] = field(default_factory=lambda: MappingProxyType({}))
    """In the order of the configuration."""

    def __bool__(self) -> bool:
        return bool(self.by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in the order of the configuration."""
        return tuple(self.by_name)

    def find(self, written: str) -> str | None:
        """Return the audience that is written exactly so; a label is never guessed."""
        return written if written in self.by_name else None

    def find_ignoring_case(self, written: str) -> str | None:
        """Return the audience that differs from what is written by case, spaces and hyphens alone."""
        return next((name for name in self.by_name if normalize_name(name) == normalize_name(written)), None)

    def included_in(self, name: str) -> frozenset[str]:
        """Return the audience itself and all that it includes, directly or not."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting += self.by_name[current].includes
        return frozenset(found)

    def may_read(self, audience: str, label: str) -> bool:
        """Whether `reader` reads what is labelled `label`."""
        return label in self.included_in(audience)

    def audiences_for(self, labels: Collection[str]) -> frozenset[str]:
        """Return the audiences that may read what has all of these labels."""
        return frozenset(name for name in self.by_name if self.included_in(name).issuperset(labels))

    def reads_everything(self, audience: str) -> bool:
        """Whether nothing of the site is kept from this audience."""
        return len(self.included_in(audience)) == len(self.by_name)

    @property
    def common_audience(self) -> str | None:
        """The audience that all others include; `None` if there is no such."""
        common = frozenset.intersection(*map(self.included_in, self.by_name)) if self.by_name else frozenset()
        return next(iter(common), None)

    @property
    def widest_first(self) -> tuple[Audience, ...]:
        """Those that read the most first, then by name: where a person belongs to several, the first one counts."""
        return tuple(sorted(self.by_name.values(), key=lambda a: (-len(self.included_in(a.name)), a.name)))
