"""A flaw or problem with its place and severity: what is reported."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.check.flaw import Edit
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; findings sort by place, so that reports are stable."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity
    suggestion: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def problem(self) -> Problem:
        """The place and the words alone."""
        return Problem(self.path, self.line, self.code, self.message)


def as_json(finding: Finding) -> dict[str, str | int]:
    """Return the finding as an object for machines."""
    return {
        "path": finding.path,
        "line": finding.line,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }
