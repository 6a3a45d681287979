"""Questions that a timeline raises: silences, decisions, attempts, and how long things took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import in_words, minutes_between
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.questions.sheet import Question

_SILENCE = 15
"""Minutes; people type less than they do."""
_WAIT = 5
_MOST_SILENCES = 3
_MOST_DECISIONS = 5
_MOST_ATTEMPTS = 3
_LONGEST = 100
_DECISION = re.compile(r"\b(?:decid\w+|decision|agree[ds]?|chose|choose|opt(?:ed)? (?:for|to))\b", re.IGNORECASE)
_ATTEMPT = re.compile(
    r"\b(?:no effect|no change|no improvement|without (?:effect|success)|(?:did|does) not (?:help|work)"
    r"|didn't (?:help|work)|unsuccessful\w*|to no avail|still (?:failing|down|broken))\b",
    re.IGNORECASE,
)


def ask_about_timeline(document: Postmortem) -> Iterator[Question]:
    """Yield questions about what happened when."""
    yield from _silences(document.timeline)
    yield from _decisions(document.timeline)
    yield from _attempts(document.timeline)
    yield from _evidence(document.timeline)


def ask_about_detection(document: Postmortem) -> Iterator[Question]:
    """Yield questions about the time until somebody knew, and until somebody worked on it."""
    line = document.lines.get("detected_at")
    if wait := _positive(minutes_between(document.started_at, document.detected_at)):
        yield Question(
            f"It went on for {in_words(wait)} before it was noticed. What was there to be seen, by whom?", line
        )
    if wait := _positive(minutes_between(document.detected_at, document.acknowledged_at)):
        yield Question(
            f"From the first sign until somebody worked on it took {in_words(wait)}. What was in the way?", line
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
    words = plain(text)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _silences(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    """Yield the longest times of which nothing is told, as they come."""
    gaps = [(gap, a, b) for a, b in pairwise(events) if (gap := _positive(minutes_between(a.until or a.at, b.at)))]
    if not gaps:
        return
    usual = median(gap for gap, _, _ in gaps)
    long = sorted((one for one in gaps if one[0] >= max(_SILENCE, 2 * usual)), key=lambda one: (-one[0], one[1].line))
    for gap, before, after in sorted(long[:_MOST_SILENCES], key=lambda one: one[1].line):
        yield Question(
            f"Nothing is told of {in_words(gap)} between {_named(before)} and {_named(after)}. What was going on, and "
            "what was everybody waiting for?",
            before.line,
        )


def _decisions(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    found = (one for one in events if one.kind is EventKind.DECISION or _DECISION.search(one.text))
    for event in islice(found, _MOST_DECISIONS):
        yield Question(
            f"{_named(event)}: what was known at that moment, what made it sensible, and what else was considered?",
            event.line,
        )


def _attempts(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    for event in islice((one for one in events if _ATTEMPT.search(one.text)), _MOST_ATTEMPTS):
        yield Question(f"{_named(event)}: what had made it worth trying, and what did it teach?", event.line)


def _evidence(events: Sequence[TimelineEvent]) -> Iterator[Question]:
    bare = [event for event in events if not event.source and "](" not in event.text and "http" not in event.text]
    if bare:
        yield Question(
            f"{len(bare)} of {len(events)} events name no source. Who remembers, and where can it be looked up?",
            bare[0].line,
        )


def _named(event: TimelineEvent) -> str:
    clock = event.at.clock or event.at.day if event.at else ""
    return f"{clock or ''} “{excerpt(event.text)}”".strip()


def _wait(start: Moment | None, end: Moment | None) -> str:
    """Return a time that is long enough to ask about, in words."""
    minutes = minutes_between(start, end) or 0
    return in_words(minutes) if minutes >= _WAIT else ""


def _positive(minutes: int | None) -> int | None:
    return minutes if minutes and minutes > 0 else None
