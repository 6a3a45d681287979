"""The registry of diagnostic codes for sources (PM…) and for built sites (PV…).

Each lint rule (PC…) defines its own code beside the function that implements it; `core.check.registry.ALL_CODES` has
all codes.
"""

from collections.abc import Mapping

from mkdocs_postmortems.core.diagnostic_codes import audiences, audit, configuration, files, front_matter, taxonomy
from mkdocs_postmortems.core.diagnostic_codes.code import DiagnosticCode, Severity, index_codes

SOURCE_CODES: Mapping[str, DiagnosticCode] = index_codes(
    (*files.CODES, *front_matter.CODES, *taxonomy.CODES, *configuration.CODES, *audiences.CODES)
)
"""Codes that are reported while sources, the taxonomy and the configuration are read; no lint rule is needed."""
AUDIT_CODES: Mapping[str, DiagnosticCode] = index_codes(audit.CODES)
"""Codes that the audit of a built site reports."""
CODES: Mapping[str, DiagnosticCode] = index_codes((*SOURCE_CODES.values(), *AUDIT_CODES.values()))
"""`SOURCE_CODES` and `AUDIT_CODES`: a diagnostic with one of these codes gets its default severity from here."""

__all__ = ["AUDIT_CODES", "CODES", "SOURCE_CODES", "DiagnosticCode", "Severity", "index_codes"]
