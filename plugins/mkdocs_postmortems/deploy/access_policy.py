"""Decides who may read which site, by the groups of the audiences. All generated configurations follow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.errors import PostmortemsError

AccessRule = tuple[tuple[str, ...], ...]
"""Clauses of group names. A person needs one group of each clause; names must be equal. No clauses: open to anyone."""


class DeployError(PostmortemsError):
    """The audiences cannot be served as they are configured, or not by this target."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The site of one audience and the rule that gives access to it."""

    audience: Audience
    rule: AccessRule

    @property
    def slug(self) -> str:
        """Name of the site's folder."""
        return self.audience.slug

    @property
    def is_open(self) -> bool:
        """Whether the site can be read without signing in."""
        return not self.rule

    def admits(self, groups: Iterable[str]) -> bool:
        """Whether a person with these groups may read the site."""
        held = set(groups)
        return all(held & set(clause) for clause in self.rule)


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """The grants of all sites."""

    grants: tuple[Grant, ...]
    """Widest audience first."""

    @classmethod
    def for_audiences(cls, audiences: Audiences) -> AccessPolicy:
        """Return the policy of the configured audiences.

        Raises:
            DeployError: there are no audiences, or nobody could read one of them.
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
        """The site for people who are not signed in, or `None`."""
        return next((grant for grant in self.grants if grant.is_open), None)

    @property
    def clauses(self) -> tuple[tuple[str, ...], ...]:
        """All clauses of all rules, without duplicates."""
        return tuple(dict.fromkeys(clause for grant in self.grants for clause in grant.rule))

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups of all rules, sorted."""
        return tuple(sorted({group for clause in self.clauses for group in clause}))

    def site_for(self, groups: Iterable[str]) -> str | None:
        """Return the folder name of the widest site that a person with these groups may read, or `None`.

        Among equally wide sites it is the first by name; to read several of them at once takes a combined audience.
        """
        return next(iter(self.sites_for(groups)), None)

    def sites_for(self, groups: Iterable[str]) -> tuple[str, ...]:
        """Return the folder names of all sites that a person with these groups may read, widest first."""
        held = frozenset(groups)
        return tuple(grant.slug for grant in self.grants if grant.admits(held))


def open_audiences(audiences: Audiences) -> tuple[Audience, ...]:
    """Return the audiences whose sites can be read without signing in, widest first; others may lack groups."""
    return tuple(audience for audience in audiences.widest_first if not _access_rule(audiences, audience))


def _access_rule(audiences: Audiences, audience: Audience) -> AccessRule:
    """Return the rule of an audience: one of its own groups or of an audience that includes it.

    For a combined audience it is the rules of all audiences that it includes. Audiences that include the combined one
    include those, too, so their groups are in each of its clauses.
    """
    if audience.is_combination:
        clauses = (clause for name in audience.includes for clause in _access_rule(audiences, audiences.by_name[name]))
        return tuple(dict.fromkeys(clauses))
    including = [one for one in audiences.by_name.values() if audience.name in audiences.included_in(one.name)]
    if any(one.anyone for one in including):
        return ()
    return (tuple(sorted({group for one in including for group in one.groups})),)
