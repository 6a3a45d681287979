"""Rule PC145: sentences that claim there was a single root cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.calendar_names import MONTHS
from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.check.rules.wording.people import is_negated
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import BlockKind

_KIND = r"(?:single|sole|only|real|actual|true|underlying|ultimate|likely|probable|exact)"
"""Adjectives that still claim a single cause; `main` is left out, since it implies that there are others."""
_ROOT = rf"(?:the|its|our)\s(?:{_KIND}\s)*root\scause"
_SOUGHT = (
    r"(?:find|identif|found|discover|determin|known|fix|resolv|address|underst|establish|confirm|report|mitigat"
    r"|investigat|look)"
)
"""`the root cause was found`: verbs of searching and finding make no claim about the number of causes."""
_THE = re.compile(
    rf"""\b(?P<words>{_ROOT})\b(?!\s(?:analys[ie]s|section|document|report|investigation|and)\b)
        (?=(?:\s\([^()]*\))?(?:\s(?:of|for|behind|in)\s[^.,;:\n]{{1,70}}?)?,?\s(?:(?:was|is|were|appears|seems?|turned\sout|lies|lay|being|as
        |has\sbeen|had\sbeen|to\sbe)\b(?!\s(?:\w+\s){{0,2}}?{_SOUGHT}\w*\b(?!\s(?:to\sbe|as|that|in\s(?!\d|a\s|under|less))\b)))|\s?:\s)
    |   \b(?:is|was)\s(?P<words2>{_ROOT})\b(?!\s(?:analys[ie]s|and)\b)
    |   (?:\A\W*|[.!?]\s+)(?P<words4>(?:{_KIND}\s)?root\scause)\s(?:was|is)\b(?!\s(?:\w+\s){{0,2}}?{_SOUGHT})
    |   \b(?P<words3>(?:the|its)\s(?:sole|only|one|single)\scause)\sof\s(?:the|this|that|our|all)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ONE_OF_MANY = re.compile(
    rf"""^\s(?:of|for|behind)\s(?:(?:the|this|that|these|those|our|each|both)\s)?(?:[\w'’-]+\s){{0,3}}?(?:first|second|third|fourth|initial
    |original|former|latter|subsequent|earlier|later|other|previous|secondary|remaining|last|next
    |(?:{"|".join(MONTHS)})|\d{{1,2}}(?:st|nd|rd|th)|\d{{4}}-\d\d-\d\d)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""`the root cause of the first failure`: words that distinguish several failures do not claim a single cause."""
_OPEN = re.compile(
    r"""\b(?:find|identify|investigat(?:e|ing|ion)|determine|look(?:ing)?\s(?:for|into)|search(?:ing)?|debug(?:ging)?|understand
    |confirm|finding|identifying|determining|confirming|unknown|unclear|unsure|not\ssure|one\sof|part\sof)\b[^.]{0,40}$""",
    re.IGNORECASE | re.VERBOSE,
)
_UNKNOWN = re.compile(
    r"^\s(?:was|is)(?:\snot|n['’]t)\b|^[^.]{0,60}\b(?:unknown|unclear|not\s(?:yet\s)?(?:been\s)?(?:known|clear|found|identified|determined|fully)|still\s|under\sinvestigation|being\sinvestigated|yet\sto)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^[^.]{0,120}\b(?:combination|multi[-\s]?\w{3,20}|layers|interaction|interplay|confluence|several|multiple|factors|chain|series"
    r"|(?:two|three|four|both)\s(?:\w+\s){0,2}(?:things|causes|issues|problems|bugs|conditions|failures|changes|errors|events|faults))\b",
    re.IGNORECASE,
)


def single_root_cause(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield the first sentence that claims a single cause; the others would only repeat the diagnostic."""
    for passage in context.passages:
        if passage.kind is BlockKind.HEADING or passage.section is SectionName.TIMELINE:
            continue
        for found in _THE.finditer(passage.text):
            before = passage.text[max(0, found.start() - 60) : found.start()]
            after = passage.text[found.end() : found.end() + 160]
            if is_negated(passage.text, found.start()) or _OPEN.search(before) or _is_open(after):
                continue
            words = " ".join(next(filter(None, found.groupdict().values())).split())
            yield context.diagnostic(
                passage.line_at(found.start()),
                f"{words!r} claims that there was only one.",
                "Name the conditions that had to come together: “contributing factors were …”.",
                highlight=words,
            )
            return


def _is_open(after: str) -> bool:
    """Whether the text after the phrase says that the cause is unknown, or that there are several."""
    return bool(_UNKNOWN.match(after) or _SEVERAL.match(after) or _ONE_OF_MANY.match(after))


RULES = (
    Rule(
        code="PC145",
        name="single-root-cause",
        title="A sentence names “the root cause”, as if there were only one.",
        rationale="An incident needs several conditions to come together, and removing any of them would have "
        "prevented it. A search for the root cause stops at the first condition that fits, which is mostly the last "
        "change. Reported once in a document.",
        bad="The root cause was a full disk.",
        good="Contributing factors were a log that is never rotated, an alert nobody gets, and a database that stops "
        "when its disk is full.",
        find=single_root_cause,
        severity=Severity.INFO,
    ),
)
