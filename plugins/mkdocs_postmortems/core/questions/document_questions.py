"""Questions that a timeline raises: silences, decisions, attempts, and how long things took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, minutes_between
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.questions.review_sheet import Question
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_MIN_GAP_MINUTES = 15
"""Minutes; people type less than they do."""
_MIN_WAIT_MINUTES = 5
_MAX_GAPS = 3
_MAX_DECISIONS = 5
_MAX_ATTEMPTS = 3
_MAX_EXCERPT_LENGTH = 100
_DECISION = re.compile(r"\b(?:decid\w+|decision|agree[ds]?|chose|choose|opt(?:ed)? (?:for|to))\b", re.IGNORECASE)
_ATTEMPT = re.compile(
    r"\b(?:no effect|no change|no improvement|without (?:effect|success)|(?:did|does) not (?:help|work)"
    r"|didn't (?:help|work)|unsuccessful\w*|to no avail|still (?:failing|down|broken))\b",
    re.IGNORECASE,
)


def ask_about_timeline(document: Postmortem) -> Iterator[Question]:
    """Yield questions about what happened when."""
    yield from _gaps(document.timeline)
    yield from _decisions(document.timeline)
    yield from _attempts(document.timeline)
    yield from _evidence(document.timeline)


def ask_about_detection(document: Postmortem) -> Iterator[Question]:
    """Yield questions about the time until somebody knew, and until somebody worked on it."""
    line = document.lines.get("detected_at")
    if wait := _positive(minutes_between(document.started_at, document.detected_at)):
        yield Question(
            f"It went on for {format_duration(wait)} before it was noticed. What was there to be seen, by whom?", line
        )
    if wait := _positive(minutes_between(document.detected_at, document.acknowledged_at)):
        yield Question(
            f"From the first sign until somebody worked on it took {format_duration(wait)}. What was in the way?", line
        )


def ask_about_recovery(document: Postmortem) -> Iterator[Question]:
    """Yield questions about the time until it was over."""
    line = document.lines.get("mitigated_at") or document.lines.get("resolved_at")
    end = document.mitigated_at or document.resolved_at
    if wait := _wait(document.detected_at, end):
        yield Question(
            f"From noticing to the end of the impact took {wait}. Which part of it was understanding, which "
            "deciding, which waiting for a machine?",
            line,
        )


def excerpt(text: str) -> str:
    """Return the words of inline Markdown, shortened."""
    words = plain_text(text)
    return words if len(words) <= _MAX_EXCERPT_LENGTH else f"{words[:_MAX_EXCERPT_LENGTH].rsplit(' ', 1)[0]} …"


def _gaps(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    """Yield the longest times of which nothing is told, as they come."""
    gaps = [(gap, a, b) for a, b in pairwise(events) if (gap := _positive(minutes_between(a.until or a.at, b.at)))]
    if not gaps:
        return
    usual = median(gap for gap, _, _ in gaps)
    long = sorted(
        (one for one in gaps if one[0] >= max(_MIN_GAP_MINUTES, 2 * usual)), key=lambda one: (-one[0], one[1].line)
    )
    for gap, before, after in sorted(long[:_MAX_GAPS], key=lambda one: one[1].line):
        yield Question(
            f"Nothing is told of {format_duration(gap)} between {_event_label(before)} and {_event_label(after)}. "
            f"What was going on, and "
            "what was everybody waiting for?",
            before.line,
        )


def _decisions(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    found = (one for one in events if one.kind is EventKind.DECISION or _DECISION.search(one.text))
    for event in islice(found, _MAX_DECISIONS):
        yield Question(
            f"{_event_label(event)}: what was known at that moment, what made it sensible, "
            f"and what else was considered?",
            event.line,
        )


def _attempts(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    for event in islice((one for one in events if _ATTEMPT.search(one.text)), _MAX_ATTEMPTS):
        yield Question(f"{_event_label(event)}: what had made it worth trying, and what did it teach?", event.line)


def _evidence(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    bare = [event for event in events if not event.source and "](" not in event.text and "http" not in event.text]
    if bare:
        yield Question(
            f"{len(bare)} of {len(events)} events name no source. Who remembers, and where can it be looked up?",
            bare[0].line,
        )


def _event_label(event: TimelineEvent) -> str:
    clock = event.at.clock or event.at.day if event.at else ""
    return f"{clock or ''} “{excerpt(event.text)}”".strip()


def _wait(start: Moment | None, end: Moment | None) -> str:
    """Return a time that is long enough to ask about, in words."""
    minutes = minutes_between(start, end) or 0
    return format_duration(minutes) if minutes >= _MIN_WAIT_MINUTES else ""


def _positive(minutes: int | None) -> int | None:
    return minutes if minutes and minutes > 0 else None


_MAX_ITEMS = 6


def ask_about_factors(document: Postmortem, taxonomy: Taxonomy) -> Iterator[Question]:
    """Yield a question for each factor, and one where there is only one."""
    for factor in islice(document.described_factors, _MAX_ITEMS):
        name = taxonomy.term(Vocabulary.FACTORS, factor.id).name if factor.id else ""
        said = ": ".join(filter(None, (name, excerpt(factor.text))))
        yield Question(f"“{said}”: since when, where else is it so, and what made it normal?", factor.line)
    if max(len(document.factor_ids), len(document.described_factors)) == 1:
        yield Question("Only one factor is named. What made it worse, and what made it last?", document.factors[0].line)


def ask_about_actions(document: Postmortem, today: str) -> Iterator[Question]:
    """Yield what is open about the action items."""
    for action in document.actions:
        if not action.is_open:
            continue
        said = f"“{excerpt(action.text)}”"
        lacks = [noun for noun, value in (("owner", action.owner), ("date", action.due)) if not value]
        if lacks:
            yield Question(f"{said} has no {' and no '.join(lacks)}. Who takes it, and until when?", action.line)
        elif action.is_overdue(today):
            yield Question(
                f"{said} was due {action.due}. What is in the way, and is it still the right thing?", action.line
            )


def ask_about_past(document: Postmortem, matches: Iterable[Match]) -> Iterator[Question]:
    """Yield questions about earlier incidents that were like this one, and what was promised after them."""
    for match in matches:
        past = match.document
        if document.date and past.date and past.date > document.date:
            continue
        reason = f" ({match.reason})" if match.reason else ""
        yield Question(
            f"{_document_label(past)}{reason}: what was learned there, and how would those on call have met it?"
        )
        for action in islice((one for one in past.actions if _was_open(one, document)), _MAX_ITEMS):
            due = f", due {action.due}" if action.due else ""
            yield Question(
                f"{_document_label(past)} had the action “{excerpt(action.text)}” open{due}: "
                f"was it known, would it have "
                "changed this, and what kept it from being done?"
            )


def _document_label(past: Postmortem) -> str:
    return f"{past.id} “{excerpt(past.title)}”" if past.id_declared else f"“{excerpt(past.title)}”"


def _was_open(action: ActionItem, document: Postmortem) -> bool:
    """Whether an earlier action was open when this began: it is today, or was completed later."""
    if action.status is ActionStatus.WONT_DO:
        return False
    done = action.completed_at
    return action.is_open or bool(done and document.date and done[: len(document.date)] > document.date)
