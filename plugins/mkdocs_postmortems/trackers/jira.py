"""Reads issues of Jira Cloud and Data Center: https://developer.atlassian.com/cloud/jira/platform/rest/v3/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from pydantic import BaseModel

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.parse.actions.status import parse_status
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Answer, Client, ItemError
from mkdocs_postmortems.trackers.reading import ItemState, Reading, batches, read_one

_FIELDS = ("status", "resolution", "resolutiondate")
_BATCH = 100
"""Issues of one request; Jira Cloud allows no more."""
_DROPPED = frozenset(
    "abandoned, cannot reproduce, declined, duplicate, incomplete, invalid, not a bug, obsolete".split(", ")
)
"""Resolutions of issues that were not done, beside those that action items have words for."""


class _Name(BaseModel):
    name: str


class _Category(BaseModel):
    key: str


class _Status(_Name):
    statusCategory: _Category  # noqa: N815 - Jira's name


class _Fields(BaseModel):
    status: _Status
    resolution: _Name | None = None
    resolutiondate: str | None = None


class _Issue(BaseModel):
    key: str
    fields: _Fields

    @property
    def found(self) -> ItemState:
        category, fields = self.fields.status.statusCategory.key, self.fields
        if category != "done":
            return ItemState(ActionStatus.IN_PROGRESS if category == "indeterminate" else ActionStatus.OPEN)
        names = [fields.status.name, *([fields.resolution.name] if fields.resolution else [])]
        return ItemState(
            ActionStatus.WONT_DO if any(map(_is_dropped, names)) else ActionStatus.DONE, fields.resolutiondate
        )


class _Page(BaseModel):
    issues: list[_Issue]
    total: int = 0


def _is_dropped(name: str) -> bool:
    return name.lower() in _DROPPED or parse_status(name) is ActionStatus.WONT_DO


def read_jira_cloud(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read issues of Jira Cloud, many by a request, then one by one those that this did not find."""
    for batch in batches(items, _BATCH):
        yield from _readings(client, "/rest/api/3", batch, _fetched(client, batch))


def read_jira_server(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read issues of Jira Data Center by a search for their keys, then one by one those that this did not find."""
    for batch in batches(items, _BATCH):
        yield from _readings(client, "/rest/api/2", batch, _searched(client, batch))


def _fetched(client: Client, items: Sequence[TrackerItem]) -> Iterator[_Issue]:
    asked = {"issueIdsOrKeys": [item.key for item in items], "fields": _FIELDS}
    yield from client.post("/rest/api/3/issue/bulkfetch", asked).parsed(_Page).issues


def _searched(client: Client, items: Sequence[TrackerItem]) -> Iterator[_Issue]:
    """Yield the issues of all pages. Without the validation of the query, unknown keys are no error."""
    jql, start = f"key in ({','.join(item.key for item in items)})", 0
    while True:
        asked: dict[str, Any] = {"jql": jql, "startAt": start, "maxResults": _BATCH, "validateQuery": False}
        page = client.post("/rest/api/2/search", asked | {"fields": _FIELDS}).parsed(_Page)
        yield from page.issues
        start += len(page.issues)
        if not page.issues or start >= page.total:
            return


def _readings(client: Client, api: str, items: Sequence[TrackerItem], issues: Iterator[_Issue]) -> Iterator[Reading]:
    """Yield a reading of each item. An issue that moved has another key now; asked for by the old one, it is found."""
    known: dict[str, _Issue] = {}
    with suppress(ItemError):  # One by one, each has a reason of its own.
        known.update((issue.key.upper(), issue) for issue in issues)
    for item in items:
        issue = known.get(item.key)
        yield Reading(item, issue.found) if issue else read_one(item, partial(_read, client, api, item))


def _read(client: Client, api: str, item: TrackerItem) -> ItemState:
    answer: Answer = client.get(f"{api}/issue/{item.key}", (("fields", ",".join(_FIELDS)),))
    return answer.parsed(_Issue).found
