"""How old open action items are, as strips of dots by owner: late ones, and those whose incident came again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.action_items import PromisedAction
from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem, RelationKind
from mkdocs_postmortems.core.moments import format_age
from mkdocs_postmortems.core.pages.list_rows import action_owner
from mkdocs_postmortems.core.pages.site_model import SiteModel

MIN_ITEMS = 3
"""With fewer open items there is nothing to see that the list does not say."""
MAX_OWNERS = 6
"""Owners with a strip of their own; the others share one."""
MAX_DOTS = 60
"""More items than that in one strip are drawn in bins, so that a page of a large site stays small."""
_BINS = 80
_YEAR = 365
_TICKS = (30, 92, 183, _YEAR, 2 * _YEAR, 3 * _YEAR, 5 * _YEAR, 10 * _YEAR, 20 * _YEAR)
"""Ages in days that the axis may name: a month, three, six, and years."""
_TICK_ROOM = 15
"""Least distance of two ticks, in percent."""


@dataclass(frozen=True, slots=True)
class AgeDot:
    """One open action item, or several in a bin."""

    place: float
    """0 to 100, from the left."""
    title: str
    uri: str
    """The page of its incident."""
    is_late: bool
    """Whether one of them is overdue, or older than its severity allows."""
    came_again: bool
    """Whether the incident of one of them came again."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class AgeRow:
    """The open action items of one owner."""

    owner: PageLink
    dots: tuple[AgeDot, ...]
    open: int
    late: int
    again: int
    oldest: str
    """Age of the oldest, in words; empty if no age is known."""


@dataclass(frozen=True, slots=True)
class AgeTick:
    """An age that the axis names."""

    place: float
    name: str


@dataclass(frozen=True, slots=True)
class ActionAgeing:
    """Template data of the strips."""

    rows: tuple[AgeRow, ...]
    """Those with the most late items first."""
    ticks: tuple[AgeTick, ...]
    again: int
    """Number of items on all strips whose incident came again."""


@dataclass(frozen=True, slots=True)
class _Axis:
    longest: int
    """Days."""

    def place(self, days: int) -> float:
        """Return where an age is drawn, 3 to 97 percent of the width, so that rings are whole."""
        return round(3 + 94 * days / max(self.longest, 1), 1)

    def ticks(self) -> Iterator[AgeTick]:
        """Yield ages that have room beside each other, the oldest first."""
        before = 100.0 + _TICK_ROOM
        for days in reversed([one for one in _TICKS if one <= self.longest]):
            place = self.place(days)
            if before - place >= _TICK_ROOM and place >= _TICK_ROOM / 2:
                yield AgeTick(place, format_age(days))
                before = place


def build_action_ageing(site_model: SiteModel, actions: Sequence[PromisedAction]) -> ActionAgeing | None:
    """Return the strips of open action items; `None` for too few, or if they are all of today.

    Args:
        site_model: The view.
        actions: Action items of the view.
    """
    known = [one for one in actions if one.item.is_open and one.age_days is not None]
    axis = _Axis(max((one.age_days or 0 for one in known), default=0))
    if len(known) < MIN_ITEMS or not axis.longest:
        return None
    by_owner: dict[PageLink, list[PromisedAction]] = defaultdict(list)
    for one in known:
        by_owner[action_owner(site_model.facets, one.item.owner) or PageLink(Message("Nobody named"), None)].append(one)
    documents = {one.document.path: one.document for one in known}
    again = {path for path, document in documents.items() if came_again(site_model, document)}
    rows = sorted((_row(owner, items, axis, again) for owner, items in by_owner.items()), key=_gravest)
    kept = rows[:MAX_OWNERS] if len(rows) > MAX_OWNERS + 1 else rows
    others = [row.owner for row in rows[len(kept) :]]
    if others:
        items = [one for owner in others for one in by_owner[owner]]
        name = Message("{number} others", "{number} other", number=len(others))
        kept = [*kept, _row(PageLink(name, None), items, axis, again)]
    ticks = tuple(reversed(list(axis.ticks())))
    return ActionAgeing(tuple(kept), ticks, sum(row.again for row in kept))


def came_again(site_model: SiteModel, document: Postmortem) -> Postmortem | None:
    """Return the newest later incident of the view that is a recurrence of an incident; `None` if there is none."""
    ends = site_model.links.relation_ends.get(document.path, ())
    found = [
        end.document
        for end in ends
        if end.kind is RelationKind.RECURRENCE_OF
        and not end.document.is_retired
        and (end.document.date or "") > (document.date or "9999")
    ]
    return max(found, key=lambda one: (one.date or "", one.path), default=None)


def _is_late(action: PromisedAction) -> bool:
    return action.is_overdue or action.is_past_slo


def _gravest(row: AgeRow) -> tuple[object, ...]:
    return -row.late, -row.again, -row.open, str(row.owner.name).casefold()


def _row(owner: PageLink, items: Sequence[PromisedAction], axis: _Axis, again: Collection[str]) -> AgeRow:
    oldest_first = sorted(items, key=lambda one: (-(one.age_days or 0), one.document.path, one.item.line))
    dots = [_dot([one], axis, again) for one in oldest_first]
    return AgeRow(
        owner=owner,
        dots=tuple(dots) if len(dots) <= MAX_DOTS else tuple(_binned(oldest_first, axis, again)),
        open=len(items),
        late=sum(map(_is_late, items)),
        again=sum(one.document.path in again for one in items),
        oldest=format_age(oldest_first[0].age_days or 0),
    )


def _binned(items: Sequence[PromisedAction], axis: _Axis, again: Collection[str]) -> Iterator[AgeDot]:
    bins: dict[int, list[PromisedAction]] = defaultdict(list)
    for one in items:
        bins[int(axis.place(one.age_days or 0) * _BINS / 100)].append(one)
    return (_dot(some, axis, again) for some in bins.values())


def _dot(items: Sequence[PromisedAction], axis: _Axis, again: Collection[str]) -> AgeDot:
    first, number = items[0], len(items)
    return AgeDot(
        place=axis.place(first.age_days or 0),
        title=f"{first.item.text} · {format_age(first.age_days or 0)}" if number == 1 else str(number),
        uri=first.document.path,
        is_late=any(map(_is_late, items)),
        came_again=any(one.document.path in again for one in items),
        count=number,
    )
