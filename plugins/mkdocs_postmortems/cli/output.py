"""Prints findings, documents and audit reports on a terminal, without interpreting markup or control characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic, excerpt, printable
from mkdocs_postmortems.core.frontmatter import FIELD_SPECS
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Moment, Postmortem
from mkdocs_postmortems.core.parse.unread_lines import UnreadLine

_SEVERITY_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(console: Console, report: LintReport) -> None:
    """Print each finding with its source line, and a summary."""
    for finding in report.findings:
        _print_finding(console, finding, report.texts.get(finding.path, ""))
    console.print(_summary_line(report), soft_wrap=True)


def _print_finding(console: Console, finding: Diagnostic, text: str) -> None:
    line = Text(printable(f"{finding.path}:{finding.line}: "), "bold")
    line.append(f"{finding.severity.value} {finding.code} ", _SEVERITY_COLOURS[finding.severity])
    console.print(line.append(printable(finding.message)), soft_wrap=True)
    if source_line := excerpt(finding, text):
        console.print(Text(source_line, "dim"), soft_wrap=True)
    if finding.suggestion:
        console.print(Text(f"      = {printable(finding.suggestion)}"), soft_wrap=True)


def _summary_line(report: LintReport) -> Text:
    counts = Counter(finding.severity for finding in report.findings)
    checked = f"{len(report.paths):,} document{'s' * (len(report.paths) != 1)}"
    if not report.findings:
        return Text(f"{checked}: no findings.", "green")
    numbers = ", ".join(
        f"{counts[severity]:,} {severity.value}{'s' * (counts[severity] != 1 and severity is not Severity.INFO)}"
        for severity in reversed(Severity)
        if counts[severity]
    )
    return Text(f"{checked}: {numbers}", _SEVERITY_COLOURS[max(counts, key=lambda one: one.rank)])


_FIELDS = (
    *("id", "kind", "date", "severity", "status", "type", "audience", "timezone", "started_at", "detected_at"),
    *("acknowledged_at", "mitigated_at", "resolved_at", "services", "teams", "tags", "trigger", "detection"),
    *("summary", "resolution", "alerts", "error_signatures", "impact", "roles", "start_here", "reading_path"),
    "reading_questions",
)
"""Attributes of `Postmortem` in the order in which they are printed; other fields that the model keeps follow."""
_TABLES = ("relations",)
"""Attributes that have a table of their own."""
_MAX_VALUE_LENGTH = 2_000
"""The maximum number of characters of a value that are shown; `--json` has the whole value."""
_MAX_ROWS = 1_000
"""The maximum number of rows of a table that are shown."""
MAX_FINDINGS = 10
"""The maximum number of findings about one site that are shown."""


def print_document(console: Console, document: Postmortem, text: str, problems: Iterable[Diagnostic]) -> None:
    """Print everything that was parsed from a document, with line numbers, and its problems."""
    console.rule(_text(document.path, "dim"), align="left", style="dim")
    console.print(_text(document.title, "bold"))
    _print_rows(console, "", ("line", "field", "value"), _fields(document))
    _print_rows(console, "Sections", ("line", "section", "title"), _sections(document))
    _print_rows(console, "Timeline", ("line", "at", "event"), _timeline(document))
    _print_rows(console, "Contributing factors", ("line", "factor", "text"), _factors(document))
    _print_rows(console, "Action items", ("line", "state", "item", "owner", "due", "tracker"), _actions(document))
    _print_rows(console, "Relations", ("line", "kind", "target"), _relations(document))
    for problem in problems:
        print_problem(console, problem, text)
    console.print()


def print_unread(console: Console, lines: Sequence[UnreadLine]) -> None:
    """Print the lines from which nothing was read, and once for each section how to write them so that they count."""
    rows = ((str(unread.line), unread.section.value, unread.text) for unread in lines)
    _print_rows(console, "Not read", ("line", "section", "text"), rows)
    for suggestion in dict.fromkeys(unread.suggestion for unread in lines):
        console.print(_text(f"  = {suggestion}"), soft_wrap=True)
    if lines:
        console.print()


def print_reading_summary(console: Console, documents: Sequence[Postmortem], unread: int) -> None:
    """Print the number of documents by kind, and how much was read and not read from them."""
    kinds = Counter(document.kind for document in documents)
    counted = ", ".join(_counted(kinds[kind], kind.value) for kind in DocumentKind if kinds[kind])
    console.print(_text(f"{_counted(len(documents), 'document')}: {counted}.", "bold"), soft_wrap=True)
    read = (
        (sum(len(document.timeline) for document in documents), "event"),
        (sum(len(document.actions) for document in documents), "action item"),
        (sum(len(document.factors) for document in documents), "contributing factor"),
    )
    console.print(_text(f"Read: {', '.join(_counted(number, noun) for number, noun in read)}."), soft_wrap=True)
    if unread:
        text = f"Not read: {_counted(unread, 'line')} of such sections; each is listed with its document as Not read."
        console.print(_text(text, "yellow"), soft_wrap=True)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def print_problem(console: Console, problem: Diagnostic, text: str) -> None:
    """Print a problem with its path, line, code, message and source line."""
    line = _text(f"{problem.path}:{problem.line}: ", "bold")
    line.append(f"{problem.code} ", _SEVERITY_COLOURS[problem.severity])
    console.print(line.append(printable(problem.message)), soft_wrap=True)
    if source_line := excerpt(problem, text):
        console.print(_text(source_line, "dim"), soft_wrap=True)
    if problem.suggestion:
        console.print(_text(f"      = {problem.suggestion}"), soft_wrap=True)


def print_audit_report(
    console: Console,
    site: str,
    report: AuditReport,
    printed: Collection[Diagnostic | str] = frozenset(),
    most: int = MAX_FINDINGS,
) -> None:
    """Print the findings of an audit, and how many files and fingerprints of hidden text were searched.

    Args:
        console: Where to print.
        site: The path of the built site.
        report: The result of its audit.
        printed: Findings that were printed for another site; they are left out.
        most: How many findings are printed.
    """
    findings = [finding for finding in report.findings if finding not in printed]
    for finding in findings[:most]:
        start = _text(f"{site}/" if finding.line == NO_LINE else "", "dim")
        console.print(start.append(str(finding), _SEVERITY_COLOURS[finding.severity]), soft_wrap=True)
    if (more := len(findings) - most) > 0:
        console.print(_text(f"  … and {more:,} more", "dim"))
    searched, dropped = sum(report.searched.values()), sum(report.dropped.values())
    summary = f"{report.files:,} files, {report.bytes / 1_000_000:.1f} MB"
    if searched or dropped:
        prefix = "none of " if report.is_clean else "searched for "
        summary += f", {prefix}{searched:,} fingerprints of hidden text"
        summary += f" ({dropped:,} more also occur in text that the audience may read)" if dropped else ""
    console.print(_text(f"{site}: {summary}", "green" if report.is_clean else "bold red"), soft_wrap=True)


def _print_rows(console: Console, title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(box=None, pad_edge=False, show_header=bool(title), header_style="dim")
    for column in columns:
        table.add_column(column, justify="right" if column == "line" else "left", overflow="fold")
    remaining = iter(rows)
    for row in islice(remaining, _MAX_ROWS):
        table.add_row(*(_text(cell, "dim" if index == 0 else "") for index, cell in enumerate(row)))
    if table.row_count:
        if title:
            console.print(_text(f"\n{title}", "bold"))
        console.print(Padding(table, (0, 0, 0, 2)))
        if more := sum(1 for _ in remaining):
            console.print(_text(f"  … and {more:,} more", "dim"))


def _text(value: str, style: str = "") -> Text:
    shown = value if len(value) <= _MAX_VALUE_LENGTH else f"{value[:_MAX_VALUE_LENGTH]} … ({len(value):,} characters)"
    return Text("\n".join(map(printable, shown.split("\n"))), style)


def _fields(document: Postmortem) -> Iterator[tuple[str, ...]]:
    copied = (spec.attribute for spec in FIELD_SPECS if spec.is_copied and spec.attribute)
    for name in dict.fromkeys((*_FIELDS, *(name for name in copied if name not in _TABLES))):
        if value := _value_text(getattr(document, name)):
            yield str(document.lines.get(name, "")), name, value


def _value_text(value: object) -> str:
    if isinstance(value, Moment):
        return _moment(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return "?"
    zone = f" {moment.zone}" if moment.zone else ""
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{zone}"


def _sections(document: Postmortem) -> Iterator[tuple[str, ...]]:
    for section in document.sections:
        yield str(section.line), section.name.value, section.title


def _timeline(document: Postmortem) -> Iterator[tuple[str, ...]]:
    for event in document.timeline:
        until = f" to {_moment(event.until)}" if event.until else ""
        yield str(event.line), f"{_moment(event.at)}{until}", event.text


def _factors(document: Postmortem) -> Iterator[tuple[str, ...]]:
    for factor in document.factors:
        yield str(factor.line), factor.id or "", factor.text


def _actions(document: Postmortem) -> Iterator[tuple[str, ...]]:
    for item in document.actions:
        yield str(item.line), _state(item), item.text, item.owner or "", item.due or "", item.tracker or ""


def _state(item: ActionItem) -> str:
    return item.written_state.value if item.written_state else "?"


def _relations(document: Postmortem) -> Iterator[tuple[str, ...]]:
    for relation in document.relations:
        yield str(relation.line), relation.kind.value, relation.target
