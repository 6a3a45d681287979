"""What a document of its severity and status needs, and does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.policy import Requirement
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.model import Postmortem, SectionName, Status
from mkdocs_postmortems.core.taxonomy import Vocabulary

_IN_FIELDS = {
    SectionName.SUMMARY: ("summary",),
    SectionName.IMPACT: ("impact",),
    SectionName.TIMELINE: ("timeline",),
    SectionName.DETECTION: ("detection",),
    SectionName.TRIGGER: ("trigger",),
    SectionName.CONTRIBUTING_FACTORS: ("factors",),
    SectionName.ROOT_CAUSE: ("factors",),
    SectionName.RESOLUTION: ("resolution",),
    SectionName.ACTION_ITEMS: ("actions",),
}
"""Fields that say what a section would."""
_AS_GOOD = {
    SectionName.CONTRIBUTING_FACTORS: (SectionName.ROOT_CAUSE, SectionName.TRIGGER),
    SectionName.LESSONS: (SectionName.WENT_WELL, SectionName.WENT_WRONG, SectionName.LUCKY),
    SectionName.WENT_WRONG: (SectionName.LESSONS,),
    SectionName.WENT_WELL: (SectionName.LESSONS,),
}
"""Sections that say the same."""


def missing_fields(case: Case) -> Iterator[Flaw]:
    """Yield each field that is asked for and that nobody filled in."""
    fields = dict.fromkeys(field for need in _needs(case) for field in need.fields)
    for field in fields:
        if not _has_field(case.document, field):
            yield Flaw(
                case.line_of("title"),
                f"{_who(case)} needs {field}, and nothing says it.",
                f"Add `{field}:` to the front matter; `unknown` will do for a time that nobody knows.",
            )


def missing_sections(case: Case) -> Iterator[Flaw]:
    """Yield each section that is asked for and that is not there, also not as a field."""
    sections = dict.fromkeys(section for need in _needs(case) for section in need.sections)
    for section in sections:
        if not _has_section(case.document, section):
            title = section.value.replace("_", " ").capitalize()
            yield Flaw(
                case.line_of("title"),
                f"{_who(case)} needs a section {title!r}, and there is none.",
                f"Add `## {title}`, or write why there is nothing to say.",
            )


def _needs(case: Case) -> Iterator[Requirement]:
    if case.is_history:
        return
    document = case.document
    names = {
        document.severity or "",
        str(case.surroundings.taxonomy.term(Vocabulary.SEVERITIES, document.severity or "").rank),
    }
    for need in case.policy.requirements:
        if (
            (document.status or Status.PUBLISHED) in need.statuses
            and (not need.severities or names & need.severities)
            and (not need.types or document.type in need.types)
        ):
            yield need


def _has_field(document: Postmortem, field: str) -> bool:
    """Whether the field has a value, or its author wrote that there is none to be known."""
    name = {"contributing_factors": "factors", "action_items": "actions"}.get(field, field)
    if name == "id":
        return document.id_declared
    return bool(getattr(document, name)) or (field in document.lines and field.endswith("_at"))


def _has_section(document: Postmortem, section: SectionName) -> bool:
    there = {one.name for one in document.sections}
    return bool(there & {section, *_AS_GOOD.get(section, ())}) or any(
        getattr(document, field) for field in _IN_FIELDS.get(section, ())
    )


def _who(case: Case) -> str:
    """Name what the requirements depend on: `a published sev1`."""
    status = (case.document.status or Status.PUBLISHED).value.replace("_", " ")
    article = "an" if status[0] in "aeiou" else "a"
    return f"{article} {status} {case.document.severity or 'postmortem'}"


RULES = (
    Rule(
        code="PC110",
        name="missing-field",
        title="A field that a postmortem of this severity needs is not filled in.",
        rationale="Whoever looks for an incident filters by these fields, and the figures of all incidents are only as "
        "good as the share that has them. A draft needs little, a SEV1 much; the option `check: {require: …}` says "
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
        "with the severity, so that small incidents are still written up; the option `check: {require: …}` says what. "
        "A field of the front matter that says the same counts as the section.",
        bad="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.",
        good="---\nseverity: sev1\n---\n\n## Summary\n\nCheckout was down for an hour.\n\n## Impact\n\n4,210 orders "
        "failed.\n\n## Timeline\n\n…",
        find=missing_sections,
    ),
)
