"""Who asks: people with groups, and people who only look as if they had some."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.trees import ODD


@dataclass(frozen=True)
class Person:
    """Somebody who asks."""

    name: str
    groups: tuple[str, ...] = ()
    """What the provider says when they sign in."""
    counts_as: tuple[str, ...] | None = None
    """The groups that must decide; `None` for those of the provider."""
    trick: str = ""
    """How the session is spoiled after signing in."""

    @property
    def deciding(self) -> tuple[str, ...]:
        """The groups by which the policy decides."""
        return self.groups if self.counts_as is None else self.counts_as


PEOPLE: Mapping[str, Person] = {
    person.name: person
    for person in (
        Person("anonymous", trick="never signed in"),
        Person("staff", ("staff",)),
        Person("sre", ("staff", "sre")),
        Person("security", ("security",)),
        Person("both", ("legal", "staff", "sre")),
        Person("odd", (ODD,)),
        Person("expired", ("staff", "sre"), (), trick="expired"),
        Person("forged", ("staff", "sre"), (), trick="forged"),
        Person("alg-none", ("staff", "sre"), (), trick="alg-none"),
        Person("readonly", ("sre-readonly", "not-sre", "SRE", "staffing", "sre security", "groups:sre", *ODD.split())),
        Person("removed", ("staff", "sre", "security"), (), trick="removed"),
        Person("nobody", ()),
    )
}


def set_groups(people: Path, name: str, groups: Iterable[str]) -> None:
    """Change what the provider says of somebody from now on."""
    known = json.loads(people.read_text(encoding="utf-8"))
    people.write_text(json.dumps(known | {name: list(groups)}), encoding="utf-8")
