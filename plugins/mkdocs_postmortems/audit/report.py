"""The result of an audit. It is the same for every run on the same site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic

LEAK = "PV010"
"""Code of the diagnostic that hidden text was found."""
OPAQUE = "PV011"
"""Code of the diagnostic that a part of a file could not be searched."""
_JSON_FIELDS = ("path", "line", "code", "severity", "message", "where")
"""Fields of a diagnostic in the JSON report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The result of the audit of one site."""

    findings: tuple[Diagnostic, ...]
    """Sorted by path."""
    files: int
    """Number of files."""
    bytes: int
    """Total size of the files that were read."""
    searched: Mapping[str, int] = field(default_factory=dict)
    """Kind of fingerprint -> how many were searched for."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Kind of fingerprint -> how many were not searched for, since they occur in readable text or are too common."""
    unwatched: tuple[str, ...] = ()
    """Paths of hidden documents without any fingerprint that was searched for."""

    @property
    def is_clean(self) -> bool:
        """Whether the site may be published: no diagnostic is an error."""
        return not any(finding.is_error for finding in self.findings)

    def with_findings(self, findings: Iterable[Diagnostic]) -> AuditReport:
        """Return the report with further diagnostics before its own."""
        return replace(self, findings=(*findings, *self.findings))

    def accepting(self, patterns: Iterable[str]) -> AuditReport:
        """Return the report with warnings about files that cannot be searched, but in which somebody has looked."""
        accepted = tuple(patterns)

        def judged(finding: Diagnostic) -> Diagnostic:
            is_accepted = finding.code == OPAQUE and any(fnmatchcase(finding.path, pattern) for pattern in accepted)
            return replace(finding, severity=Severity.WARNING) if is_accepted else finding

        return replace(self, findings=tuple(map(judged, self.findings)))

    def as_json(self) -> dict[str, object]:
        """Return the report as a value for JSON."""
        return {
            "clean": self.is_clean,
            "files": self.files,
            "bytes": self.bytes,
            "canaries": {
                "searched": dict(self.searched),
                "dropped": dict(self.dropped),
                "unwatched": list(self.unwatched),
            },
            "findings": [finding.as_json(_JSON_FIELDS) for finding in self.findings],
        }
