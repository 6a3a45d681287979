"""Runs the rules over a document, and tells which findings its author has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.check.registry import BY_CODE, RULES
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.check.suppressions import Suppression, find_suppressions
from mkdocs_postmortems.core.problems import CODES, Gravity, Problem


def check(case: Case, problems: Iterable[Problem] = ()) -> tuple[Finding, ...]:
    """Return what is to be said about a document, in order of place; never raises, whatever the document.

    Args:
        case: The document.
        problems: What reading it found; problems that are errors cannot be suppressed.
    """
    found = {*_findings(case), *(from_problem(problem, case.policy) for problem in problems)}
    suppressions = tuple(find_suppressions(case.lines, case.document.body_line))
    left = [one for one in found if not _is_answered(one, suppressions)]
    answers = _about_suppressions(case, suppressions, found)
    return tuple(sorted(one for one in (*left, *answers) if one.severity is not Severity.OFF))


def from_problem(problem: Problem, policy: Policy) -> Finding:
    """Return a problem as a finding: an error stays one, a warning is what the project makes of it."""
    default = Severity(problem.gravity.value)
    severity = default if problem.is_error else policy.severities.get(problem.code, default)
    return Finding(problem.path, problem.line, problem.code, problem.message, severity)


def severity_of(code: str, policy: Policy) -> Severity:
    """Return how much a rule matters to a project."""
    return policy.severities.get(code, BY_CODE[code].severity)


def _findings(case: Case) -> Iterator[Finding]:
    for rule in RULES:
        severity = severity_of(rule.code, case.policy)
        if severity is Severity.OFF or case.document.kind not in rule.kinds:
            continue
        for flaw in rule.find(case):
            line = min(max(flaw.line, 1), len(case.lines))
            yield Finding(case.document.path, line, rule.code, flaw.message, severity, flaw.suggestion, flaw.edits)


def _is_answered(finding: Finding, suppressions: Iterable[Suppression]) -> bool:
    """Whether it is suppressed; what takes something away from readers cannot be, and neither can advice on this."""
    if finding.code in CODES and CODES[finding.code].gravity is Gravity.ERROR:
        return False
    return any(one.reason and one.covers(finding.code, finding.line) for one in suppressions)


def _about_suppressions(case: Case, suppressions: Iterable[Suppression], found: Iterable[Finding]) -> Iterator[Finding]:
    there = {(one.code, one.line) for one in found}
    for one in suppressions:
        if not one.reason:
            yield _said(case, one, "PC100", "a suppression gives no reason, so it has no effect.", "Write `because …`.")
        if not one.codes:
            yield _said(case, one, "PC101", "a suppression names no rule.", "Write `check: ignore PC140 because …`.")
        for code in one.codes:
            if code not in BY_CODE and code not in CODES:
                yield _said(case, one, "PC101", f"{code!r} is no rule.", "")
            elif (code, one.about) not in there and not _is_off(code, case.policy):
                yield _said(case, one, "PC101", f"there is no {code!r} in line {one.about} to suppress.", "Delete it.")


def _is_off(code: str, policy: Policy) -> bool:
    """Whether nobody looks for it, so that a suppression may well be right."""
    return code in BY_CODE and severity_of(code, policy) is Severity.OFF


def _said(case: Case, one: Suppression, code: str, message: str, suggestion: str) -> Finding:
    return Finding(case.document.path, one.line, code, message, severity_of(code, case.policy), suggestion)
