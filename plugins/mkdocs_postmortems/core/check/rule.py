"""A rule: what it looks for, why, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.diagnostics import Flaw, Severity
from mkdocs_postmortems.core.model import DocumentKind

POSTMORTEMS = frozenset({DocumentKind.POSTMORTEM})
INCIDENTS = frozenset({DocumentKind.POSTMORTEM, DocumentKind.NOTICE})
ALL_KINDS = frozenset(DocumentKind)


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
    find: Callable[[RuleContext], Iterable[Flaw]]
    severity: Severity = Severity.WARNING
    """Unless the configuration says otherwise."""
    kinds: frozenset[DocumentKind] = POSTMORTEMS
    """The kinds of documents that it is for."""
    fixes: bool = False
    """Whether `--fix` can do something about it."""
