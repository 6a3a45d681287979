"""Times that front matter declares."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.frontmatter import FrontMatterFields
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import format_zone

_YEAR = re.compile(r"\d{4}(?!\d)")
"""What begins with a year, unlike `14:32` or a text that is no time."""
MILESTONES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


def declared_milestone(fields: FrontMatterFields, name: str) -> Moment | None:
    """Return a declared milestone; a `date` with a time is the start if an end is declared, else a publication time."""
    declared: Moment | None = getattr(fields, name)
    if declared is None and name == "started_at" and fields.date and fields.date.clock and fields.resolved_at:
        return fields.date
    return declared


def declared_zone(fields: FrontMatterFields, *, date_is_start: bool) -> str | None:
    """Return the zone of the first declared time that has one.

    Args:
        fields: The front matter.
        date_is_start: Whether `date` is the start, as on status pages, rather than the stamp of a post, whose zone says
            nothing of the incident.
    """
    moments = [declared_milestone(fields, name) for name in MILESTONES] + ([fields.date] if date_is_start else [])
    written = next((moment.zone for moment in moments if moment and moment.zone), None)
    return format_zone(written) or None


def declared_first_day(fields: FrontMatterFields) -> str | None:
    """Return the day of `started_at`, `date` or `detected_at`, the first that is declared; maybe only month or year."""
    moments = (fields.started_at, fields.date, fields.detected_at)
    return next((_day(moment) for moment in moments if moment and _YEAR.match(moment.iso)), None)


def _day(moment: Moment) -> str:
    """Return a moment without its time of day."""
    return moment.iso.partition("T")[0]


def declared_start_day(fields: FrontMatterFields) -> str | None:
    """Return the day or the month of `started_at`."""
    return _day(fields.started_at) if fields.started_at and "-" in fields.started_at.iso else None


def declared_date(fields: FrontMatterFields) -> str | None:
    """Return the `date`, which may be the day of publication."""
    return _day(fields.date) if fields.date and _YEAR.match(fields.date.iso) else None
