"""What was changed in a text that people have already read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from mkdocs_postmortems.core.calendar_names import MONTH_STARTS
from mkdocs_postmortems.core.check.context import PreviousVersion, RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem, SectionName, Status
from mkdocs_postmortems.core.parse.inline import plain_text

_MAX_TYPO_WORDS = 8
"""So many words may be others without a word about it: a misspelling, a broken sentence."""
_ADDENDUM = re.compile(
    r"\b(?:addend(?:um|a)|errat(?:um|a)|corrections?|corrigend(?:um|a)|revisions?|amend(?:ed|ments?)|change\s?log|edit(?:ed|s)?|"
    r"updates?|updated|later\sfindings)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{MONTH_STARTS})[a-z]*\.?\s\d{{4}}\b"
    rf"|\b(?:{MONTH_STARTS})[a-z]*\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}\b"
)
_ADDENDUM_DISTANCE = 3
"""A date counts if it is in a line about an addendum or so many lines below."""
_COMPARED_FIELDS = (
    "severity",
    "started_at",
    "detected_at",
    "mitigated_at",
    "resolved_at",
    "summary",
    "services",
    "factor_ids",
)
_ONGOING_SECTIONS = frozenset({SectionName.ACTION_ITEMS, SectionName.REFERENCES})
"""Sections that go on being written."""


def edits_without_addendum(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one flaw if a published text says something else than it did, and no dated line tells."""
    if context.previous is None or context.previous.text == context.source.text:
        return
    before = context.previous.before
    if before.status is not Status.PUBLISHED or context.document.status is not Status.PUBLISHED:
        return
    line = _changed_line(before, context) or _changed_field_line(context.previous, context)
    if line and not _has_new_addendum(before, context.document):
        yield context.diagnostic(
            line,
            "a published text was changed here, and no dated addendum says so.",
            "Add `## Addendum` with the day, and what is known now that was not known then.",
        )


def _changed_field_line(previous: PreviousVersion, context: RuleContext) -> int | None:
    """The line of a fact that was changed; one that was added is no change."""
    for name in _COMPARED_FIELDS:
        old = getattr(previous.before, name)
        if old and old != getattr(previous.after, name):
            return context.line_of({"factor_ids": "contributing_factors"}.get(name, name))
    return None


def _changed_line(before: Postmortem, context: RuleContext) -> int | None:
    """The first line of prose that was changed, if more than slips of the pen were."""
    old, new = _prose_lines(before), _prose_lines(context.document)
    lost = Counter(word for _, text in old for word in text.split())
    lost.subtract(word for _, text in new for word in text.split())
    gone, come = +lost, -lost
    figures = any(char.isdigit() for word in gone for char in word)
    if not gone or (max(gone.total(), come.total()) <= _MAX_TYPO_WORDS and not figures):
        return None
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for tag, _, _, first, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            return new[min(first, len(new) - 1)][0] if new else 1
    return None


def _prose_lines(document: Postmortem) -> list[tuple[int, str]]:
    """The lines of the body in plain words, without sections that go on being written."""
    living = [(one.line, one.last_line) for one in document.sections if one.name in _ONGOING_SECTIONS]
    found = []
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        words = plain_text(line)
        if words and not any(first <= number <= last for first, last in living):
            found.append((number, words))
    return found


def _has_new_addendum(before: Postmortem, now: Postmortem) -> bool:
    return any(line not in before.body for line in _dated_addenda(now.body))


def _dated_addenda(body: str) -> Iterator[str]:
    """Yield lines that are dated, and speak of a change or stand below a line that does."""
    last = -_ADDENDUM_DISTANCE - 1
    in_section = False
    for number, line in enumerate(body.split("\n")):
        if line.startswith("#"):
            in_section = bool(_ADDENDUM.search(line))
        if _ADDENDUM.search(line):
            last = number
        if _DAY.search(line) and (in_section or number - last <= _ADDENDUM_DISTANCE):
            yield line


RULES = (
    Rule(
        code="PC180",
        name="edit-without-addendum",
        title="A published text was changed, and no dated addendum says so.",
        rationale="People have read it, quoted it and acted on it. A line with the day and what is new lets "
        "them see what "
        "they did not know, and the old text stays what was known then. Slips of the pen, action items, references and "
        "fields that were empty may be changed at any time. Looked at with `--since`, by the text of that revision.",
        bad="The pool had 60 connections.   # it said 40 before",
        good="The pool had 40 connections.\n\n## Addendum\n\n2024-04-02: it had 60; the figure was taken from staging.",
        find=edits_without_addendum,
    ),
)
