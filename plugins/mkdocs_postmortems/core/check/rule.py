"""A lint rule: a diagnostic code with its documentation, and the function that finds it in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.diagnostic_codes import DiagnosticCode
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import DocumentKind

POSTMORTEMS = frozenset({DocumentKind.POSTMORTEM})
"""For rules about the analysis of an incident, which a notice does not have."""
INCIDENTS = frozenset({DocumentKind.POSTMORTEM, DocumentKind.NOTICE})
ALL_KINDS = frozenset(DocumentKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(DiagnosticCode):
    """A lint rule of `postmortems check`."""

    find: Callable[[RuleContext], Iterable[Diagnostic]]
    """Checks one document. It makes its diagnostics by `RuleContext.diagnostic`, which adds code and severity."""
    kinds: frozenset[DocumentKind] = POSTMORTEMS
    """The kinds of documents that the rule applies to."""
    fixes: bool = False
    """Whether `--fix` can correct it."""
    raised_by: str = "`postmortems check`"
