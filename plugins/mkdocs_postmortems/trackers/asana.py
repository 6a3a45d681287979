"""Reads tasks of Asana: https://developers.asana.com/reference/gettask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import BaseModel

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Client
from mkdocs_postmortems.trackers.reading import ItemState, Reading, read_one


class _Task(BaseModel):
    completed: bool
    completed_at: str | None = None


class _Result(BaseModel):
    data: _Task


def read_asana(client: Client, items: Sequence[TrackerItem]) -> Iterator[Reading]:
    """Read tasks one by one: each of a batch counts as a request in any case."""
    for item in items:
        yield read_one(item, partial(_read, client, item))


def _read(client: Client, item: TrackerItem) -> ItemState:
    task = client.get(f"/tasks/{item.number}", (("opt_fields", "completed,completed_at"),)).parsed(_Result).data
    return ItemState(ActionStatus.DONE, task.completed_at) if task.completed else ItemState(ActionStatus.OPEN)
