"""JUnit's XML, as Jenkins, GitLab and Azure read it: a case for each document, failed by what was found in it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.formats.report import Report, in_words
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.problems import printable


def as_junit(report: Report) -> str:
    """Return a suite of all documents. What is worth no more than a thought fails nothing."""
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    cases = [_case(path, found) for path, found in sorted(by_path.items())]
    failed = sum(any(map(_fails, found)) for found in by_path.values())
    head = f'<testsuite name="postmortems check" tests="{len(cases)}" failures="{failed}" errors="0">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head, *cases, "</testsuite>", "</testsuites>"]
    return "\n".join(lines)


def _case(path: str, found: Iterable[Finding]) -> str:
    failing = [finding for finding in found if _fails(finding)]
    opened = f'<testcase classname="postmortems" name="{_text(path)}" file="{_text(path)}"'
    if not failing:
        return f"{opened}/>"
    said = "\n".join(f"{one.path}:{one.line}: {one.severity.value} {one.code} {in_words(one)}" for one in failing)
    first = f"{failing[0].code} {failing[0].message}"
    return f'{opened}><failure type="{failing[0].code}" message="{_text(first)}">{_text(said)}</failure></testcase>'


def _fails(finding: Finding) -> bool:
    return finding.severity.rank >= Severity.WARNING.rank


def _text(text: str) -> str:
    """Return text that XML can hold."""
    return escape("\n".join(map(printable, text.split("\n"))))
