"""Moves top-level keys into the field that they belong to, such as `lead` into `roles`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.located_values import LocatedDict, LocatedStr, LocatedValue
from mkdocs_postmortems.core.name_matching import to_snake_case
from mkdocs_postmortems.core.urls import is_web_address

_DEFAULT_KEY = {
    "impact": "description",
    "related": "see_also",
    "links": "links",
    "roles": "responders",
    "provenance": "source",
}
"""The key that a text or list gets in a field that is a mapping."""
_NESTED_KEYS_BY_PLACE = {
    ("roles", "incident_commander"): "lead incident_lead incident_commander ic",
    ("roles", "owner"): "owner owners postmortem_owner",
    ("roles", "authors"): "author authors written_by",
    ("roles", "facilitator"): "facilitator",
    ("roles", "scribe"): "scribe",
    ("roles", "responders"): "responders responder responding_teams",
    ("participants", "attended"): "attendees attended",
    ("learning", "start_here"): "start_here",
    ("learning", "reading_path"): "reading_path",
}
_SAME_NAME_BY_FIELD = {
    "impact": "duration downtime customers_affected users_affected error_budget",
    "related": "recurrence_of duplicate_of caused_by follow_up_of supersedes see_also",
    "links": """tracker ticket jira issue slack slack_channel dashboard dashboards pull_request pull_requests pr
        status_page incident_url source_url archive_url url""",
    "provenance": "imported_from imported_at",
}
NESTED_KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {key: part for part, keys in _NESTED_KEYS_BY_PLACE.items() for key in keys.split()}
    | {key: (field, key) for field, keys in _SAME_NAME_BY_FIELD.items() for key in keys.split()}
)
"""Top-level key -> (field, key inside the field)."""


def nest_keys(mapping: LocatedDict) -> LocatedDict:
    """Return the front matter with each key of `NESTED_KEYS` moved into its field."""
    if not any(to_snake_case(key) in NESTED_KEYS for key in mapping):
        return mapping
    result = LocatedDict(mapping.line)
    for key, value in mapping.items():
        if to_snake_case(key) not in NESTED_KEYS:
            result.set(LocatedStr(key, mapping.lines[key]), value)
    for key, value in mapping.items():
        field, part = NESTED_KEYS.get(to_snake_case(key), ("", ""))
        if field and value is not None and _is_field_value(to_snake_case(key), value):
            _move_into_field(result, field, LocatedStr(part, mapping.lines[key]), value)
    return result


def _is_field_value(key: str, value: LocatedValue) -> bool:
    """Whether the value belongs into the field; the `url` of a site generator, a path, does not."""
    return key not in ("url", "issue", "archive_url", "source_url") or (
        isinstance(value, LocatedStr) and is_web_address(value)
    )


def _move_into_field(mapping: LocatedDict, field: str, nested_key: LocatedStr, value: LocatedValue) -> None:
    inside = mapping.get(field)
    if not isinstance(inside, LocatedDict):
        lone, inside = inside, LocatedDict(nested_key.line)
        if lone is not None:
            inside.set(LocatedStr(_DEFAULT_KEY.get(field, field), mapping.lines[field]), lone)
        mapping.set(LocatedStr(field, nested_key.line), inside)
    if nested_key not in inside:
        copy = LocatedDict(inside.line)
        for key, item in inside.items():
            copy.set(LocatedStr(key, inside.lines[key]), item)
        copy.set(nested_key, value)
        mapping.set(LocatedStr(field, mapping.lines[field]), copy)
