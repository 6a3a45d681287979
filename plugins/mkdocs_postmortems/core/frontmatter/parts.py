"""Keys that people write at the top although they belong inside a field: `lead` into `roles`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.names import snake
from mkdocs_postmortems.core.urls import is_web_address
from mkdocs_postmortems.core.written import Table, Text, Value

_LONE = {
    "impact": "description",
    "related": "see_also",
    "links": "links",
    "roles": "responders",
    "provenance": "source",
}
"""What a text or list means where a mapping is expected."""
_PARTS_OF = {
    ("roles", "incident_commander"): "lead incident_lead incident_commander ic",
    ("roles", "owner"): "owner owners postmortem_owner",
    ("roles", "authors"): "author authors written_by",
    ("roles", "facilitator"): "facilitator",
    ("roles", "scribe"): "scribe",
    ("roles", "responders"): "responders responder responding_teams",
    ("participants", "attended"): "attendees attended",
    ("learning", "start_here"): "start_here",
}
_SAME_NAME = {
    "impact": "duration downtime customers_affected users_affected error_budget",
    "related": "recurrence_of duplicate_of caused_by follow_up_of supersedes see_also",
    "links": """tracker ticket jira issue slack slack_channel dashboard dashboards pull_request pull_requests pr
        status_page incident_url source_url archive_url url""",
    "provenance": "imported_from imported_at",
}
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {key: part for part, keys in _PARTS_OF.items() for key in keys.split()}
    | {key: (field, key) for field, keys in _SAME_NAME.items() for key in keys.split()}
)
"""Key -> the field and the part of it that the key stands for."""


def gathered(table: Table) -> Table:
    """Return the table with keys that stand for a part of a field moved into it: `lead` into `roles`."""
    if not any(snake(key) in PARTS for key in table):
        return table
    result = Table(table.line)
    for key, value in table.items():
        if snake(key) not in PARTS:
            result.set(Text(key, table.lines[key]), value)
    for key, value in table.items():
        field, part = PARTS.get(snake(key), ("", ""))
        if field and value is not None and _belongs(snake(key), value):
            _move(result, field, Text(part, table.lines[key]), value)
    return result


def _belongs(key: str, value: Value) -> bool:
    """Whether the value is one of ours; a site generator's `url` is its own path."""
    return key not in ("url", "issue", "archive_url", "source_url") or (
        isinstance(value, Text) and is_web_address(value)
    )


def _move(table: Table, field: str, part: Text, value: Value) -> None:
    inside = table.get(field)
    if not isinstance(inside, Table):
        lone, inside = inside, Table(part.line)
        if lone is not None:
            inside.set(Text(_LONE.get(field, field), table.lines[field]), lone)
        table.set(Text(field, part.line), inside)
    if part not in inside:
        copy = Table(inside.line)
        for key, item in inside.items():
            copy.set(Text(key, inside.lines[key]), item)
        copy.set(part, value)
        table.set(Text(field, table.lines[field]), copy)
