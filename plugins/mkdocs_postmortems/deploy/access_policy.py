"""Who gets which tree: the one decision that every configuration spells out, and that tests hold servers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.errors import PostmortemsError

AccessRule = tuple[tuple[str, ...], ...]
"""Of each clause the reader has one group, compared whole; no clause means anyone."""


class DeployError(PostmortemsError):
    """The audiences cannot be served as they are configured, or not by this target."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One audience's tree and what it takes to read it."""

    audience: Audience
    rule: AccessRule

    @property
    def slug(self) -> str:
        """The folder of the tree."""
        return self.audience.slug

    @property
    def is_open(self) -> bool:
        """Whether readers need not sign in."""
        return not self.rule

    def admits(self, groups: Iterable[str]) -> bool:
        """Whether somebody with these groups may read the tree."""
        held = set(groups)
        return all(held & set(clause) for clause in self.rule)


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """All trees, those that hold the most first."""

    grants: tuple[Grant, ...]

    @classmethod
    def for_audiences(cls, audiences: Audiences) -> AccessPolicy:
        """Derive the policy.

        Raises:
            DeployError: there are no audiences, or one of them is nobody's.
        """
        if not audiences:
            raise DeployError("option 'audiences' names nobody, so nothing is restricted; any server will do.")
        for audience in audiences.by_name.values():
            if not (audience.groups or audience.anyone or audience.is_combination):
                raise DeployError(
                    f"audience {audience.name!r} would be served to nobody; expected groups, anyone: true, or two or "
                    "more includes."
                )
        return cls(tuple(Grant(audience, _access_rule(audiences, audience)) for audience in audiences.widest_first))

    @property
    def open_grant(self) -> Grant | None:
        """What those get who did not sign in."""
        return next((grant for grant in self.grants if grant.is_open), None)

    @property
    def clauses(self) -> tuple[tuple[str, ...], ...]:
        """All clauses of all rules, each once."""
        return tuple(dict.fromkeys(clause for grant in self.grants for clause in grant.rule))

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups that open something."""
        return tuple(sorted({group for clause in self.clauses for group in clause}))

    def site_for(self, groups: Iterable[str]) -> str | None:
        """Return the one tree that somebody with these groups gets: the widest; `None` for nothing at all.

        Of several that hold as much the first by name counts; who is to read all of them needs a combination.
        """
        return next(iter(self.sites_for(groups)), None)

    def sites_for(self, groups: Iterable[str]) -> tuple[str, ...]:
        """Return all trees that somebody with these groups may read, widest first."""
        held = frozenset(groups)
        return tuple(grant.slug for grant in self.grants if grant.admits(held))


def _access_rule(audiences: Audiences, audience: Audience) -> AccessRule:
    """Say what it takes: a group of the audience or of one that includes it; for a combination, all its includes.

    Groups of what includes a combination are in each of its clauses, since it includes those audiences as well.
    """
    if audience.is_combination:
        clauses = (clause for name in audience.includes for clause in _access_rule(audiences, audiences.by_name[name]))
        return tuple(dict.fromkeys(clauses))
    above = [one for one in audiences.by_name.values() if audience.name in audiences.included_in(one.name)]
    if any(one.anyone for one in above):
        return ()
    return (tuple(sorted({group for one in above for group in one.groups})),)
