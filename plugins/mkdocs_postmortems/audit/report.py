"""Findings about a tree, as values: sorted, the same in every run, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import DiagnosticCode, Gravity, printable

LEAK = "PV010"

_E, _W = Gravity.ERROR, Gravity.WARNING
_CODE_TABLE = (
    DiagnosticCode("PV001", _E, "The manifest is missing, or is not one."),
    DiagnosticCode("PV002", _E, "The manifest names a file that is not there."),
    DiagnosticCode("PV003", _E, "A file is not in the manifest."),
    DiagnosticCode("PV004", _E, "A file is not what it was when the manifest was written."),
    DiagnosticCode("PV005", _E, "A symbolic link or a special file is in the tree."),
    DiagnosticCode("PV006", _E, "A file cannot be read."),
    DiagnosticCode(LEAK, _E, "A file holds something that is hidden from the tree's readers."),
    DiagnosticCode("PV011", _W, "A file, or a part of one, cannot be opened, so that nothing is known of it."),
    DiagnosticCode("PV020", _E, "A link leads to nothing in the tree."),
    DiagnosticCode("PV021", _W, "A link leads to a place that its page does not have."),
    DiagnosticCode("PV022", _E, "A link leads out of the tree."),
    DiagnosticCode("PV023", _E, "A page loads something from another host, or gives another host as its own address."),
)
AUDIT_CODES: Mapping[str, DiagnosticCode] = MappingProxyType({code.code: code for code in _CODE_TABLE})
"""Every code there is; codes are never reused."""


@dataclass(frozen=True, slots=True, order=True)
class AuditFinding:
    """Something that is wrong with a tree."""

    path: str
    """Posix path in the tree; `.` for the tree itself."""
    code: str
    message: str
    where: str = ""
    """The place in the file: how it is packed, or what is around it."""

    def __str__(self) -> str:
        """Return a line: place, code, what is, what is expected."""
        where = f" ({self.where})" if self.where else ""
        return printable(f"{self.path}: {self.code} {self.message}{where}")

    @property
    def is_error(self) -> bool:
        """Whether the tree must not be published."""
        return AUDIT_CODES[self.code].gravity is Gravity.ERROR

    def as_json(self) -> dict[str, str]:
        """Return the finding as an object for machines."""
        return {
            "path": self.path,
            "code": self.code,
            "severity": AUDIT_CODES[self.code].gravity.value,
            "message": self.message,
            "where": self.where,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What looking at a tree came to."""

    findings: tuple[AuditFinding, ...]
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

    def with_findings(self, findings: Iterable[AuditFinding]) -> AuditReport:
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
            "findings": [finding.as_json() for finding in self.findings],
        }
