"""Findings about a tree, as values: sorted, the same in every run, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mkdocs_postmortems.core.diagnostics import Diagnostic

LEAK = "PV010"
_JSON_FIELDS = ("path", "code", "severity", "message", "where")
"""What machines are told of what is wrong with a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What looking at a tree came to."""

    findings: tuple[Diagnostic, ...]
    """In order of path."""
    files: int
    bytes: int
    searched: Mapping[str, int] = field(default_factory=dict)
    """How many canaries were searched for, by kind."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """How many were not, since they occur in what may be read or are too common, by kind."""
    unwatched: tuple[str, ...] = ()
    """Hidden paths that nothing was searched for of."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps the tree from being published."""
        return not any(finding.is_error for finding in self.findings)

    def with_findings(self, findings: Iterable[Diagnostic]) -> AuditReport:
        """Return the verdict with what was found before."""
        return replace(self, findings=(*findings, *self.findings))

    def as_json(self) -> dict[str, object]:
        """Return the verdict as an object for machines."""
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
