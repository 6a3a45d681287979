"""A rule: what it looks for, why, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.model import Kind

ANALYSES = frozenset({Kind.POSTMORTEM})
INCIDENTS = frozenset({Kind.POSTMORTEM, Kind.NOTICE})
EVERYTHING = frozenset(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. The reference in the documentation is made from these."""

    code: str
    """Never used again for anything else."""
    name: str
    title: str
    """What it says, in one sentence."""
    rationale: str
    """Why a reader is better off, in one paragraph."""
    bad: str
    good: str
    find: Callable[[Case], Iterable[Flaw]]
    severity: Severity = Severity.WARNING
    """Unless the configuration says otherwise."""
    kinds: frozenset[Kind] = ANALYSES
    """The kinds of documents that it is for."""
    fixes: bool = False
    """Whether `--fix` can do something about it."""
