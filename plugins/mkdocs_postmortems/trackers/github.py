"""Reads issues and pull requests of GitHub: https://docs.github.com/rest/issues/issues#get-an-issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from pydantic import BaseModel

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Client
from mkdocs_postmortems.trackers.reading import ItemState, Reading, read_one

_NOT_DONE = ("not_planned", "duplicate")
"""Reasons for closing an issue without doing it."""


class _PullRequest(BaseModel):
    merged_at: str | None = None


class _Issue(BaseModel):
    state: Literal["open", "closed"]
    state_reason: str | None = None
    closed_at: str | None = None
    pull_request: _PullRequest | None = None

    @property
    def found(self) -> ItemState:
        if self.state == "open":
            return ItemState(ActionStatus.OPEN)
        is_unmerged = self.pull_request is not None and not self.pull_request.merged_at
        is_dropped = is_unmerged or self.state_reason in _NOT_DONE
        return ItemState(ActionStatus.WONT_DO if is_dropped else ActionStatus.DONE, self.closed_at)


def read_github(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read items one by one: the API has no list of them by number. Moved ones are found by a redirect."""
    for item in items:
        yield read_one(item, partial(_read, client, item))


def _read(client: Client, item: TrackerItem) -> ItemState:
    return client.get(f"/repos/{item.project}/issues/{item.number}").parsed(_Issue).found
