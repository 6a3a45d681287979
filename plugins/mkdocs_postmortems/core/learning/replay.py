"""Plans the replay of an incident: its timeline, shown step by step to somebody who does not know how it ended.

A drill begins when somebody is alerted. What happened before that is kept for the end, because responders did not know
it either; then each thing that was found, decided or done is asked for before it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from mkdocs_postmortems.core.model import EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.moments import minutes_between

MIN_QUESTIONS = 2
"""Questions without which there is nothing to practise."""

_SEEN = frozenset({EventKind.IMPACT, EventKind.DETECTION, EventKind.CHANGE})
"""Kinds of events that happen to responders; all others are what responders do."""
_ALARM = re.compile(
    r"\b(?:alert(?:s|ed|ing)?|alarm(?:s|ed)?|page[ds]?|paging|pagerduty|opsgenie|notif(?:y|ied|ication)|notice[ds]?"
    r"|(?:became|becomes?|made) aware|ping(?:s|ed)|inform(?:s|ed)?|detect(?:s|ed|ion)?|report(?:s|ed|ing)?"
    r"|complain(?:s|ed|ts?)?|tickets?)\b",
    re.IGNORECASE,
)
"""Words of an event by which somebody learns that something is wrong."""

_SYMPTOM = re.compile(
    r"\b(?:down|outage|unavailable|unreachable|unresponsive|unhealthy|fail(?:s|ed|ing|ures?)|errors?|degraded|slow(?:er|ly)?|crash\w*"
    r"|time(?:s|d)?[ -]?outs?|[45]\d\d|not (?:responding|loading|working))\b",
    re.IGNORECASE,
)
"""Words of an event by which somebody could have learned it, for timelines that do not say when anybody did."""


class ReplayRole(StrEnum):
    """How an event takes part in a replay."""

    BEFORE = "before"
    """Happened before anybody was alerted: shown at the end."""
    SHOWN = "shown"
    """Shown together with the event before it."""
    ASKED = "asked"
    """Shown after the question what to do next."""


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """An event of a replay."""

    role: ReplayRole
    minutes: int | None
    """Minutes since the event before it; `None` if they are not known or it is the first one."""


def plan_replay(document: Postmortem) -> tuple[ReplayStep, ...]:
    """Return a step for each event of the timeline; nothing where there is too little to ask."""
    events, alarm = document.timeline, _find_alarm(document)
    roles = [_role(events, place, alarm) for place in range(len(events))]
    if roles.count(ReplayRole.ASKED) < MIN_QUESTIONS:
        return ()
    return tuple(ReplayStep(role, _minutes_since_last(events, place, alarm)) for place, role in enumerate(roles))


def _find_alarm(document: Postmortem) -> int:
    """Return the index of the event by which somebody first knew: labelled, at the time of detection, or by its words.

    Words count in the first half only: later ones are of those who are told how it goes on.
    """
    events = document.timeline
    labelled = (n for n, event in enumerate(events) if event.kind is EventKind.DETECTION)
    timed = (n for n, event in enumerate(events) if _is_not_before(document.detected_at, event.at))
    early = list(enumerate(events[: len(events) // 2]))
    worded = (n for cue in (_ALARM, _SYMPTOM) for n, event in early if cue.search(event.text))
    return next(chain(labelled, timed, worded), 0)


def _is_not_before(detected: Moment | None, at: Moment | None) -> bool:
    minutes = minutes_between(detected, at)
    return minutes is not None and minutes >= 0


def _role(events: Sequence[TimelineEvent], place: int, alarm: int) -> ReplayRole:
    if place < alarm:
        return ReplayRole.BEFORE
    if place == alarm or events[place].kind in _SEEN or _is_together(events[place - 1], events[place]):
        return ReplayRole.SHOWN
    return ReplayRole.ASKED


def _is_together(last: TimelineEvent, event: TimelineEvent) -> bool:
    """Return whether an event happened in the same minute as the one before it, or has no time of its own."""
    return event.at is None or (last.at is not None and last.at.iso == event.at.iso)


def _minutes_since_last(events: Sequence[TimelineEvent], place: int, alarm: int) -> int | None:
    if place in (0, alarm):
        return None
    minutes = minutes_between(events[place - 1].at, events[place].at)
    return minutes if minutes is not None and minutes >= 0 else None
