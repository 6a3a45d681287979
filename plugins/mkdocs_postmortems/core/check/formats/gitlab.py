"""GitLab's code quality report, https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json

from mkdocs_postmortems.core.check.formats.report import Report, in_words
from mkdocs_postmortems.core.check.severity import Severity

_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "critical"}


def as_gitlab(report: Report) -> str:
    """Return a list of objects; fingerprints stay the same when lines move."""
    found = [
        {
            "description": in_words(finding),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": finding.path, "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in report.fingerprints()
    ]
    return json.dumps(found, indent=2, ensure_ascii=False)
