"""Rules PC154 to PC156: likely duplicates, undeclared recurrences, and actions that were open at a recurrence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mkdocs_postmortems.core.check.rule import Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, IncidentType, Postmortem, RelationKind
from mkdocs_postmortems.core.moments import format_date
from mkdocs_postmortems.core.parse.inline import normalize_words
from mkdocs_postmortems.core.similar.words import STOP_WORDS, split_words
from mkdocs_postmortems.core.stemming import stem

_DUPLICATE_SIMILARITY = 0.5
"""The minimum similarity (0 to 1) of two documents about the same incident. On real documents, two incidents of one day
have at most 0.40, and two documents about one incident mostly more than 0.5: `benchmarks/checking.py likeness`."""
_RECURRENCE_SIMILARITY = 0.3
"""The minimum similarity (0 to 1) of an incident and its recurrence. It is an estimate: measuring it needs factors or
alerts in the front matter, which the available collections of real documents do not have."""
_MAX_DAYS_APART = 3
"""The maximum number of days between the dates of two documents about the same incident. Unless the dates are equal,
the titles have to match too: incidents of one week are often of one kind and described in the same words."""
_MIN_SHARED_SIGNALS = 2
"""The number of rare factors, alerts and error signatures that an incident shares with its recurrence at least."""
_COMMON_SHARE = 5
"""A signal that more than 1/5 of all documents have is too common to count."""


def duplicates(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield other documents that are probably about the same incident."""
    for other, similarity in _similar_documents(context):
        if _is_duplicate(context.document, other, similarity):
            yield context.diagnostic(
                context.line_of("title"),
                f"{other.id!r} of {format_date(other.date)} reads like the same incident ({other.path}).",
                "Merge them, or declare `related: {duplicate_of: …}`; if they are two incidents, declare `see_also`.",
                highlight=other.id,
                related_paths=(other.path,),
            )


def _is_duplicate(one: Postmortem, other: Postmortem, similarity: float) -> bool:
    days = _days_apart(one, other)
    if days > _MAX_DAYS_APART:
        return False
    if normalize_words(one.title) == normalize_words(other.title):
        return similarity >= _RECURRENCE_SIMILARITY
    return similarity >= _DUPLICATE_SIMILARITY and (days == 0 or _have_similar_titles(one, other))


def _have_similar_titles(one: Postmortem, other: Postmortem) -> bool:
    """Whether most words of the shorter title are also in the longer one."""
    words, others = sorted((_content_words(re.sub(r"\d+", " ", each.title)) for each in (one, other)), key=len)
    return len(words) > 1 and len(words & others) * 2 > len(words)


def _content_words(text: str) -> set[str]:
    return {stem(word.lower()) for word in split_words(text) if word.lower() not in STOP_WORDS}


