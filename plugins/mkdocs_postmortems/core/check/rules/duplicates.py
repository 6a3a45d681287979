"""Incidents that are so much alike that one should say something about the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mkdocs_postmortems.core.check.context import RuleContext
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, IncidentType, Postmortem, RelationKind
from mkdocs_postmortems.core.moments import format_date
from mkdocs_postmortems.core.parse.inline import normalize_words
from mkdocs_postmortems.core.similar.words import STOP_WORDS, split_words
from mkdocs_postmortems.core.stemming import stem

_DUPLICATE_SIMILARITY = 0.5
"""How much alike two write-ups of one incident are at least; 1 is the most. On real documents, two incidents of one day
are alike to 0.40 at most, two texts about one incident mostly to more than 0.5: `benchmarks/checking.py likeness`."""
_RECURRENCE_SIMILARITY = 0.3
"""How much alike an incident and one that happened again are at least. Not measured: it needs factors or alerts in the
front matter, and no collection of real documents at hand has them."""
_MAX_DAYS_APART = 3
"""So many days apart may two write-ups of one incident be dated; if they are, their titles have to agree as well, since
incidents of one week often are of one kind, and written up in the same words."""
_MIN_SHARED_SIGNALS = 2
"""So many telling things two incidents have in common before one is taken for a recurrence."""
_COMMON_SHARE = 5
"""What more than a fifth of all documents have tells nothing."""


def duplicates(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield what is probably another text about the same incident."""
    for other, likeness in _similar_documents(context):
        if _is_duplicate(context.document, other, likeness):
            yield context.diagnostic(
                context.line_of("title"),
                f"{other.id!r} of {format_date(other.date)} reads like the same incident ({other.path}).",
                "Write one of them up, or declare `related: {duplicate_of: …}`; `see_also` says that they are two.",
                highlight=other.id,
                related_paths=(other.path,),
            )


def _is_duplicate(one: Postmortem, other: Postmortem, likeness: float) -> bool:
    days = _days_apart(one, other)
    if days > _MAX_DAYS_APART:
        return False
    if normalize_words(one.title) == normalize_words(other.title):
        return likeness >= _RECURRENCE_SIMILARITY
    return likeness >= _DUPLICATE_SIMILARITY and (days == 0 or _have_like_titles(one, other))


def _have_like_titles(one: Postmortem, other: Postmortem) -> bool:
    """Whether most of the words of the shorter title are in the other one, too."""
    words, others = sorted((_content_words(re.sub(r"\d+", " ", each.title)) for each in (one, other)), key=len)
    return len(words) > 1 and len(words & others) * 2 > len(words)


def _content_words(text: str) -> set[str]:
    return {stem(word.lower()) for word in split_words(text) if word.lower() not in STOP_WORDS}


def recurrences(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield an earlier incident that this one looks like, with factors and services of its own in common."""
    document = context.document
    if context.is_retired or document.type is IncidentType.EXERCISE or _declares_recurrence(document):
        return
    for other, likeness in _similar_documents(context):
        shared = _shared_signals(context, other)
        if (
            likeness >= _RECURRENCE_SIMILARITY
            and len(shared) >= _MIN_SHARED_SIGNALS
            and (other.date or "") < (document.date or "")
            and _days_apart(document, other) > _MAX_DAYS_APART
        ):
            yield context.diagnostic(
                context.line_of("title"),
                f"this reads like {other.id!r} of {format_date(other.date)} ({', '.join(shared)}), "
                f"and does not say so.",
                f"Declare `related: {{recurrence_of: {other.id}}}`, or `see_also` if it is another thing.",
                highlight=other.id,
                related_paths=(other.path,),
            )
            return


def _declares_recurrence(document: Postmortem) -> bool:
    return any(
        relation.kind in (RelationKind.RECURRENCE_OF, RelationKind.DUPLICATE_OF) for relation in document.relations
    )


def _similar_documents(context: RuleContext) -> Iterator[tuple[Postmortem, float]]:
    """What is like the document, the most alike first, and is not declared to be related or mentioned in the text."""
    for one in context.corpus.related.get(context.document.path, ()):
        other = one.document
        if other.kind is DocumentKind.POSTMORTEM and not one.declared and not _mentions(context.document, other):
            yield other, one.similarity


def _mentions(document: Postmortem, other: Postmortem) -> bool:
    """Whether a text names the other incident, by id or by a link."""
    name = other.path.rsplit("/", 1)[-1]
    return name in document.body or (bool(other.id) and other.id in document.body)


def _shared_signals(context: RuleContext, other: Postmortem) -> list[str]:
    """The factors, alerts and errors that few have and both of them, if they have a service in common as well."""
    document = context.document
    if document.services and other.services and not set(document.services) & set(other.services):
        return []
    theirs = set(recurrence_signals(other))
    uses, most = context.corpus.signal_counts, max(2, len(context.corpus.by_path) // _COMMON_SHARE)
    return [mark for mark in recurrence_signals(document) if mark in theirs and uses.get(mark, 0) <= most]


def recurrence_signals(document: Postmortem) -> tuple[str, ...]:
    """What incidents of one kind have in common: factors, alerts and errors."""
    return (*document.factor_ids, *document.alerts, *document.error_signatures)


def _days_apart(one: Postmortem, other: Postmortem) -> int:
    try:
        return abs((date.fromisoformat(one.date or "") - date.fromisoformat(other.date or "")).days)
    except ValueError:
        return 10_000


def open_actions(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield actions of an earlier incident that were not done when it happened again."""
    document = context.document
    if context.is_retired:
        return
    for relation in document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is None or relation.kind is not RelationKind.RECURRENCE_OF:
            continue
        waiting = [
            item for item in other.actions if _was_open(item, document.date) and not _is_addressed(context, item, other)
        ]
        if waiting:
            yield context.diagnostic(
                relation.line,
                _open_actions_message(other, waiting),
                "Take them up here: do them first, or say what stands in their way.",
                highlight=other.id,
                related_paths=(other.path,),
            )


def _was_open(item: ActionItem, day: str | None) -> bool:
    """Whether an item was open on the day of an incident; one that is done at an unknown time was not."""
    if not day or len(day) < 10:
        return item.is_open
    finished = item.completed_at if item.completed_at and item.completed_at[:1].isdigit() else None
    return finished[:10] > day if finished else item.is_open


def _is_addressed(context: RuleContext, item: ActionItem, other: Postmortem) -> bool:
    """Whether the text speaks of an item: by its ticket, by its id beside that of its incident, or in its words."""
    text = context.source.text
    tickets = (item.tracker, item.tracker and item.tracker.rsplit("/", 1)[-1])
    if any(name in text for name in tickets if name and len(name) > 2):
        return True
    if item.id and any(_names_both(line, item.id, other) for line in context.lines):
        return True
    words = _content_words(item.text)
    return any(_has_most_words(words, own.text) for own in context.document.actions)


def _names_both(line: str, id: str, other: Postmortem) -> bool:
    is_named = other.id in line or other.path.rsplit("/", 1)[-1] in line
    return is_named and re.search(rf"\b{re.escape(id)}\b", line) is not None


def _has_most_words(words: set[str], text: str) -> bool:
    there = {stem(word.lower()) for word in split_words(text)}
    return len(words) > 1 and len(words & there) * 2 >= len(words)


def _open_actions_message(other: Postmortem, items: list[ActionItem]) -> str:
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
