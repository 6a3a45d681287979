"""What the front matter declares about when it happened."""

from __future__ import annotations

from mkdocs_postmortems.core.frontmatter import FrontMatterFields
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.time_zones import format_zone

MILESTONES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


def declared_milestone(fields: FrontMatterFields, name: str) -> Moment | None:
    """The declared milestone; a `date` with a time of day is a start if an end is declared, else a publication."""
    declared: Moment | None = getattr(fields, name)
    if declared is None and name == "started_at" and fields.date and fields.date.clock and fields.resolved_at:
        return fields.date
    return declared


def declared_zone(fields: FrontMatterFields) -> str | None:
    """The zone of the first milestone that has one."""
    moments = [getattr(fields, name) for name in (*MILESTONES, "date")]
    written = next((moment.zone for moment in moments if moment and moment.zone), None)
    return format_zone(written) or None


def declared_first_day(fields: FrontMatterFields) -> str | None:
    """The day of the first moment that is declared; part of a date if no more is known."""
    moment = fields.started_at or fields.date or fields.detected_at
    return moment.iso[:10] if moment and moment.iso[:1].isdigit() and ":" not in moment.iso[:5] else None


def declared_start_day(fields: FrontMatterFields) -> str | None:
    """The day of `started_at`, or its month."""
    return fields.started_at.iso[:10] if fields.started_at and "-" in fields.started_at.iso else None


def declared_date(fields: FrontMatterFields) -> str | None:
    """The `date`, which may be the day of publication."""
    return fields.date.iso[:10] if fields.date and fields.date.iso[:1].isdigit() else None
