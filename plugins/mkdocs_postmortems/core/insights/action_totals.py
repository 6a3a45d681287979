"""What became of the promises: action items by state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.model import ActionStatus, Postmortem, Status


@dataclass(frozen=True, slots=True)
class ActionTotals:
    """How many action items there are, by state."""

    total: int
    open: int
    """Including those that are overdue."""
    done: int
    """Done or verified."""
    wont_do: int
    unstated: int
    """No document says whether they are done."""
    overdue: int

    @property
    def stated(self) -> int:
        """Number of items whose state is known."""
        return self.total - self.unstated


def count_actions(documents: Iterable[Postmortem], today: str) -> ActionTotals:
    """Count the action items of documents that are not withdrawn; `today` is `YYYY-MM-DD`."""
    items = [item for document in documents if document.status is not Status.WITHDRAWN for item in document.actions]
    refused = sum(item.state is ActionStatus.WONT_DO for item in items)
    return ActionTotals(
        total=len(items),
        open=sum(item.is_open for item in items),
        done=sum(item.is_settled for item in items) - refused,
        wont_do=refused,
        unstated=sum(item.is_unstated for item in items),
        overdue=sum(item.is_overdue(today) for item in items),
    )
