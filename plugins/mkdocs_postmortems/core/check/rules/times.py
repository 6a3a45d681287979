"""Rules PC120 to PC125: missing, wrong and ambiguous time zones, times out of order, and implausible dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_postmortems.core.check.rule import INCIDENTS, Rule, RuleContext
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import IncidentType, Moment, TimelineEvent
from mkdocs_postmortems.core.moments import format_duration, minutes_between
from mkdocs_postmortems.core.parse.incident_times.declared import MILESTONES
from mkdocs_postmortems.core.time_zones import SEASONS, SHARED_ABBREVIATIONS

_EXPECTED_ORDER = (
    ("started_at", "detected_at"),
    ("detected_at", "acknowledged_at"),
    ("started_at", "mitigated_at"),
    ("mitigated_at", "resolved_at"),
    ("started_at", "resolved_at"),
)
"""Pairs of milestones whose order is fixed. Others may be swapped: an incident may be over before it is detected."""
_WEEK = 7 * 24 * 60
"""Minutes."""


def unset_zones(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic if the document has clock times without a time zone."""
    clocks = [moment for moment in _moments(context) if moment.clock]
    zoneless = [moment for moment in clocks if moment.zone is None]
    if not zoneless or context.document.timezone:
        return
    line = next((event.line for event in context.document.timeline if event.at and event.at.clock), None)
    yield context.diagnostic(
        _first_clock(context) or line or 1,
        f"{len(zoneless)} times have no time zone." if len(zoneless) > 1 else "a time has no time zone.",
        "Add `timezone:` to the front matter, or “All times in UTC” above the timeline.",
    )


def _first_clock(context: RuleContext) -> int | None:
    """Return the line of the first milestone with a clock time."""
    milestones = ((name, getattr(context.document, name)) for name in MILESTONES)
    found = (context.document.lines.get(name) for name, moment in milestones if moment and moment.clock)
    return next((line for line in found if line), None)


def _moments(context: RuleContext) -> Iterator[Moment]:
    document = context.document
    yield from (moment for name in MILESTONES if (moment := getattr(document, name)))
    yield from (event.at for event in document.timeline if event.at)


