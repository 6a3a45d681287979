"""How findings look on a terminal. Authors' text is printed as text, whatever it contains."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.core.check.formats import LintReport
from mkdocs_postmortems.core.diagnostics import Finding, Severity, excerpt, printable

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(console: Console, report: LintReport) -> None:
    """Print each finding with its line of the source, and how many there are."""
    for finding in report.findings:
        _print_finding(console, finding, report.texts.get(finding.path, ""))
    console.print(_sum(report), soft_wrap=True)


def _print_finding(console: Console, finding: Finding, text: str) -> None:
    line = Text(printable(f"{finding.path}:{finding.line}: "), "bold")
    line.append(f"{finding.severity.value} {finding.code} ", _COLOURS[finding.severity])
    console.print(line.append(printable(finding.message)), soft_wrap=True)
    if shown := excerpt(finding.diagnostic, text):
        console.print(Text(shown, "dim"), soft_wrap=True)
    if finding.suggestion:
        console.print(Text(f"      = {printable(finding.suggestion)}"), soft_wrap=True)


def _sum(report: LintReport) -> Text:
    counts = Counter(finding.severity for finding in report.findings)
    checked = f"{len(report.paths):,} document{'s' * (len(report.paths) != 1)}"
    if not report.findings:
        return Text(f"{checked}: nothing to say.", "green")
    said = ", ".join(
        f"{counts[severity]:,} {severity.value}{'s' * (counts[severity] != 1 and severity is not Severity.INFO)}"
        for severity in reversed(Severity)
        if counts[severity]
    )
    return Text(f"{checked}: {said}", _COLOURS[max(counts, key=lambda one: one.rank)])