def recurrences(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield the most similar earlier incident that shares rare factors, alerts or errors with this one."""
    document = context.document
    if context.is_retired or document.type is IncidentType.EXERCISE or _declares_recurrence(document):
        return
    for other, similarity in _similar_documents(context):
        shared = _shared_signals(context, other)
        if (
            similarity >= _RECURRENCE_SIMILARITY
            and len(shared) >= _MIN_SHARED_SIGNALS
            and (other.date or "") < (document.date or "")
            and _days_apart(document, other) > _MAX_DAYS_APART
        ):
            yield context.diagnostic(
                context.line_of("title"),
                f"this reads like {other.id!r} of {format_date(other.date)} ({', '.join(shared)}), "
                f"and does not mention it.",
                f"Declare `related: {{recurrence_of: {other.id}}}`, or `see_also` if it is something else.",
                highlight=other.id,
                related_paths=(other.path,),
            )
            return


def _declares_recurrence(document: Postmortem) -> bool:
    return any(
        relation.kind in (RelationKind.RECURRENCE_OF, RelationKind.DUPLICATE_OF) for relation in document.relations
    )


def _similar_documents(context: RuleContext) -> Iterator[tuple[Postmortem, float]]:
    """Yield similar postmortems, best first, that the document neither mentions nor declares a relation to."""
    for one in context.corpus.related.get(context.document.path, ()):
        other = one.document
        if other.kind is DocumentKind.POSTMORTEM and not one.declared and not _mentions(context.document, other):
            yield other, one.similarity


def _mentions(document: Postmortem, other: Postmortem) -> bool:
    """Whether the body has the id or the file name of the other document."""
    name = other.path.rsplit("/", 1)[-1]
    return name in document.body or (bool(other.id) and other.id in document.body)


def _shared_signals(context: RuleContext, other: Postmortem) -> list[str]:
    """Return the rare signals that both documents have; none if both name services and have none in common."""
    document = context.document
    if document.services and other.services and not set(document.services) & set(other.services):
        return []
    theirs = set(recurrence_signals(other))
    counts, most = context.corpus.signal_counts, max(2, len(context.corpus.by_path) // _COMMON_SHARE)
    return [signal for signal in recurrence_signals(document) if signal in theirs and counts.get(signal, 0) <= most]


def recurrence_signals(document: Postmortem) -> tuple[str, ...]:
    """Return what recurring incidents have in common: factor ids, alert names and error signatures."""
    return (*document.factor_ids, *document.alerts, *document.error_signatures)


def _days_apart(one: Postmortem, other: Postmortem) -> int:
    try:
        return abs((date.fromisoformat(one.date or "") - date.fromisoformat(other.date or "")).days)
    except ValueError:
        return 10_000  # Without two full dates the documents count as far apart.


def open_actions(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield each earlier incident that this one recurs while actions of it were open and are not mentioned here."""
    document = context.document
    if context.is_retired:
        return
    for relation in document.relations:
        other = context.corpus.by_path.get(relation.target)
        if other is None or relation.kind is not RelationKind.RECURRENCE_OF:
            continue
        still_open = [
            item for item in other.actions if _was_open(item, document.date) and not _is_addressed(context, item, other)
        ]
        if still_open:
            yield context.diagnostic(
                relation.line,
                _open_actions_message(other, still_open),
                "Mention them here: plan to do them first, or say what prevented them.",
                highlight=other.id,
                related_paths=(other.path,),
            )


def _was_open(item: ActionItem, day: str | None) -> bool:
    """Whether an item was open on the day of an incident; an item that was done on an unknown day was not.

    Without a full date of the incident, the current state of the item decides.
    """
    if not day or len(day) < 10:
        return item.is_open
    finished = item.done_on if item.done_on and item.done_on[:1].isdigit() else None
    return finished[:10] > day if finished else item.is_open


def _is_addressed(context: RuleContext, item: ActionItem, other: Postmortem) -> bool:
    """Whether the document mentions an item: by its ticket, by its id beside its incident, or in similar words."""
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
    present = {stem(word.lower()) for word in split_words(text)}
    return len(words) > 1 and len(words & present) * 2 >= len(words)


def _open_actions_message(other: Postmortem, items: list[ActionItem]) -> str:
    more = f" and {len(items) - 1} more" if len(items) > 1 else ""
    text = items[0].text if len(items[0].text) <= 60 else f"{items[0].text[:57].rstrip()}…"
    return f"this happened again while an action of {other.id!r} was open: {text}{more}; it is not mentioned here."


RULES = (
    Rule(
        code="PC154",
        name="likely-duplicate",
        title="Two documents seem to be about the same incident.",
        rationale="Two documents about one incident are counted twice, and readers may find the one that lacks what "
        "they look for. Documents are compared by the words, services, alerts and errors that few others have.",
        bad="2024-03-07-checkout-down.md and 2024-03-08-checkout-down.md, in nearly the same words",
        good="related: {duplicate_of: INC-2024-017}",
        find=duplicates,
    ),
    Rule(
        code="PC155",
        name="recurrence-undeclared",
        title="An incident reads like an earlier one that it does not mention.",
        rationale="That an incident is a recurrence is the most important thing to know about it. Reported only if the "
        "two have factors or alerts in common, and neither a relation nor the text mentions the earlier one.",
        bad="contributing_factors: [shared-connection-budget]   # as INC-2023-004, with the same alerts",
        good="contributing_factors: [shared-connection-budget]\nrelated: {recurrence_of: INC-2023-004}",
        find=recurrences,
        severity=Severity.INFO,
    ),
    Rule(
        code="PC156",
        name="recurred-while-open",
        title="An incident happened again while an action of the earlier one was open, and does not mention it.",
        rationale="The organisation knew what to do and had not done it. The reason is worth more than the technical "
        "details, and it is rarely a lack of discipline.",
        bad="related: {recurrence_of: INC-2023-004}   # whose DATA-190 was open",
        good="related: {recurrence_of: INC-2023-004}\n\nDATA-190 was open: it waited for the upgrade of PgBouncer.",
        find=open_actions,
    ),
)
