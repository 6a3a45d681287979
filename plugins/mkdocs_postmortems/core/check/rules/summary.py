"""Rule PC112: summaries that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic


def too_long(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic if the summary has more words than the option `check.summary_words` allows."""
    words = len((context.document.summary or "").split())
    if words > context.config.summary_words:
        yield context.diagnostic(
            context.line_of("summary"),
            f"the summary has {words} words; expected at most {context.config.summary_words}.",
            "Say what broke, for whom, and what ended it; everything else belongs in other sections.",
        )


RULES = (
    Rule(
        code="PC112",
        name="summary-too-long",
        title="The summary is too long.",
        rationale="Summaries appear in lists, in search results and in announcements, where nobody reads more than a "
        "few sentences. The option `check: {summary_words: 100}` sets the maximum number of words.",
        bad="summary: A rolling deploy of checkout-api, which had been prepared on the day before, when … (240 words)",
        good="summary: A rolling deploy took every database connection. One in five orders failed for 41 minutes. "
        "Rolling back ended it.",
        find=too_long,
        severity=Severity.INFO,
    ),
)
