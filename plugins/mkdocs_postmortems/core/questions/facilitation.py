"""The whole sheet of one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.guidance import unfilled
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.questions.promises import ask_about_actions, ask_about_factors, ask_about_past
from mkdocs_postmortems.core.questions.sheet import Group, Question, Sheet
from mkdocs_postmortems.core.questions.story import ask_about_detection, ask_about_recovery, ask_about_timeline
from mkdocs_postmortems.core.requirements import Needs, lacking
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy

ROLES = ("facilitator", "incident_commander", "scribe")
PAST = "past"
_LONGEST = 120


def make_sheet(
    source: Source,
    document: Postmortem,
    needs: Needs,
    taxonomy: Taxonomy,
    bank: Sequence[Group],
    matches: Sequence[Match],
    *,
    today: str,
) -> Sheet:
    """Return the questions of a review.

    Args:
        source: The text of the document.
        document: What was understood of it, with ids of the taxonomy.
        needs: What it needs once it is published.
        taxonomy: Names the factors.
        bank: What every review asks.
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
    groups = [replace(one, questions=(*own.get(one.key, ()), *one.questions)) for one in bank]
    past = tuple(ask_about_past(document, matches))
    if past:
        groups.insert(len(groups) - 1, Group(PAST, "What we knew already", "", past))
    missing = tuple(_missing(source, document, needs))
    return Sheet(document.path, document.id, document.title, missing, tuple(groups))


def _missing(source: Source, document: Postmortem, needs: Needs) -> Iterator[Question]:
    """Yield what the document does not say: needed parts, sections that wait to be written, roles."""
    lacks = lacking(document, needs)
    waiting = unfilled(source.text)
    shown = {section.name for section in document.sections}
    for section in lacks.sections:
        if section not in shown:
            yield Question(f"There is no section “{section.heading}”.")
    for place in waiting:
        hint = f": {_short(place.guidance)}" if place.guidance else "."
        yield Question(f"Nothing is written under “{place.section}”{hint}" if place.section else hint[2:], place.line)
    for name in lacks.fields:
        yield Question(f"`{name}` is not known yet.", document.lines.get(name))
    missing = [_words(role) for role in ROLES if role not in document.roles]
    if missing:
        yield Question(f"Who was or is {', '.join(missing)}?", document.lines.get("roles"))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _short(text: str) -> str:
    first = text.split(". ", 1)[0]
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST].rsplit(' ', 1)[0]} …"


def as_json(sheet: Sheet) -> Mapping[str, object]:
    """Return the sheet as an object for machines."""
    return {
        "path": sheet.path,
        "id": sheet.id,
        "title": sheet.title,
        "missing": [_object(question) for question in sheet.missing],
        "groups": [
            {"key": g.key, "title": g.title, "aim": g.aim, "questions": [_object(question) for question in g.questions]}
            for g in sheet.groups
        ],
    }


def _object(question: Question) -> Mapping[str, object]:
    return {"text": question.text, "line": question.line}
