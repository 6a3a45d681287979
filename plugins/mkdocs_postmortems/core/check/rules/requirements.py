"""What a document of its severity and status needs, and does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Status


def missing_fields(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each field that is asked for and that nobody filled in."""
    for name in context.missing.fields:
        if _is_unknown(context, name):
            continue
        yield context.diagnostic(
            context.line_of("title"),
            f"{_subject(context)} needs {name}, and nothing says it.",
            f"Add `{name}:` to the front matter; `unknown` will do for a time that nobody knows.",
        )


def missing_sections(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each section that is asked for and that is not there, also not as a field."""
    for section in context.missing.sections:
        yield context.diagnostic(
            context.line_of("title"),
            f"{_subject(context)} needs a section {section.heading!r}, and there is none.",
            f"Add `## {section.heading}`, or write why there is nothing to say.",
            highlight=section.heading,
        )


def _is_unknown(context: RuleContext, name: str) -> bool:
    """Whether the author wrote that there is nothing to be known."""
    line = context.document.lines.get(name)
    return line is not None and "unknown" in context.lines[line - 1].lower()


def _subject(context: RuleContext) -> str:
    """Name what the requirements depend on: `a published sev1`."""
    status = (context.document.status or Status.PUBLISHED).value.replace("_", " ")
    article = "an" if status[0] in "aeiou" else "a"
    return f"{article} {status} {context.document.severity or 'postmortem'}"


RULES = (
    Rule(
        code="PC110",
        name="missing-field",
        title="A field that a postmortem of this severity needs is not filled in.",
        rationale="Whoever looks for an incident filters by these fields, and the figures of all incidents are only as "
        "good as the share that has them. A draft needs little, a SEV1 much; the option `requirements` says "
        "what. A time that nobody knows is written as `unknown`, which counts as filled in.",
        bad="---\nstatus: published\nseverity: sev1\nstarted_at: 2024-03-07 14:32\n---",
        good="---\nstatus: published\nseverity: sev1\nstarted_at: 2024-03-07 14:32\ndetected_at: 2024-03-07 14:36\n"
        "resolved_at: unknown\nservices: [checkout-api]\n---",
        find=missing_fields,
    ),
    Rule(
        code="PC111",
        name="missing-section",
        title="A section that a postmortem of this severity needs is not there.",
        rationale="A reader who knows where to look reads three postmortems in the time of one. What is asked "
        "for grows "
        "with the severity, so that small incidents are still written up; the option `requirements` says what. "
        "A field of the front matter that says the same counts as the section.",
        bad="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.",
        good="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.\n\n## Impact\n\n4,210 orders "
        "failed.\n\n## Timeline\n\n…",
        find=missing_sections,
    ),
)
