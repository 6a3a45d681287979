"""The registry of diagnostic codes: those of reading sources (PM…) and of built sites (PV…).

Rules of the check (PC…) are codes as well; they stand beside the functions that look for them, and
`core.check.registry` puts all of them together.
"""

from collections.abc import Mapping

from mkdocs_postmortems.core.diagnostic_codes import audiences, audit, configuration, files, front_matter, taxonomy
from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity, index_codes

SOURCE_CODES: Mapping[str, DiagnosticCode] = index_codes(
    (*files.CODES, *front_matter.CODES, *taxonomy.CODES, *configuration.CODES, *audiences.CODES)
)
"""What can be wrong with sources, before any rule looks at them."""
AUDIT_CODES: Mapping[str, DiagnosticCode] = index_codes(audit.CODES)
"""What can be wrong with a built site."""
CODES: Mapping[str, DiagnosticCode] = index_codes((*SOURCE_CODES.values(), *AUDIT_CODES.values()))
"""Both: a diagnostic with one of these codes has its severity from here."""

__all__ = ["AUDIT_CODES", "CODES", "SOURCE_CODES", "DiagnosticCode", "Severity", "index_codes"]
