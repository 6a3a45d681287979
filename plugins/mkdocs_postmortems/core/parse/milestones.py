"""Finds when an incident started, was detected, acknowledged, mitigated and resolved, in fields and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.frontmatter import FrontMatterFields
from mkdocs_postmortems.core.model import Moment, TimelineEvent
from mkdocs_postmortems.core.parse.body import Body
from mkdocs_postmortems.core.parse.incident_times import declared
from mkdocs_postmortems.core.parse.incident_times.incident_date import is_later_report
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.inline import parse_phrases, plain_text
from mkdocs_postmortems.core.source import Located
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_EVENT_NAMES = {
    "started_at": """started | start | incident started | incident start | outage starts | impact start
        | start of impact | impact starts""",
    "detected_at": "first detected | detected | incident detected | detection",
    "acknowledged_at": "acknowledged | incident declared | declared | incident is declared",
    "mitigated_at": "repaired | mitigated | incident mitigated",
    "resolved_at": "resolved | incident resolved | incident is resolved | end | all clear | incident closed",
}
_MILESTONE_EVENTS = {name: frozenset(parse_phrases(row)) for name, row in _EVENT_NAMES.items()}
"""Texts of events that are only the name of a milestone: `14:22 First detected`."""


def parse_milestones(fields: FrontMatterFields, body: Body) -> Mapping[str, Located[Moment] | None]:
    """Return the milestones by name; the line of one that front matter declares is `None`."""
    resolver = _resolver(fields, body)
    return {name: _milestone(name, fields, body, resolver) for name in declared.MILESTONES}


def parse_stated_day(fields: FrontMatterFields, body: Body) -> Located[str] | None:
    """Return the day of a field of the body such as `Date: 3 May 2021`."""
    field = body.stated_fields.get("date")
    timestamp = parse_timestamp(field.value) if field else None
    if field is None or timestamp is None or not timestamp.has_day or timestamp.year is None:
        return None
    moment = TimestampResolver(declared.declared_first_day(fields), day_first=body.day_first).resolve(timestamp)
    if moment is None or moment.day is None or is_later_report(moment.day, body.timeline.events):
        return None
    return Located(moment.day, field.line)


def _resolver(fields: FrontMatterFields, body: Body) -> TimestampResolver:
    """Return what resolves the times of fields one after another, so that they may pass midnight."""
    first = next((event.at.day for event in body.timeline.events if event.at and event.at.day), None)
    return TimestampResolver(first or declared.declared_first_day(fields), day_first=body.day_first)


def _milestone(name: str, fields: FrontMatterFields, body: Body, resolver: TimestampResolver) -> Located[Moment] | None:
    if moment := declared.declared_milestone(fields, name):
        return Located(_with_zone(moment, body.zone), None)
    field = body.stated_fields.get(name)
    timestamp = parse_timestamp(field.value, allow_preposition=True) if field else None
    if field and timestamp and (timestamp.has_clock or timestamp.has_day):
        stated = _stated_moment(timestamp, resolver, body.zone)
        return Located(stated, field.line) if stated else None
    return _milestone_event(_MILESTONE_EVENTS[name], body.timeline.events)


def _stated_moment(timestamp: Timestamp, resolver: TimestampResolver, zone: str | None) -> Moment | None:
    """Return the moment that a field states; without a day, on that of the field before or of the timeline."""
    moment = resolver.resolve(timestamp)
    if moment is None or not (moment.day or timestamp.has_clock):
        return None
    return replace(moment, zone=timestamp.zone or zone) if timestamp.has_clock else moment


def _milestone_event(names: frozenset[str], events: Sequence[TimelineEvent]) -> Located[Moment] | None:
    for event in events:
        if event.at and plain_text(event.text).casefold().strip(" :.-*") in names:
            return Located(event.at, event.line)
    return None


def _with_zone(moment: Moment, zone: str | None) -> Moment:
    """Return a declared time without a zone in the zone of the document."""
    return replace(moment, zone=zone) if zone and not moment.zone and ":" in moment.iso else moment
