"""Reads issues of Linear by GraphQL: https://linear.app/developers/graphql."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Client, TrackerError
from mkdocs_postmortems.trackers.reading import NOT_FOUND, ItemState, Reading, batches, by_project

_BATCH = 100
_QUERY = """
query States($filter: IssueFilter, $after: String) {
  organization { urlKey }
  issues(filter: $filter, first: 100, after: $after, includeArchived: true) {
    nodes { number completedAt canceledAt state { type } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_STATES = {
    "started": ActionStatus.IN_PROGRESS,
    "completed": ActionStatus.DONE,
    "canceled": ActionStatus.WONT_DO,
    "duplicate": ActionStatus.WONT_DO,
}
"""Types of states that are not simply open, as `triage`, `backlog` and `unstarted` are."""


class _State(BaseModel):
    type: str


class _Issue(BaseModel):
    number: int
    completedAt: str | None = None  # noqa: N815 - Linear's name
    canceledAt: str | None = None  # noqa: N815 - Linear's name
    state: _State

    @property
    def found(self) -> ItemState:
        return ItemState(_STATES.get(self.state.type, ActionStatus.OPEN), self.completedAt or self.canceledAt)


class _PageInfo(BaseModel):
    hasNextPage: bool = False  # noqa: N815 - Linear's name
    endCursor: str | None = None  # noqa: N815 - Linear's name


class _Issues(BaseModel):
    nodes: list[_Issue]
    pageInfo: _PageInfo  # noqa: N815 - Linear's name


class _Organization(BaseModel):
    urlKey: str  # noqa: N815 - Linear's name


class _Data(BaseModel):
    organization: _Organization
    issues: _Issues


class _Result(BaseModel):
    data: _Data | None = None
    errors: list[Any] | None = None


def read_linear(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read the issues of each team, many by a request. A token knows one workspace: others have the same keys."""
    for (project, _), ours in by_project(items).items():
        workspace, _, team = project.rpartition("/")
        for batch in batches(ours, _BATCH):
            known: dict[int, _Issue] = {}
            own = ""
            for data in _pages(client, team, batch):
                own = data.organization.urlKey.lower()
                known |= {issue.number: issue for issue in data.issues.nodes} if own == workspace else {}
            missing = NOT_FOUND if own == workspace else f"the token is of another workspace, {own!r}"
            for item in batch:
                issue = known.get(int(item.number))
                yield Reading(item, issue.found if issue else None, "" if issue else missing)


def _pages(client: Client, team: str, items: Sequence[TrackerItem]) -> Iterator[_Data]:
    numbers = [int(item.number) for item in items]
    asked: dict[str, Any] = {"filter": {"team": {"key": {"eq": team}}, "number": {"in": numbers}}, "after": None}
    while True:
        result = client.post("/graphql", {"query": _QUERY, "variables": asked}).parsed(_Result)
        if result.data is None:
            raise TrackerError("it refuses the query.")
        yield result.data
        page = result.data.issues.pageInfo
        if not page.hasNextPage or not page.endCursor or page.endCursor == asked["after"]:
            return
        asked = asked | {"after": page.endCursor}
