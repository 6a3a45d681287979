"""Rules PC110 to PC112: fields and sections that a document of its severity must have, and long summaries."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Status


def missing_fields(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each required field that has no value; a field with `unknown` has one."""
    for name in context.missing.fields:
        if _is_unknown(context, name):
            continue
        yield context.diagnostic(
            context.line_of("title"),
            f"{_subject(context)} needs {name}, which is missing.",
            f"Add `{name}:` to the front matter; write `unknown` for a time that nobody knows.",
        )


def missing_sections(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each required section that is missing, unless a field has its content."""
    for section in context.missing.sections:
        yield context.diagnostic(
            context.line_of("title"),
            f"{_subject(context)} needs a section {section.heading!r}, which is missing.",
            f"Add `## {section.heading}`, or write why there is nothing to say.",
            highlight=section.heading,
        )


def summary_too_long(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic if the summary has more words than the option `check.summary_words` allows."""
    words = len((context.document.summary or "").split())
    if words > context.config.summary_words:
        yield context.diagnostic(
            context.line_of("summary"),
            f"the summary has {words} words; expected at most {context.config.summary_words}.",
            "Say what broke, for whom, and what ended it; everything else belongs in other sections.",
        )


def _is_unknown(context: RuleContext, name: str) -> bool:
    """Whether the author wrote `unknown` as the value of a field."""
    line = context.document.lines.get(name)
    return line is not None and "unknown" in context.lines[line - 1].lower()


def _subject(context: RuleContext) -> str:
    """Return what the requirements depend on, in words: `a published sev1`."""
    status = (context.document.status or Status.PUBLISHED).value.replace("_", " ")
    article = "an" if status[0] in "aeiou" else "a"
    return f"{article} {status} {context.document.severity or 'postmortem'}"


RULES = (
    Rule(
        code="PC110",
        name="missing-field",
        title="A field that is required for this severity has no value.",
        rationale="People filter incidents by these fields, and statistics are only as good as the share of documents "
        "that has them. A draft needs little, a SEV1 much; the option `requirements` sets what. Write `unknown` for a "
        "time that nobody knows; it counts as a value.",
        bad="---\nstatus: published\nseverity: sev1\nstarted_at: 2024-03-07 14:32\n---",
        good="---\nstatus: published\nseverity: sev1\nstarted_at: 2024-03-07 14:32\ndetected_at: 2024-03-07 14:36\n"
        "resolved_at: unknown\nservices: [checkout-api]\n---",
        find=missing_fields,
    ),
    Rule(
        code="PC111",
        name="missing-section",
        title="A section that is required for this severity is missing.",
        rationale="With the same sections everywhere, readers find what they need without reading the whole document. "
        "The requirements grow with the severity, so that small incidents are still written up; the option "
        "`requirements` sets them. A field of the front matter with the same content counts as the section.",
        bad="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.",
        good="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.\n\n## Impact\n\n4,210 orders "
        "failed.\n\n## Timeline\n\n…",
        find=missing_sections,
    ),
    Rule(
        code="PC112",
        name="summary-too-long",
        title="The summary is too long.",
        rationale="Summaries appear in lists, in search results and in announcements, where nobody reads more than a "
        "few sentences. The option `check: {summary_words: 100}` sets the maximum number of words.",
        bad="summary: A rolling deploy of checkout-api, which had been prepared on the day before, when … (240 words)",
        good="summary: A rolling deploy took every database connection. One in five orders failed for 41 minutes. "
        "Rolling back ended it.",
        find=summary_too_long,
        severity=Severity.INFO,
    ),
)
