"""When it started, was detected, acknowledged, mitigated and resolved: declared, stated in a field, or an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.frontmatter import Fields
from mkdocs_postmortems.core.model import Moment, TimelineEvent
from mkdocs_postmortems.core.parse import declared
from mkdocs_postmortems.core.parse.body import Body
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.found import Found
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.stamps import Stamp, read_stamp
from mkdocs_postmortems.core.parse.words import phrases

_TABLE = {
    "started_at": """started | start | incident started | incident start | outage starts | impact start
        | start of impact | impact starts""",
    "detected_at": "first detected | detected | incident detected | detection",
    "acknowledged_at": "acknowledged | incident declared | declared | incident is declared",
    "mitigated_at": "repaired | mitigated | incident mitigated",
    "resolved_at": "resolved | incident resolved | incident is resolved | end | all clear | incident closed",
}
_EVENTS = {name: frozenset(phrases(row)) for name, row in _TABLE.items()}
"""Events that are called by the milestone's name alone: `14:22 First detected`."""


def read_milestones(fields: Fields, body: Body) -> Mapping[str, Found[Moment] | None]:
    """Return the moments by name; the line is `None` if the front matter declares it."""
    return {name: _milestone(name, fields, body) for name in declared.MILESTONES}


def read_stated_day(fields: Fields, body: Body) -> Found[str] | None:
    """Read the day from a field such as `Date: 3 May 2021`."""
    field = body.fields.get("date")
    stamp = read_stamp(field.value) if field else None
    if field is None or stamp is None or not stamp.has_day or stamp.year is None:
        return None
    moment = Calendar(declared.first_day(fields), day_first=body.day_first).moment(stamp)
    return Found(moment.day, field.line) if moment and moment.day else None


def _milestone(name: str, fields: Fields, body: Body) -> Found[Moment] | None:
    if moment := declared.milestone(fields, name):
        return Found(_in_zone(moment, body.zone), None)
    field = body.fields.get(name)
    stamp = read_stamp(field.value, soft=True) if field else None
    if field and stamp and (stamp.has_clock or stamp.has_day):
        stated = _stated(stamp, fields, body)
        return Found(stated, field.line) if stated else None
    return _event(_EVENTS[name], body.timeline.events)


def _stated(stamp: Stamp, fields: Fields, body: Body) -> Moment | None:
    """The moment a field states; a day that it leaves out is the timeline's first."""
    first = next((event.at.day for event in body.timeline.events if event.at and event.at.day), None)
    moment = Calendar(first or declared.first_day(fields), day_first=body.day_first).moment(stamp)
    if moment is None or not (moment.day or stamp.has_clock):
        return None
    return replace(moment, zone=stamp.zone or body.zone) if stamp.has_clock else moment


def _event(names: frozenset[str], events: Sequence[TimelineEvent]) -> Found[Moment] | None:
    for event in events:
        if event.at and plain(event.text).casefold().strip(" :.-*") in names:
            return Found(event.at, event.line)
    return None


def _in_zone(moment: Moment, zone: str | None) -> Moment:
    """A declared clock without a zone is in the document's."""
    return replace(moment, zone=zone) if zone and not moment.zone and ":" in moment.iso else moment
