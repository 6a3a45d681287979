"""Rule PC180: changes of a published postmortem without a dated addendum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from mkdocs_postmortems.core.calendar_names import MONTH_STARTS
from mkdocs_postmortems.core.check.rule import PreviousVersion, Rule, RuleContext
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem, SectionName, Status
from mkdocs_postmortems.core.parse.inline import plain_text

_MAX_TYPO_WORDS = 8
"""The number of words that may change without an addendum, such as misspellings and a broken sentence."""
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
"""A date belongs to an addendum if it is in the line that mentions the addendum, or at most so many lines below."""
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
"""Attributes of `Postmortem` whose change needs an addendum."""
_ONGOING_SECTIONS = frozenset({SectionName.ACTION_ITEMS, SectionName.REFERENCES})
"""Sections that are expected to change after publication."""


def edits_without_addendum(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic if a published document changed its statements without a dated addendum."""
    if context.previous is None or context.previous.text == context.source.text:
        return
    before = context.previous.before
    if before.status is not Status.PUBLISHED or context.document.status is not Status.PUBLISHED:
        return
    line = _changed_line(before, context) or _changed_field_line(context.previous, context)
    if line and not _has_new_addendum(before, context.document):
        yield context.diagnostic(
            line,
            "a published document was changed here without a dated addendum.",
            "Add `## Addendum` with the date, and what is known now that was not known then.",
        )


def _changed_field_line(previous: PreviousVersion, context: RuleContext) -> int | None:
    """Return the line of the first field whose value changed; a field that was empty before does not count."""
    for name in _COMPARED_FIELDS:
        old = getattr(previous.before, name)
        if old and old != getattr(previous.after, name):
            return context.line_of({"factor_ids": "contributing_factors"}.get(name, name))
    return None


def _changed_line(before: Postmortem, context: RuleContext) -> int | None:
    """Return the first line of prose that changed; `None` if the changes are no more than typos.

    A changed number always counts.
    """
    old, new = _prose_lines(before), _prose_lines(context.document)
    difference = Counter(word for _, text in old for word in text.split())
    difference.subtract(word for _, text in new for word in text.split())
    removed, added = +difference, -difference
    has_number = any(char.isdigit() for word in removed for char in word)
    if not removed or (max(removed.total(), added.total()) <= _MAX_TYPO_WORDS and not has_number):
        return None
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for tag, _, _, first, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            return new[min(first, len(new) - 1)][0] if new else 1
    return None


def _prose_lines(document: Postmortem) -> list[tuple[int, str]]:
    """Return line number and plain text of each line of the body outside of ongoing sections."""
    ongoing = [(one.line, one.last_line) for one in document.sections if one.name in _ONGOING_SECTIONS]
    found = []
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        words = plain_text(line)
        if words and not any(first <= number <= last for first, last in ongoing):
            found.append((number, words))
    return found


def _has_new_addendum(before: Postmortem, now: Postmortem) -> bool:
    return any(line not in before.body for line in _dated_addenda(now.body))


def _dated_addenda(body: str) -> Iterator[str]:
    """Yield lines with a date that mention an addendum, or are in or just below one."""
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
        title="A published document was changed without a dated addendum.",
        rationale="People have read it, quoted it and acted on it. An addendum with the date tells them what is new, "
        "and keeps the record of what was known then. Typos, action items, references and fields that were empty may "
        "be changed at any time. Checked only with `--since`, against the text of that revision.",
        bad="The pool had 60 connections.   # it said 40 before",
        good="The pool had 40 connections.\n\n## Addendum\n\n2024-04-02: it had 60; the figure was taken from staging.",
        find=edits_without_addendum,
    ),
)
