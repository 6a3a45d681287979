"""The whole sheet of one document."""

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
from mkdocs_postmortems.core.questions.review_sheet import Question, QuestionGroup, ReviewSheet
from mkdocs_postmortems.core.requirements import SectionsAndFields, missing_content
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy

ROLES = ("facilitator", "incident_commander", "scribe")
PAST_INCIDENTS = "past"
_MAX_GUIDANCE_LENGTH = 120


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
    """Return the questions of a review.

    Args:
        source: The text of the document.
        document: What was understood of it, with ids of the taxonomy.
        required: What it needs once it is published.
        taxonomy: Names the factors.
        question_bank: What every review asks.
        matches: Incidents that were like it.
        today: `YYYY-MM-DD`.
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
    missing = tuple(_gaps(source, document, required))
    return ReviewSheet(document.path, document.id, document.title, missing, tuple(groups))


def _gaps(source: Source, document: Postmortem, required: SectionsAndFields) -> Iterator[Question]:
    """Yield what the document does not say: needed parts, sections that wait to be written, roles."""
    lacks = missing_content(document, required)
    waiting = find_unfilled_sections(source.text)
    shown = {section.name for section in document.sections}
    for section in lacks.sections:
        if section not in shown:
            yield Question(f"There is no section “{section.heading}”.")
    for place in waiting:
        hint = f": {_short(place.guidance)}" if place.guidance else "."
        yield Question(f"Nothing is written under “{place.section}”{hint}" if place.section else hint[2:], place.line)
    for name in lacks.fields:
        yield Question(f"`{name}` is not known yet.", document.lines.get(name))
    missing = [role.replace("_", " ") for role in ROLES if role not in document.roles]
    if missing:
        yield Question(f"Who was or is {', '.join(missing)}?", document.lines.get("roles"))


def _short(text: str) -> str:
    first = text.split(". ", 1)[0]
    return first if len(first) <= _MAX_GUIDANCE_LENGTH else f"{first[:_MAX_GUIDANCE_LENGTH].rsplit(' ', 1)[0]} …"


def sheet_as_json(sheet: ReviewSheet) -> Mapping[str, object]:
    """Return the sheet as an object for machines."""
    return {
        "path": sheet.path,
        "id": sheet.id,
        "title": sheet.title,
        "missing": [_question_as_json(question) for question in sheet.gaps],
        "groups": [
            {
                "key": g.key,
                "title": g.title,
                "aim": g.purpose,
                "questions": [_question_as_json(question) for question in g.questions],
            }
            for g in sheet.groups
        ],
    }


def _question_as_json(question: Question) -> Mapping[str, object]:
    return {"text": question.text, "line": question.line}
