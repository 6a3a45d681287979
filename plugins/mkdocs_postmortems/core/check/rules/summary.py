"""The summary, for somebody who reads nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic


def too_long(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield a summary of too many words."""
    words = len((context.document.summary or "").split())
    if words > context.config.summary_words:
        yield context.diagnostic(
            context.line_of("summary"),
            f"the summary has {words} words; up to {context.config.summary_words} are read.",
            "Say what broke, for whom, and what ended it; the rest has sections of its own.",
        )


RULES = (
    Rule(
        code="PC112",
        name="summary-too-long",
        title="The summary is too long.",
        rationale="It stands in lists, in search results and in the mail to everybody. What takes more than a few "
        "sentences is not read at all; the option `check: {summary_words: 100}` says how many words it may have.",
        bad="summary: A rolling deploy of checkout-api, which had been prepared on the day before, when … (240 words)",
        good="summary: A rolling deploy took every database connection. One in five orders failed for 41 minutes. "
        "Rolling back ended it.",
        find=too_long,
        severity=Severity.INFO,
    ),
)
