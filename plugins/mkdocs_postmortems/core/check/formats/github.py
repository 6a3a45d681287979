"""Annotations of GitHub Actions, https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""

from __future__ import annotations

from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.formats.report import Report, in_words
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.severity import Severity

_COMMANDS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


def as_github(report: Report) -> str:
    """Return a workflow command for each finding."""
    return "\n".join(map(_command, report.findings))


def _command(finding: Finding) -> str:
    rule = BY_CODE.get(finding.code)
    title = f"{finding.code} {rule.name}" if rule else finding.code
    place = f"file={_property(finding.path)},line={finding.line},title={_property(title)}"
    return f"::{_COMMANDS[finding.severity]} {place}::{_data(in_words(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
