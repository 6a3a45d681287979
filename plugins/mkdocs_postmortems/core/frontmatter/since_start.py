"""Places the times of front matter that count from the start of the incident: `resolved_at: T+1h30`."""

from __future__ import annotations

from datetime import datetime, timedelta

from mkdocs_postmortems.core.located_values import LocatedStr, LocatedValue
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.timestamps import parse_elapsed

_PLACED = ("detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


def place_since_start(values: dict[str, LocatedValue]) -> dict[str, LocatedValue]:
    """Return the values with times since the start as dates; without a start they stay, and are reported as no date."""
    start = _start(values.get("started_at"))
    return {name: _placed(value, start) if start and name in _PLACED else value for name, value in values.items()}


def _start(value: LocatedValue) -> Moment | None:
    try:
        start = parse_moment(value) if isinstance(value, LocatedStr) else None
    except ValueError:
        return None
    return start if start and start.day and start.clock else None


def _placed(value: LocatedValue, start: Moment) -> LocatedValue:
    elapsed = parse_elapsed(value.strip()) if isinstance(value, LocatedStr) else None
    if not isinstance(value, LocatedStr) or elapsed is None or elapsed.end < len(value.strip()):
        return value
    moment = datetime.fromisoformat(start.iso) + timedelta(minutes=elapsed.minutes)
    text = f"{'~' if start.approx else ''}{moment.isoformat(' ', 'minutes')} {start.zone or ''}"
    return LocatedStr(text.rstrip(), value.line)
