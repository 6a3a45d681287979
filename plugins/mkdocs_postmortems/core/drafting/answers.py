"""What is known about an incident before anything is written about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.yaml_writer import clean_line

_REVIEW_PERIOD = timedelta(hours=72)
"""Memories fade, and so does the willingness to change something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers; empty where somebody does not know."""

    title: str
    today: date
    id: str = ""
    type: IncidentType | None = None
    severity: str = ""
    """Id in the taxonomy."""
    services: tuple[str, ...] = ()
    start: Moment | None = None
    timezone: str = ""
    audience: str = ""
    related: tuple[tuple[str, str], ...] = ()
    """Relation and target."""

    @property
    def day(self) -> str:
        """The day of the incident as far as it is known, else today."""
        return self.start.iso.split("T")[0] if self.start and ":" not in self.start.iso[:5] else self.today.isoformat()

    @property
    def review_due(self) -> str:
        """The day by which it is to be reviewed: three days after it began; of one long past, three days from now."""
        began = date.fromisoformat(self.start.day) if self.start and self.start.day else self.today
        due = began + _REVIEW_PERIOD
        return (due if due >= self.today else self.today + _REVIEW_PERIOD).isoformat()

    def fields(self) -> Iterator[tuple[str, str | tuple[str, ...] | dict[str, list[str]]]]:
        """Yield the fields of the front matter that have an answer."""
        yield from (("id", self.id), ("title", clean_line(self.title)), ("type", self.type.value if self.type else ""))
        yield from (("severity", self.severity), ("audience", self.audience), ("timezone", self.timezone))
        yield "started_at", _format_moment(self.start) if self.start else "unknown"
        yield "services", self.services
        related: dict[str, list[str]] = {}
        for kind, target in self.related:
            related.setdefault(kind, []).append(target)
        yield "related", related


def _format_moment(moment: Moment) -> str:
    """Return a moment as a field of front matter says it."""
    zone = f" {moment.zone}" if moment.zone and moment.clock else ""
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{zone}"
