"""What is read of one item, and what the readers of all APIs have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.trackers import TrackerItem
from mkdocs_postmortems.trackers.client import Client, ItemError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ItemState:
    """The state of an item, in the words of action items."""

    state: ActionStatus
    closed: str | None = None
    """When it was closed: a time that begins with `YYYY-MM-DD`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of an item: its state, or why that is unknown."""

    item: TrackerItem
    found: ItemState | None
    problem: str = ""


Reader = Callable[[Client, Sequence[TrackerItem]], Iterator[Reading]]
"""Yields a reading of each item of one tracker; raises `TrackerError` where it can read no more."""

NOT_FOUND = "its tracker does not know it, or does not let the token see it"


def read_one(item: TrackerItem, read: Callable[[], ItemState]) -> Reading:
    """Return what a function reads of an item, or that the item cannot be read."""
    try:
        return Reading(item, read())
    except ItemError as error:
        return Reading(item, None, str(error))


def by_project(items: Iterable[TrackerItem]) -> dict[tuple[str, str], list[TrackerItem]]:
    """Return items by what their numbers count within."""
    found = defaultdict(list)
    for item in items:
        found[item.project, item.part].append(item)
    return found


def batches(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """Yield values in pieces of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))