def out_of_season(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield abbreviations of summer time that are used in winter, and the reverse; each once."""
    seen = set()
    for moment, line in _dated(context):
        zone = (moment.zone or "").split(" ")[0].upper()
        season = SEASONS.get(zone)
        if zone in seen or season is None or not moment.day or not moment.clock:
            continue
        is_summer = _is_summer(season.place, moment.day)
        if is_summer is not None and is_summer is not (zone == season.summer):
            seen.add(zone)
            other = season.summer if is_summer else season.winter
            yield context.diagnostic(
                line,
                f"{zone!r} is not in use on {moment.day}; {season.place} is on {other} then.",
                _zone_suggestion(other, season.all_year),
                highlight=zone,
            )


def _zone_suggestion(other: str, all_year: str) -> str:
    return f"Did you mean {other!r}? {all_year} is valid all year." if all_year != other else f"Did you mean {other!r}?"


def shared_zones(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield abbreviations that stand for several zones; each once."""
    seen = set()
    for moment, line in _dated(context):
        zone = moment.zone or ""
        if moment.clock and zone in SHARED_ABBREVIATIONS and zone not in seen:
            seen.add(zone)
            *others, last = SHARED_ABBREVIATIONS[zone]
            message = f"{zone!r} is {', '.join(others)} or {last}, so its times are not converted."
            yield context.diagnostic(line, message, "Write the one that is meant.", highlight=zone)


def _dated(context: RuleContext) -> Iterator[tuple[Moment, int]]:
    document = context.document
    for name in MILESTONES:
        if moment := getattr(document, name):
            yield moment, document.lines.get(name, 1)
    for event in document.timeline:
        if event.at:
            yield event.at, event.line


def _is_summer(place: str, day: str) -> bool | None:
    """Whether a place is on summer time on a day and on its neighbours; `None` around a change and if unknown."""
    try:
        noon = datetime.fromisoformat(f"{day}T12:00")
    except ValueError:
        return None
    try:
        found = {bool((noon + timedelta(days=n)).replace(tzinfo=ZoneInfo(place)).dst()) for n in (-1, 0, 1)}
    except (OverflowError, KeyError, OSError):
        return None
    return found.pop() if len(found) == 1 else None


def milestones_backwards(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield milestones in the wrong order, unless both are in the front matter, where PM018 reports them."""
    document = context.document
    for first, then in _EXPECTED_ORDER:
        minutes = minutes_between(getattr(document, first), getattr(document, then))
        if (
            minutes is not None
            and minutes < 0
            and not (_in_front_matter(context, first) and _in_front_matter(context, then))
        ):
            early, late = getattr(document, then).iso, getattr(document, first).iso
            message = f"{then} ({early}) is before {first} ({late})."
            yield context.diagnostic(document.lines.get(then, 1), message, "Correct the one that is wrong.")


def _in_front_matter(context: RuleContext, name: str) -> bool:
    return context.document.lines.get(name, 0) < context.document.body_line


def events_outside(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield timeline events more than a week before the start or after the end of the incident."""
    document = context.document
    if document.type is IncidentType.EXERCISE or not document.started_at:
        return
    end = document.resolved_at or document.mitigated_at
    for event in document.timeline:
        if message := _outside(event, document.started_at, end):
            yield context.diagnostic(
                event.line, message, "Check its date; events long before the incident belong in the background section."
            )


def _outside(event: TimelineEvent, start: Moment, end: Moment | None) -> str | None:
    before = minutes_between(event.at, start)
    if before is not None and before > _WEEK:
        return f"this event is {format_duration(before)} before the incident started ({start.iso.replace('T', ' ')})."
    after = minutes_between(end, event.at)
    if after is not None and after > _WEEK and end:
        return f"this event is {format_duration(after)} after the incident ended ({end.iso.replace('T', ' ')})."
    return None


def in_the_future(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield the first milestone or event that is dated after tomorrow.

    One day is allowed, since it may already be tomorrow in the time zone of the document.
    """
    limit = (datetime.fromisoformat(context.today).replace(tzinfo=UTC) + timedelta(days=1)).date().isoformat()
    for moment, line in _dated(context):
        if moment.day and re.fullmatch(r"\d{4}-\d\d-\d\d", moment.day) and moment.day > limit:
            yield context.diagnostic(line, f"{moment.day} is in the future.", "Check the year.")
            return


RULES = (
    Rule(
        code="PC120",
        name="zone-unset",
        title="Times are given without a time zone.",
        rationale="A zone is never assumed, so durations cannot be compared with logs, and readers elsewhere cannot "
        "tell night from day. One line is enough for the whole document.",
        bad="## Timeline\n\n- 14:32 First errors",
        good="## Timeline\n\nAll times in UTC.\n\n- 14:32 First errors",
        find=unset_zones,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC121",
        name="zone-out-of-season",
        title="A summer time zone is used in winter, or the reverse.",
        rationale="CEST in January is an hour off, or copied from another document. People who compare the timeline "
        "with logs find nothing at that time. Zones that are in use somewhere all year are accepted.",
        bad="## Timeline (CEST)\n\n- 2024-01-15 14:32 First errors",
        good="## Timeline (CET)\n\n- 2024-01-15 14:32 First errors",
        find=out_of_season,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC122",
        name="milestones-out-of-order",
        title="Milestones are out of order.",
        rationale="Times to detection and to resolution are computed from these milestones, and a negative duration "
        "distorts the figures of all incidents. (Where both are in the front matter, `PM018` reports it.)",
        bad="Detected: 2024-03-07 14:20\n\n## Timeline\n\n- 14:32 Incident started",
        good="Detected: 2024-03-07 14:36\n\n## Timeline\n\n- 14:32 Incident started",
        find=milestones_backwards,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC123",
        name="event-outside",
        title="An event is more than a week before the incident or after its end.",
        rationale="It is mostly a wrong date, and it stretches the drawn timeline so far that the other events cannot "
        "be told apart. Events long before the incident are background.",
        bad="started_at: 2024-03-07 14:32\n\n## Timeline\n\n- 2023-03-07 14:36 The alert fires",
        good="started_at: 2024-03-07 14:32\n\n## Timeline\n\n- 2024-03-07 14:36 The alert fires",
        find=events_outside,
    ),
    Rule(
        code="PC124",
        name="in-the-future",
        title="Something is dated in the future.",
        rationale="A wrong year keeps the incident at the top of every list until that day.",
        bad="started_at: 2062-03-07 14:32",
        good="started_at: 2026-03-07 14:32",
        find=in_the_future,
        kinds=INCIDENTS,
    ),
    Rule(
        code="PC125",
        name="zone-ambiguous",
        title="An abbreviation stands for several time zones.",
        rationale="A zone is never guessed, so that readers elsewhere cannot have these times in their own zone, and "
        "nothing is compared with documents in other zones.",
        bad="## Timeline (IST)\n\n- 14:32 First errors",
        good="## Timeline (Asia/Kolkata)\n\n- 14:32 First errors",
        find=shared_zones,
        kinds=INCIDENTS,
        severity=Severity.INFO,
    ),
)
