"""Builds the review sheet of one document, and renders it as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.guidance import find_unfilled_sections
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.questions.document_questions import (
    ask_about_actions,
    ask_about_detection,
    ask_about_factors,
    ask_about_past,
    ask_about_recovery,
    ask_about_timeline,
)
from mkdocs_postmortems.core.questions.review_sheet import QuestionGroup, ReviewQuestion, ReviewSheet
from mkdocs_postmortems.core.requirements import SectionsAndFields, missing_content
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy

ROLES = ("facilitator", "incident_commander", "scribe")
"""Roles that the document should name before the review."""
PAST_INCIDENTS = "past"
"""The key of the group about similar earlier incidents."""
_MAX_GUIDANCE_LENGTH = 120
"""Characters of a guidance comment that a question quotes."""


def build_review_sheet(
    source: Source,
    document: Postmortem,
    required: SectionsAndFields,
    taxonomy: Taxonomy,
    question_bank: Sequence[QuestionGroup],
    matches: Sequence[Match],
    *,
    today: str,
) -> ReviewSheet:
    """Return the review sheet of a document.

    Args:
        source: The source of the document.
        document: The document parsed from it, with ids of the taxonomy.
        required: The sections and fields that it needs once it is published.
        taxonomy: The taxonomy, for the names of factors.
        question_bank: The questions of every review; questions about the document come first in the group of their key.
        matches: Similar incidents, best first. The sheet names them, so its readers must be allowed to read them.
        today: The day that due dates are compared with: `YYYY-MM-DD`.
    """
    own = {
        "timeline": ask_about_timeline(document),
        "detection": ask_about_detection(document),
        "causes": ask_about_factors(document, taxonomy),
        "recovery": ask_about_recovery(document),
        "actions": ask_about_actions(document, today),
    }
    groups = [replace(one, questions=(*own.get(one.key, ()), *one.questions)) for one in question_bank]
    past = tuple(ask_about_past(document, matches))
    if past:
        groups.insert(len(groups) - 1, QuestionGroup(PAST_INCIDENTS, "What we knew already", "", past))
    gaps = tuple(_gaps(source, document, required))
    return ReviewSheet(document.path, document.id, document.title, gaps, tuple(groups))


def _gaps(source: Source, document: Postmortem, required: SectionsAndFields) -> Iterator[ReviewQuestion]:
    """Yield the gaps of the document: missing sections, sections without text, missing fields and roles."""
    missing = missing_content(document, required)
    present = {section.name for section in document.sections}
    for section in missing.sections:
        if section not in present:
            yield ReviewQuestion(f"There is no section “{section.heading}”.")
    for place in find_unfilled_sections(source.text):
        hint = f": {_short(place.guidance)}" if place.guidance else "."
        yield ReviewQuestion(
            f"Nothing is written under “{place.section}”{hint}" if place.section else hint[2:], place.line
        )
    for name in missing.fields:
        yield ReviewQuestion(f"`{name}` is not known yet.", document.lines.get(name))
    roles = [role.replace("_", " ") for role in ROLES if role not in document.roles]
    if roles:
        yield ReviewQuestion(f"Who was or is {', '.join(roles)}?", document.lines.get("roles"))


def _short(text: str) -> str:
    first = text.split(". ", 1)[0]
    return first if len(first) <= _MAX_GUIDANCE_LENGTH else f"{first[:_MAX_GUIDANCE_LENGTH].rsplit(' ', 1)[0]} …"


def sheet_as_json(sheet: ReviewSheet) -> Mapping[str, object]:
    """Return the sheet as a JSON object."""
    return {
        "path": sheet.path,
        "id": sheet.id,
        "title": sheet.title,
        "missing": [_question_as_json(question) for question in sheet.gaps],
        "groups": [
            {
                "key": group.key,
                "title": group.title,
                "aim": group.purpose,
                "questions": [_question_as_json(question) for question in group.questions],
            }
            for group in sheet.groups
        ],
    }


def _question_as_json(question: ReviewQuestion) -> Mapping[str, object]:
    return {"text": question.text, "line": question.line}
