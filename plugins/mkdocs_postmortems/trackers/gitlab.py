"""Reads issues and merge requests of GitLab: https://docs.gitlab.com/api/issues/#list-all-project-issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import quote

from pydantic import BaseModel, RootModel

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Client, ItemError
from mkdocs_postmortems.trackers.reading import NOT_FOUND, ItemState, Reading, batches, by_project

_BATCH = 50
"""Items of one request: their numbers are in its address."""


class _Item(BaseModel):
    iid: int
    state: Literal["opened", "closed", "merged", "locked"]
    closed_at: str | None = None
    merged_at: str | None = None

    def found(self, *, is_change: bool) -> ItemState:
        if self.state in ("opened", "locked"):
            return ItemState(ActionStatus.OPEN)
        is_dropped = is_change and self.state == "closed"
        return ItemState(ActionStatus.WONT_DO if is_dropped else ActionStatus.DONE, self.merged_at or self.closed_at)


class _Items(RootModel[list[_Item]]):
    """One page of a list."""


def read_gitlab(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read the items of each project, many by a request."""
    for (project, part), ours in by_project(items).items():
        path = f"/projects/{quote(project, safe='')}/{part}"
        for batch in batches(ours, _BATCH):
            yield from _read_batch(client, path, batch)


def _read_batch(client: Client, path: str, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    try:
        known = {str(one.iid): one for one in _listed(client, path, items)}
    except ItemError as error:
        yield from (Reading(item, None, str(error)) for item in items)
        return
    for item in items:
        one = known.get(str(int(item.number)))
        found = one.found(is_change="merge" in item.part) if one else None
        yield Reading(item, found, "" if found else NOT_FOUND)


def _listed(client: Client, path: str, items: Sequence[TrackerItem]) -> Iterator[_Item]:
    page, asked = "1", set[str]()
    while page and page not in asked:
        asked.add(page)
        numbers = tuple(("iids[]", item.number) for item in items)
        answer = client.get(path, (*numbers, ("scope", "all"), ("state", "all"), ("per_page", "100"), ("page", page)))
        yield from answer.parsed(_Items).root
        page = answer.headers.get("X-Next-Page", "").strip()
