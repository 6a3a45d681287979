"""Rule PC116: lines of timelines, action items and contributing factors from which nothing was read."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.parse.unread_lines import find_unread_lines


def unread_lines(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each entry of a known section that no list of the site will have."""
    for unread in find_unread_lines(context.source):
        yield context.diagnostic(unread.line, f"no {unread.expected} was read from this line.", unread.suggestion)


RULES = (
    Rule(
        code="PC116",
        name="line-not-read",
        title="A line of a timeline, of action items or of contributing factors was not read.",
        rationale="What is not read is on the page, but in no list, count or search filter. Most of these lines are "
        "meant to be there, such as advice to readers; some lack a time, or hold two things at once.",
        bad="## Timeline\n\n- 14:32 The alert fires\n- [???] The queue is full",
        good="## Timeline\n\n- 14:32 The alert fires\n- 14:?? The queue is full",
        find=unread_lines,
        severity=Severity.INFO,
    ),
)
