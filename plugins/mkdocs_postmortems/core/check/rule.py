"""A rule: what it looks for, why, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.diagnostic_codes import DiagnosticCode
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import DocumentKind

POSTMORTEMS = frozenset({DocumentKind.POSTMORTEM})
INCIDENTS = frozenset({DocumentKind.POSTMORTEM, DocumentKind.NOTICE})
ALL_KINDS = frozenset(DocumentKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(DiagnosticCode):
    """One rule: the code of its findings, and the function that finds them."""

    find: Callable[[RuleContext], Iterable[Diagnostic]]
    """Looks at one document; makes its findings by `RuleContext.diagnostic`, which knows the code."""
    kinds: frozenset[DocumentKind] = POSTMORTEMS
    """The kinds of documents that it is for."""
    fixes: bool = False
    """Whether `--fix` can do something about it."""
    raised_by: str = "`postmortems check`"
