"""What postmortems promised: their action items, in which order lists have them, and how old they may become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import SEVERITIES
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Postmortem, Status
from mkdocs_postmortems.core.moments import days_since
from mkdocs_postmortems.core.similar.narrowing import resolve_values
from mkdocs_postmortems.core.view import Readable

ActionSlo = Mapping[str, int]
"""Id of a severity -> the days that the action items of its incidents may stay open."""


@dataclass(frozen=True, slots=True)
class PromisedAction:
    """An action item with its document, as seen on one day."""

    document: Postmortem
    item: ActionItem
    today: str
    """`YYYY-MM-DD`."""
    slo_days: int | None = None
    """The days that it may stay open; `None` if the site says nothing about its severity."""

    @property
    def state(self) -> ActionStatus | None:
        """The state of the item; `None` if nobody says."""
        return self.item.state

    @property
    def is_overdue(self) -> bool:
        """Whether it is open after its due date."""
        return self.item.is_overdue(self.today)

    @property
    def age_days(self) -> int | None:
        """The days since the incident; of an incident with a month or year alone, since its end. `None` if unknown."""
        return days_since(self.document.date, self.today)

    @property
    def is_past_slo(self) -> bool:
        """Whether it is open for longer than its severity allows."""
        return self.item.is_open and self.slo_days is not None and (self.age_days or 0) > self.slo_days


def promised_actions(
    documents: Iterable[Postmortem], today: str, slo: ActionSlo | None = None
) -> Iterator[PromisedAction]:
    """Yield the action items of documents that are not withdrawn."""
    days = slo or {}
    for document in documents:
        if document.status is not Status.WITHDRAWN:
            limit = days.get(document.severity or "")
            yield from (PromisedAction(document, item, today, limit) for item in document.actions)


def open_first(actions: Iterable[PromisedAction]) -> list[PromisedAction]:
    """Return open action items, overdue first, then by due date."""
    found = [action for action in actions if action.item.is_open]
    return sorted(found, key=lambda one: (not one.is_overdue, _due(one.item), one.document.path, one.item.line))


def unstated_newest_first(actions: Iterable[PromisedAction]) -> list[PromisedAction]:
    """Return the action items without a state, of the newest document first."""
    return _newest_first(action for action in actions if action.item.is_unstated)


def settled_newest_first(actions: Iterable[PromisedAction]) -> list[PromisedAction]:
    """Return the action items that are done or will not be done, of the newest document first."""
    return _newest_first(action for action in actions if action.item.is_settled)


def resolve_action_slo(written: Mapping[str, int], view: Readable) -> ActionSlo:
    """Return days by id of severity; a name that no document of the view has, and no term, is left out."""
    return {id: days for name, days in written.items() for id in resolve_values(view, SEVERITIES, [name])[0]}


def _newest_first(actions: Iterable[PromisedAction]) -> list[PromisedAction]:
    by_place = sorted(actions, key=lambda one: (one.document.path, one.item.line))
    return sorted(by_place, key=lambda one: one.document.date or "", reverse=True)


def _due(item: ActionItem) -> str:
    return item.due if item.due and item.due[:1].isdigit() else "9999"
