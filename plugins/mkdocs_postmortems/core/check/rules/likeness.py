"""Incidents that are so much alike that one should say something about the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mkdocs_postmortems.core.check.case import Case
from mkdocs_postmortems.core.check.flaw import Flaw
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.model import ActionItem, IncidentType, Kind, Postmortem, RelationKind
from mkdocs_postmortems.core.moments import day_in_words
from mkdocs_postmortems.core.similar.words import STOP_WORDS, split, stem

_DUPLICATE = 0.5
"""How much alike two write-ups of one incident are at least; 1 is the most. On real documents, two incidents of one day
are alike to 0.40 at most, two texts about one incident mostly to more than 0.5: `benchmarks/checking.py likeness`."""
_RECURRENCE = 0.3
"""How much alike an incident and one that happened again are at least. Not measured: it needs factors or alerts in the
front matter, and no collection of real documents at hand has them."""
_DAYS = 3
"""So many days apart may two write-ups of one incident be dated; if they are, their titles have to agree as well, since
incidents of one week often are of one kind, and written up in the same words."""
_ENOUGH = 2
"""So many telling things two incidents have in common before one is taken for a recurrence."""
_FEW = 5
"""What more than a fifth of all documents have tells nothing."""


def duplicates(case: Case) -> Iterator[Flaw]:
    """Yield what is probably another text about the same incident."""
    for other, likeness in _alike(case):
        if _is_duplicate(case.document, other, likeness):
            yield Flaw(
                case.line_of("title"),
                f"{other.id!r} of {day_in_words(other.date)} reads like the same incident ({other.path}).",
                "Write one of them up, or declare `related: {duplicate_of: …}`; `see_also` says that they are two.",
            )


def _is_duplicate(one: Postmortem, other: Postmortem, likeness: float) -> bool:
    days = _days_apart(one, other)
    if days > _DAYS:
        return False
    if _bare(one.title) == _bare(other.title):
        return likeness >= _RECURRENCE
    return likeness >= _DUPLICATE and (days == 0 or _have_like_titles(one, other))


def _have_like_titles(one: Postmortem, other: Postmortem) -> bool:
    """Whether most of the words of the shorter title are in the other one, too."""
    words, others = sorted((_telling(re.sub(r"\d+", " ", each.title)) for each in (one, other)), key=len)
    return len(words) > 1 and len(words & others) * 2 > len(words)


def _telling(text: str) -> set[str]:
    return {stem(word.lower()) for word in split(text) if word.lower() not in STOP_WORDS}


def recurrences(case: Case) -> Iterator[Flaw]:
    """Yield an earlier incident that this one looks like, with factors and services of its own in common."""
    document = case.document
    if case.is_history or document.type is IncidentType.EXERCISE or _recurs(document):
        return
    for other, likeness in _alike(case):
        shared = _shared(case, other)
        if (
            likeness >= _RECURRENCE
            and len(shared) >= _ENOUGH
            and (other.date or "") < (document.date or "")
            and _days_apart(document, other) > _DAYS
        ):
            yield Flaw(
                case.line_of("title"),
                f"this reads like {other.id!r} of {day_in_words(other.date)} ({', '.join(shared)}), "
                f"and does not say so.",
                f"Declare `related: {{recurrence_of: {other.id}}}`, or `see_also` if it is another thing.",
            )
            return


def _recurs(document: Postmortem) -> bool:
    return any(
        relation.kind in (RelationKind.RECURRENCE_OF, RelationKind.DUPLICATE_OF) for relation in document.relations
    )


def _alike(case: Case) -> Iterator[tuple[Postmortem, float]]:
    """What is like the document, the most alike first, and is not declared to be related or mentioned in the text."""
    for one in case.surroundings.related.get(case.document.path, ()):
        other = one.document
        if other.kind is Kind.POSTMORTEM and not one.declared and not _mentions(case.document, other):
            yield other, one.likeness


def _mentions(document: Postmortem, other: Postmortem) -> bool:
    """Whether a text names the other incident, by id or by a link."""
    name = other.path.rsplit("/", 1)[-1]
    return name in document.body or (bool(other.id) and other.id in document.body)


def _shared(case: Case, other: Postmortem) -> list[str]:
    """The factors, alerts and errors that few have and both of them, if they have a service in common as well."""
    document = case.document
    if document.services and other.services and not set(document.services) & set(other.services):
        return []
    theirs = set(marks(other))
    uses, most = case.surroundings.uses, max(2, len(case.surroundings.by_path) // _FEW)
    return [mark for mark in marks(document) if mark in theirs and uses.get(mark, 0) <= most]


def marks(document: Postmortem) -> tuple[str, ...]:
    """What incidents of one kind have in common: factors, alerts and errors."""
    return (*document.factor_ids, *document.alerts, *document.error_signatures)


def _days_apart(one: Postmortem, other: Postmortem) -> int:
    try:
        return abs((date.fromisoformat(one.date or "") - date.fromisoformat(other.date or "")).days)
    except ValueError:
        return 10_000


def _bare(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()


def open_actions(case: Case) -> Iterator[Flaw]:
    """Yield actions of an earlier incident that were not done when it happened again."""
    document = case.document
    if case.is_history:
        return
    for relation in document.relations:
        other = case.surroundings.by_path.get(relation.target)
        if other is None or relation.kind is not RelationKind.RECURRENCE_OF:
            continue
        waiting = [
            item for item in other.actions if _was_open(item, document.date) and not _takes_up(case, item, other)
        ]
        if waiting:
            yield Flaw(
                relation.line,
                _waiting(other, waiting),
                "Take them up here: do them first, or say what stands in their way.",
            )


def _was_open(item: ActionItem, day: str | None) -> bool:
    """Whether an item was open on the day of an incident; one that is done at an unknown time was not."""
    if not day or len(day) < 10:
        return item.is_open
    finished = item.completed_at if item.completed_at and item.completed_at[:1].isdigit() else None
    return finished[:10] > day if finished else item.is_open


def _takes_up(case: Case, item: ActionItem, other: Postmortem) -> bool:
    """Whether the text speaks of an item: by its ticket, by its id beside that of its incident, or in its words."""
    text = case.source.text
    tickets = (item.tracker, item.tracker and item.tracker.rsplit("/", 1)[-1])
    if any(name in text for name in tickets if name and len(name) > 2):
        return True
    if item.id and any(_names_both(line, item.id, other) for line in case.lines):
        return True
    words = _telling(item.text)
    return any(_covers(words, own.text) for own in case.document.actions)


def _names_both(line: str, id: str, other: Postmortem) -> bool:
    is_named = other.id in line or other.path.rsplit("/", 1)[-1] in line
    return is_named and re.search(rf"\b{re.escape(id)}\b", line) is not None


def _covers(words: set[str], text: str) -> bool:
    there = {stem(word.lower()) for word in split(text)}
    return len(words) > 1 and len(words & there) * 2 >= len(words)


def _waiting(other: Postmortem, items: list[ActionItem]) -> str:
    more = f" and {len(items) - 1} more" if len(items) > 1 else ""
    text = items[0].text if len(items[0].text) <= 60 else f"{items[0].text[:57].rstrip()}…"
    return f"this happened again while an action of {other.id!r} was open: {text}{more}; nothing here says so."


RULES = (
    Rule(
        code="PC154",
        name="likely-duplicate",
        title="Two documents seem to be about the same incident.",
        rationale="Two write-ups of one incident are counted twice, and readers find the half that misses what "
        "they look "
        "for. Documents are compared by the words, services, alerts and errors that few others have.",
        bad="2024-03-07-checkout-down.md and 2024-03-08-checkout-down.md, nearly in the same words",
        good="related: {duplicate_of: INC-2024-017}",
        find=duplicates,
    ),
    Rule(
        code="PC155",
        name="recurrence-undeclared",
        title="An incident reads like an earlier one, and does not say so.",
        rationale="That something happened again is the most important thing to know about it. Raised only if the two "
        "have factors or alerts in common, and neither a relation nor the text mentions the other.",
        bad="contributing_factors: [shared-connection-budget]   # as INC-2023-004, with the same alerts",
        good="contributing_factors: [shared-connection-budget]\nrelated: {recurrence_of: INC-2023-004}",
        find=recurrences,
        severity=Severity.INFO,
    ),
    Rule(
        code="PC156",
        name="recurred-while-open",
        title="It happened again while an action of the earlier incident was open, and the text does not speak of it.",
        rationale="The organisation knew what to do and did not get to it. Why is worth more than the "
        "technical story, and "
        "mostly it is not a matter of discipline.",
        bad="related: {recurrence_of: INC-2023-004}   # whose DATA-190 was open",
        good="related: {recurrence_of: INC-2023-004}\n\nDATA-190 was open: it waited for the upgrade of PgBouncer.",
        find=open_actions,
    ),
)
