"""How incidents were found and worked up: detection, recurrence, reviews, participation, evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.insights.durations import Duration, DurationName, measure
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.model import Postmortem, RelationKind

CUSTOMER_REPORT = "customer-report"
"""The detection of the taxonomy that means that customers were first."""
REVIEW_HOURS = 72
"""Within how many hours after its end an incident should be reviewed."""


def told_by_customers(incidents: Sequence[Postmortem]) -> Proportion:
    """Return how many of the incidents with a stated detection customers reported first."""
    stated = [document for document in incidents if document.detection]
    return Proportion(tuple(d for d in stated if d.detection == CUSTOMER_REPORT), len(stated))


def recurring(incidents: Sequence[Postmortem]) -> Proportion:
    """Return how many incidents happened before, as their documents declare (`recurrence_of`)."""
    having = (d for d in incidents if any(one.kind is RelationKind.RECURRENCE_OF for one in d.relations))
    return Proportion(tuple(having), len(incidents))


def reviewed_in_time(incidents: Sequence[Postmortem]) -> Proportion:
    """Return how many of the incidents with a known time to review were reviewed within `REVIEW_HOURS`.

    A review whose time of day is not stated counts by the day.
    """
    measured = [measure(DurationName.REVIEW, document) for document in incidents]
    known = [one for one in measured if isinstance(one, Duration)]
    having = tuple(one.document for one in known if one.minutes <= REVIEW_HOURS * 60)
    return Proportion(having, len(known))


@dataclass(frozen=True, slots=True)
class Participation:
    """How many of those invited to reviews came."""

    documents: tuple[Postmortem, ...]
    """Incidents that state both numbers."""
    invited: int
    attended: int


def participation(incidents: Sequence[Postmortem]) -> Participation:
    """Add up the participants of reviews."""
    known = tuple(d for d in incidents if d.invited and d.attended is not None)
    return Participation(known, sum(d.invited or 0 for d in known), sum(d.attended or 0 for d in known))


_LINK = re.compile(r"\]\(|https?://|<https?:")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many events of timelines name what shows them: a link, or a source."""

    documents: tuple[Postmortem, ...]
    """Incidents with a timeline."""
    events: int
    shown: int
    """Events with a link or an entry in the column of sources."""


def evidence(incidents: Sequence[Postmortem]) -> Evidence:
    """Count the events of all timelines, and those with evidence."""
    events = [event for document in incidents for event in document.timeline]
    shown = sum(bool(event.source) or _LINK.search(event.text) is not None for event in events)
    return Evidence(tuple(d for d in incidents if d.timeline), len(events), shown)
