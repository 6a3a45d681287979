"""The machine-readable formats of a lint report: JSON, GitHub, GitLab, JUnit and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from mkdocs_postmortems.core.check.registry import ALL_CODES
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import JSON_FIELDS, Diagnostic, printable


def as_json_text(report: LintReport) -> str:
    """Return a JSON array with one object for each finding."""
    return json.dumps(
        [one.as_json((*JSON_FIELDS, "suggestion")) for one in report.findings], indent=2, ensure_ascii=False
    )


def full_message(finding: Diagnostic) -> str:
    """Return the message of a finding followed by its suggestion."""
    return f"{finding.message} {finding.suggestion}".strip()


_COMMANDS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
"""Severity -> the workflow command of GitHub Actions:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""


def as_github(report: LintReport) -> str:
    """Return one workflow command of GitHub Actions for each finding, which shows it as an annotation."""
    return "\n".join(map(_command, report.findings))


def _command(finding: Diagnostic) -> str:
    title = f"{finding.code} {ALL_CODES[finding.code].name}".rstrip()
    place = f"file={_property(finding.path)},line={finding.line},title={_property(title)}"
    return f"::{_COMMANDS[finding.severity]} {place}::{_data(full_message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "critical"}
"""Severity -> the severity of GitLab's code quality reports: https://docs.gitlab.com/ci/testing/code_quality/."""


def as_gitlab(report: LintReport) -> str:
    """Return a code quality report of GitLab, a JSON array with one object for each finding."""
    found = [
        {
            "description": full_message(finding),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": finding.path, "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in report.fingerprints()
    ]
    return json.dumps(found, indent=2, ensure_ascii=False)


def as_junit(report: LintReport) -> str:
    """Return a JUnit XML report with one test case for each document; it fails on warnings and errors only."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    cases = [_testcase(path, found) for path, found in sorted(by_path.items())]
    failed = sum(any(map(_fails, found)) for found in by_path.values())
    head = f'<testsuite name="postmortems check" tests="{len(cases)}" failures="{failed}" errors="0">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head, *cases, "</testsuite>", "</testsuites>"]
    return "\n".join(lines)


def _testcase(path: str, found: Iterable[Diagnostic]) -> str:
    failing = [finding for finding in found if _fails(finding)]
    opened = f'<testcase classname="postmortems" name="{_text(path)}" file="{_text(path)}"'
    if not failing:
        return f"{opened}/>"
    details = "\n".join(
        f"{one.path}:{one.line}: {one.severity.value} {one.code} {full_message(one)}" for one in failing
    )
    first = f"{failing[0].code} {failing[0].message}"
    return f'{opened}><failure type="{failing[0].code}" message="{_text(first)}">{_text(details)}</failure></testcase>'


def _fails(finding: Diagnostic) -> bool:
    return finding.severity.rank >= Severity.WARNING.rank


def _text(text: str) -> str:
    """Return text escaped for XML, with U+FFFD in place of control characters, which XML 1.0 does not allow."""
    return escape("\n".join(map(printable, text.split("\n"))))


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.OFF: "none", Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def as_sarif(report: LintReport) -> str:
    """Return a SARIF 2.1.0 log of one run; it lists only the rules that have findings."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "mkdocs-postmortems",
        "semanticVersion": report.version,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(finding, codes, fingerprint) for finding, fingerprint in report.fingerprints()]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str) -> dict[str, Any]:
    about = ALL_CODES[code]
    rule: dict[str, Any] = {"id": code}
    if about.name:
        rule["name"] = "".join(word.capitalize() for word in about.name.split("-"))
    rule["shortDescription"] = {"text": about.title}
    if about.name:
        rule["fullDescription"] = {"text": about.rationale}
        rule["help"] = {"text": f"Instead of:\n\n{about.bad}\n\nwrite:\n\n{about.good}"}
    return {**rule, "defaultConfiguration": {"level": _LEVELS[about.severity]}}


def _result(finding: Diagnostic, codes: list[str], fingerprint: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(finding.path)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": full_message(finding)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"postmortems/v1": fingerprint},
    }


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of a lint report, for programs to read."""

    render: Callable[[LintReport], str]
    is_from_repository_root: bool = False
    """Whether paths begin at the root of the repository, since the host shows findings beside its files."""


FORMATS: Mapping[str, ReportFormat] = {
    "json": ReportFormat(as_json_text),
    "github": ReportFormat(as_github, is_from_repository_root=True),
    "gitlab": ReportFormat(as_gitlab, is_from_repository_root=True),
    "sarif": ReportFormat(as_sarif, is_from_repository_root=True),
    "junit": ReportFormat(as_junit),
}
"""The value of `--format` -> the format of the report."""
