"""Template data of a row in lists of incidents: made once for each document, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import SERVICES
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status
from mkdocs_postmortems.core.moments import format_date, format_duration, minutes_between
from mkdocs_postmortems.core.pages.charts import PhaseEnd, duration_segments, phase_ends
from mkdocs_postmortems.core.pages.severity_marks import SeverityMark, find_severity_mark

STATUS_FLAGS = {
    Status.DRAFT: Message("Draft"),
    Status.IN_REVIEW: Message("In review"),
    Status.SUPERSEDED: Message("Superseded"),
    Status.WITHDRAWN: Message("Withdrawn"),
}
"""Labels of the document statuses that lists mention."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A row of a list of incidents."""

    uri: str
    title: str
    severity: SeverityMark | None
    services: tuple[PageLink, ...]
    lasted: str
    """Duration such as `1 h 48 min`; empty if unknown."""
    phases: tuple[PhaseEnd, ...]
    """Where its phases end, first to last; empty if fewer than two are known."""
    date: str
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty."""
    day: str
    """The date in words; empty if unknown."""
    flag: str
    """A status or kind that lists mention, such as `Draft` or `Notice`; empty for an ordinary postmortem."""
    year: str
    """`YYYY`, or `Without a date`."""
    digest: str
    """Digest of the document's text."""


def incident_row(facets: Facets, document: Postmortem) -> IncidentRow:
    """Return the row of a document."""
    return IncidentRow(
        uri=document.path,
        title=document.title,
        severity=find_severity_mark(facets, document.severity),
        services=facets.refs(document, SERVICES),
        lasted=format_incident_duration(document),
        phases=phase_ends(duration_segments(document)),
        date=document.date or "",
        day=format_date(document.date),
        flag=_flag(document),
        year=document.year or Message("Without a date"),
        digest=document.digest,
    )


def format_incident_duration(document: Postmortem) -> str:
    """Return the duration from start to resolution, or else to mitigation, in words; empty if unknown."""
    minutes = duration_minutes(document)
    return "" if minutes is None else format_duration(minutes)


def duration_minutes(document: Postmortem) -> int | None:
    """Return the minutes from start to resolution, or else to mitigation; `None` if unknown."""
    for end in (document.resolved_at, document.mitigated_at):
        minutes = minutes_between(document.started_at, end)
        if minutes is not None and minutes >= 0:
            return minutes
    return None


def _flag(document: Postmortem) -> str:
    if document.status in STATUS_FLAGS:
        return STATUS_FLAGS[document.status]
    return {DocumentKind.NOTICE: Message("Notice"), DocumentKind.PAGE: Message("Maintenance")}.get(document.kind, "")
