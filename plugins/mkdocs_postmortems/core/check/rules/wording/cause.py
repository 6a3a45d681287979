"""The one root cause that a text claims there was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules.wording.people import is_negated
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.parse.block import BlockKind

_THE = re.compile(
    r"\b(?P<words>(?:the|its|our)\s(?:single\s|sole\s|only\s|real\s|actual\s|true\s|underlying\s|ultimate\s|main\s|likely\s|probable\s|exact\s)?root\scause)\b(?!\s?(?:analys[ie]s|section|document|report|investigation|s\b))"
    r"(?=[^.\n]{0,80}?\b(?:was|is|were|appears|turned\sout|lies|lay|being|has\sbeen|had\sbeen|as|to\sbe)\b|\s?:)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"""\b(?:find|identify|investigat(?:e|ing|ion)|determine|look(?:ing)?\s(?:for|into)|search(?:ing)?|debug(?:ging)?|understand
    |confirm|finding|identifying|determining|confirming|unknown|unclear|unsure|not\ssure|one\sof|part\sof)\b[^.]{0,40}$""",
    re.IGNORECASE | re.VERBOSE,
)
_UNKNOWN = re.compile(
    r"^[^.\n]{0,60}\b(?:unknown|unclear|not\s(?:yet\s)?(?:been\s)?(?:known|clear|found|identified|determined|fully)|still\s|under\sinvestigation|being\sinvestigated|yet\sto)\b",
    re.IGNORECASE,
)


_SEVERAL = re.compile(
    r"^[^.\n]{0,120}\b(?:combination|interaction|interplay|confluence|several|multiple|factors|two|three|four|both|chain|series)\b",
    re.IGNORECASE,
)


def single_root_cause(case: Case) -> Iterator[Flaw]:
    """Yield the first sentence that claims there was one cause; one is enough to make the point."""
    for passage in case.passages:
        if passage.kind is BlockKind.HEADING:
            continue
        for found in _THE.finditer(passage.text):
            before = passage.text[max(0, found.start() - 60) : found.start()]
            after = passage.text[found.end() : found.end() + 160]
            if is_negated(passage.text, found.start()) or _OPEN.search(before) or _is_open(after):
                continue
            words = " ".join(found["words"].split())
            yield Flaw(
                passage.line_at(found.start()),
                f"{words!r} claims that there was one.",
                "Name the conditions that had to come together: “contributing factors were …”.",
            )
            return


def _is_open(after: str) -> bool:
    """Whether what follows says that the cause is not known, or that there are several."""
    return bool(_UNKNOWN.match(after) or _SEVERAL.match(after))


RULES = (
    Rule(
        code="PC145",
        name="single-root-cause",
        title="A sentence names “the root cause”, as if there were one.",
        rationale="An incident needs several things to come together, and taking away any of them would have "
        "prevented it. Whoever looks for the root cause stops at the first that fits, which is mostly the last change. "
        "Reported once in a document.",
        bad="The root cause was a full disk.",
        good="Contributing factors were a log that is never rotated, an alert nobody gets, and a database that stops "
        "when its disk is full.",
        find=single_root_cause,
        severity=Severity.INFO,
    ),
)
