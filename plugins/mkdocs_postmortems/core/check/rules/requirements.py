"""Rules PC110 and PC111: fields and sections that a document of this severity and status must have."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
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
)
