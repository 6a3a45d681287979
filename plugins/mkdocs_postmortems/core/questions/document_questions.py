"""Derives review questions from one document: its timeline, durations, factors, action items and past incidents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, minutes_between
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.questions.review_sheet import ReviewQuestion
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

_MIN_GAP_MINUTES = 15
"""A gap between timeline events must be at least this long, since people do not write down everything they do."""
_MIN_WAIT_MINUTES = 5
"""A recovery that took less time raises no question."""
_MAX_GAPS = 3
_MAX_DECISIONS = 5
_MAX_ATTEMPTS = 3
_MAX_EXCERPT_LENGTH = 100
"""Characters."""
_DECISION = re.compile(r"\b(?:decid\w+|decision|agree[ds]?|chose|choose|opt(?:ed)? (?:for|to))\b", re.IGNORECASE)
_ATTEMPT = re.compile(
    r"\b(?:no effect|no change|no improvement|without (?:effect|success)|(?:did|does) not (?:help|work)"
    r"|didn't (?:help|work)|unsuccessful\w*|to no avail|still (?:failing|down|broken))\b",
    re.IGNORECASE,
)


def ask_about_timeline(document: Postmortem) -> Iterator[ReviewQuestion]:
    """Yield questions about gaps, decisions, failed attempts and missing evidence in the timeline."""
    yield from _gaps(document.timeline)
    yield from _decisions(document.timeline)
    yield from _attempts(document.timeline)
    yield from _evidence(document.timeline)


def ask_about_detection(document: Postmortem) -> Iterator[ReviewQuestion]:
    """Yield questions about the time to detection and the time to acknowledgement."""
    line = document.lines.get("detected_at")
    if wait := _positive(minutes_between(document.started_at, document.detected_at)):
        yield ReviewQuestion(
            f"It went on for {format_duration(wait)} before it was noticed. What was there to be seen, by whom?", line
        )
    if wait := _positive(minutes_between(document.detected_at, document.acknowledged_at)):
        yield ReviewQuestion(
            f"From the first sign until somebody worked on it took {format_duration(wait)}. What was in the way?", line
        )


def ask_about_recovery(document: Postmortem) -> Iterator[ReviewQuestion]:
    """Yield a question about the time from detection to mitigation, else to resolution."""
    line = document.lines.get("mitigated_at") or document.lines.get("resolved_at")
    end = document.mitigated_at or document.resolved_at
    if wait := _wait(document.detected_at, end):
        yield ReviewQuestion(
            f"From noticing to the end of the impact took {wait}. Which part of it was understanding, which "
            "deciding, which waiting for a machine?",
            line,
        )


def excerpt(text: str) -> str:
    """Return the plain text of inline Markdown, shortened to `_MAX_EXCERPT_LENGTH`."""
    words = plain_text(text)
    return words if len(words) <= _MAX_EXCERPT_LENGTH else f"{words[:_MAX_EXCERPT_LENGTH].rsplit(' ', 1)[0]} …"


def _gaps(events: Sequence[TimelineEvent]) -> Iterator[ReviewQuestion]:
    """Yield questions about the longest gaps between events, in order of time.

    A gap has to be at least twice as long as the median gap of the timeline.
    """
    gaps = [(gap, a, b) for a, b in pairwise(events) if (gap := _positive(minutes_between(a.until or a.at, b.at)))]
    if not gaps:
        return
    usual = median(gap for gap, _, _ in gaps)
    long = sorted(
        (one for one in gaps if one[0] >= max(_MIN_GAP_MINUTES, 2 * usual)), key=lambda one: (-one[0], one[1].line)
    )
    for gap, before, after in sorted(long[:_MAX_GAPS], key=lambda one: one[1].line):
        yield ReviewQuestion(
            f"Nothing is recorded for {format_duration(gap)} between {_event_label(before)} and {_event_label(after)}. "
            "What was going on, and what was everybody waiting for?",
            before.line,
        )


def _decisions(events: Sequence[TimelineEvent]) -> Iterator[ReviewQuestion]:
    found = (one for one in events if one.kind is EventKind.DECISION or _DECISION.search(one.text))
    for event in islice(found, _MAX_DECISIONS):
        yield ReviewQuestion(
            f"{_event_label(event)}: what was known at that moment, what made it sensible, "
            f"and what else was considered?",
            event.line,
        )


def _attempts(events: Sequence[TimelineEvent]) -> Iterator[ReviewQuestion]:
    for event in islice((one for one in events if _ATTEMPT.search(one.text)), _MAX_ATTEMPTS):
        yield ReviewQuestion(
            f"{_event_label(event)}: what had made it worth trying, and what did it teach?", event.line
        )


def _evidence(events: Sequence[TimelineEvent]) -> Iterator[ReviewQuestion]:
    unsourced = [event for event in events if not event.source and "](" not in event.text and "http" not in event.text]
    if unsourced:
        yield ReviewQuestion(
            f"{len(unsourced)} of {len(events)} events name no source. Who remembers, and where can it be looked up?",
            unsourced[0].line,
        )


def _event_label(event: TimelineEvent) -> str:
    clock = event.at.clock or event.at.day if event.at else ""
    return f"{clock or ''} “{excerpt(event.text)}”".strip()


def _wait(start: Moment | None, end: Moment | None) -> str:
    """Return a duration in words; empty if it is shorter than `_MIN_WAIT_MINUTES` or unknown."""
    minutes = minutes_between(start, end) or 0
    return format_duration(minutes) if minutes >= _MIN_WAIT_MINUTES else ""


def _positive(minutes: int | None) -> int | None:
    return minutes if minutes and minutes > 0 else None


_MAX_ITEMS = 6
"""The maximum number of factors, and of open actions of one past incident, that questions are asked about."""


def ask_about_factors(document: Postmortem, taxonomy: Taxonomy) -> Iterator[ReviewQuestion]:
    """Yield a question about each contributing factor, and one more if there is only one factor."""
    for factor in islice(document.described_factors, _MAX_ITEMS):
        name = taxonomy.term(Vocabulary.FACTORS, factor.id).name if factor.id else ""
        label = ": ".join(filter(None, (name, excerpt(factor.text))))
        yield ReviewQuestion(f"“{label}”: since when, where else is it so, and what made it normal?", factor.line)
    if max(len(document.factor_ids), len(document.described_factors)) == 1:
        yield ReviewQuestion(
            "Only one factor is named. What made it worse, and what made it last?", document.factors[0].line
        )


def ask_about_actions(document: Postmortem, today: str) -> Iterator[ReviewQuestion]:
    """Yield questions about unsettled action items that have no owner or due date, or are past it."""
    for action in document.actions:
        if action.is_settled:
            continue
        label = f"“{excerpt(action.text)}”"
        missing = [noun for noun, value in (("owner", action.owner), ("date", action.due)) if not value]
        if missing:
            yield ReviewQuestion(
                f"{label} has no {' and no '.join(missing)}. Who takes it, and until when?", action.line
            )
        elif action.is_past_due(today):
            yield ReviewQuestion(
                f"{label} was due {action.due}. What is in the way, and is it still the right thing?", action.line
            )


def ask_about_past(document: Postmortem, matches: Iterable[Match]) -> Iterator[ReviewQuestion]:
    """Yield questions about similar earlier incidents, and about actions of theirs that were open at the time.

    Args:
        document: The document under review.
        matches: Similar incidents, best first; later ones are skipped.
    """
    for match in matches:
        past = match.document
        if document.date and past.date and past.date > document.date:
            continue
        reason = f" ({match.reason})" if match.reason else ""
        yield ReviewQuestion(
            f"{_document_label(past)}{reason}: what was learned there, and how would those on call have met it?"
        )
        for action in islice((one for one in past.actions if _was_open(one, document)), _MAX_ITEMS):
            due = f", due {action.due}" if action.due else ""
            yield ReviewQuestion(
                f"{_document_label(past)} had the action “{excerpt(action.text)}” open{due}: "
                "was it known, would it have changed this, and what kept it from being done?"
            )


def _document_label(past: Postmortem) -> str:
    return f"{past.id} “{excerpt(past.title)}”" if past.id_declared else f"“{excerpt(past.title)}”"


def _was_open(action: ActionItem, document: Postmortem) -> bool:
    """Whether an action of an earlier incident was open on the day of this one: it still is, or was done later."""
    if action.state is ActionStatus.WONT_DO:
        return False
    done = action.done_on
    return action.is_open or bool(done and document.date and done[: len(document.date)] > document.date)
