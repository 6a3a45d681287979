"""The answers of an author of a new postmortem, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_postmortems.core.model import IncidentType, Moment
from mkdocs_postmortems.core.yaml_writer import clean_line

_REVIEW_PERIOD = timedelta(hours=72)
"""The time from the start of the incident to the day by which it should be reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The facts about an incident that `postmortems new` puts into a template; empty where they are not known."""

    title: str
    today: date
    id: str = ""
    type: IncidentType | None = None
    severity: str = ""
    """The id of a severity in the taxonomy."""
    services: tuple[str, ...] = ()
    start: Moment | None = None
    timezone: str = ""
    audience: str = ""
    related: tuple[tuple[str, str], ...] = ()
    """Pairs of the kind of a relation, such as `recurrence_of`, and the id or path of its target."""

    @property
    def day(self) -> str:
        """The day of the incident, or its month or year if no more is known; today if nothing is."""
        return self.start.iso.split("T")[0] if self.start and ":" not in self.start.iso[:5] else self.today.isoformat()

    @property
    def review_due(self) -> str:
        """The day by which to review it: three days after the start, or three days from today if that has passed."""
        began = date.fromisoformat(self.start.day) if self.start and self.start.day else self.today
        due = began + _REVIEW_PERIOD
        return (due if due >= self.today else self.today + _REVIEW_PERIOD).isoformat()

    def fields(self) -> Iterator[tuple[str, str | tuple[str, ...] | dict[str, list[str]]]]:
        """Yield the fields of the front matter with their values; those without an answer have an empty value."""
        yield from (("id", self.id), ("title", clean_line(self.title)), ("type", self.type.value if self.type else ""))
        yield from (("severity", self.severity), ("audience", self.audience), ("timezone", self.timezone))
        yield "started_at", _format_moment(self.start) if self.start else "unknown"
        yield "services", self.services
        related: dict[str, list[str]] = {}
        for kind, target in self.related:
            related.setdefault(kind, []).append(target)
        yield "related", related


def _format_moment(moment: Moment) -> str:
    """Return a moment as a front matter value, such as `~2024-03-07 14:32 UTC`."""
    zone = f" {moment.zone}" if moment.zone and moment.clock else ""
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{zone}"
