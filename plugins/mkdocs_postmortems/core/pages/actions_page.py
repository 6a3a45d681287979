"""The pages that list what was promised and is not done: open action items, and those without a state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.action_items import (
    PromisedAction,
    open_first,
    promised_actions,
    unstated_newest_first,
)
from mkdocs_postmortems.core.facet_values import Facets, PageLink
from mkdocs_postmortems.core.facets import SERVICES, TEAMS
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.moments import format_date
from mkdocs_postmortems.core.pages.action_ageing import ActionAgeing, build_action_ageing, came_again
from mkdocs_postmortems.core.pages.list_rows import ActionRow, action_icons, listed_action_row
from mkdocs_postmortems.core.pages.page_uris import ACTIONS_URI
from mkdocs_postmortems.core.pages.site_model import SiteModel

ACTIONS_PER_PAGE = 100
"""Rows of a table that phones still render without delay."""


@dataclass(frozen=True, slots=True)
class ActionChoice:
    """A way to narrow the list of open action items."""

    key: str
    """Key in the URL."""
    name: str
    options: tuple[tuple[str, str], ...]
    """(value in the URL, name)."""


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """Template data of one page of the list of open action items."""

    overdue: tuple[ActionRow, ...]
    open: tuple[ActionRow, ...]
    """Open action items that are not overdue."""
    unstated: tuple[ActionRow, ...]
    """Action items of which no document says whether they are done."""
    late: int
    """Number of overdue action items on all pages."""
    count: int
    """Number of open action items on all pages, including overdue ones."""
    done: int
    """Number of action items that are done, or will not be done."""
    unknown: int
    """Number of action items without a state on all pages."""
    past_slo: int
    """Number of action items on all pages that are open for longer than their severity allows."""
    page: int
    pages: tuple[PageLink, ...]
    """Links to all pages of the list; empty if there is only one."""
    choices: tuple[ActionChoice, ...] = ()
    """The ways to narrow the list, on its first page."""
    ageing: ActionAgeing | None = None
    """How old the open action items are, on the first page."""

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons that the page uses, without duplicates."""
        return action_icons((*self.overdue, *self.open, *self.unstated))


def build_actions_pages(site_model: SiteModel) -> Iterator[tuple[str, ActionsPage]]:
    """Yield URI and template data of each page of the list."""
    facets, incidents, today = site_model.facets, site_model.view.incidents, site_model.today
    promised = tuple(promised_actions(incidents, today, site_model.action_slo))
    open_, unstated = open_first(promised), unstated_newest_first(promised)
    rows = tuple(_with_recurrence(site_model, action) for action in (*open_, *unstated))
    ageing = build_action_ageing(site_model, open_)
    choices = tuple(_choices(facets, rows))
    done = sum(item.is_settled for d in incidents for item in d.actions)
    late = sum(row.overdue for row in rows)
    number = max(1, -(-len(rows) // ACTIONS_PER_PAGE))
    pages = tuple(PageLink(str(n), ACTIONS_URI if n == 1 else f"actions/{n}.md") for n in range(1, number + 1))
    for page, ref in enumerate(pages, 1):
        listed = rows[(page - 1) * ACTIONS_PER_PAGE : page * ACTIONS_PER_PAGE]
        assert ref.uri is not None
        yield (
            ref.uri,
            ActionsPage(
                overdue=tuple(row for row in listed if row.overdue),
                open=tuple(row for row in listed if not row.overdue and not row.is_unstated),
                unstated=tuple(row for row in listed if row.is_unstated),
                late=late,
                count=len(open_),
                done=done,
                unknown=len(unstated),
                past_slo=sum(row.is_past_slo for row in rows),
                page=page,
                pages=pages if number > 1 else (),
                choices=choices if page == 1 else (),
                ageing=ageing if page == 1 else None,
            ),
        )


def _with_recurrence(site_model: SiteModel, action: PromisedAction) -> ActionRow:
    """Return the row of a listed action item, with the incident that came again while it was open."""
    row = listed_action_row(site_model.facets, action)
    later = came_again(site_model, action.document) if action.item.is_open else None
    return replace(row, again=PageLink(later.title, later.path, format_date(later.date))) if later else row


def _choices(facets: Facets, rows: Sequence[ActionRow]) -> Iterator[ActionChoice]:
    """Yield the ways to narrow the list, those that tell any of its rows apart."""
    owners = sorted({row.owner.name for row in rows if row.owner}, key=str.casefold)
    used = {value for row in rows for value in row.cut}
    yield ActionChoice("owner", Message("Owner"), tuple((owner, owner) for owner in owners))
    for facet in (facets.spec(TEAMS), facets.spec(SERVICES)):
        values = [value for value in facets.used(facet) if f"{facet.filter_key}:{value.term.id}" in used]
        options = tuple((value.term.id, value.term.name) for value in values)
        yield ActionChoice(facet.filter_key, facet.noun, options)
