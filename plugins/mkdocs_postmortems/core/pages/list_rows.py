"""Template data of rows in lists of incidents, action items and facet values, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.action_items import PromisedAction, promised_actions
from mkdocs_postmortems.core.facet_values import Facets, FacetValue, PageLink
from mkdocs_postmortems.core.facets import SEVERITIES, TEAMS
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Postmortem
from mkdocs_postmortems.core.moments import format_date, format_lateness
from mkdocs_postmortems.core.pages.link_tools import LinkTool, find_tool
from mkdocs_postmortems.core.pages.quarterly_charts import quarterly_sparkline
from mkdocs_postmortems.core.pages.severity_marks import SeverityMark, severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.urls import is_safe_url

ACTION_STATES = {
    ActionStatus.OPEN: Message("Open"),
    ActionStatus.IN_PROGRESS: Message("In progress"),
    ActionStatus.DONE: Message("Done"),
    ActionStatus.VERIFIED: Message("Verified"),
    ActionStatus.WONT_DO: Message("Won’t do"),
}
"""Labels of the states of action items."""

UNSTATED = "unstated"
"""Key of action items without a state."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A row of a table of action items."""

    state: str
    """Label of the state."""
    key: str
    """The state as a suffix of CSS classes: open, in-progress, done, verified, wont-do, unstated."""
    id: str
    text: str
    owner: PageLink | None
    due: str
    """The day in words, or as written if it is none; empty if there is none."""
    due_date: str
    """`YYYY-MM-DD` or `YYYY-MM`; empty if there is none, or only words."""
    overdue: bool
    late: str
    """How late it is: `3 years late`; empty if it is not overdue."""
    tracker: PageLink | None
    tool: LinkTool | None
    priority: str
    says_more: bool
    """Whether any of state, owner, due date, tracker or priority is given."""
    is_declared: bool
    """Whether it is declared in the front matter, not in the body."""
    document: PageLink
    """Link to the postmortem that contains it."""
    date: str = ""
    """The day of the incident."""
    cut: tuple[str, ...] = ()
    """Values of the postmortem as `service:checkout-api`, by which lists of actions are narrowed; only there."""
    age: str = ""
    """How old it is and may be: `40 days old, may be 30`; only there, and if its severity has such a limit."""
    is_past_slo: bool = False
    """Whether it is open for longer than its severity allows; only there."""
    as_of: str = ""
    """When the state was read from the tracker, `YYYY-MM-DD`; empty if it is what the document says alone."""
    as_of_day: str = ""
    """The same in words."""
    again: PageLink | None = None
    """The newest incident by which the postmortem's came again while this was open; only in lists."""

    @property
    def is_unstated(self) -> bool:
        """Whether no document says if it is done."""
        return self.key == UNSTATED


def action_row(facets: Facets, document: Postmortem, item: ActionItem, today: str) -> ActionRow:
    """Return the row of an action item; `today` is `YYYY-MM-DD`."""
    overdue = item.is_overdue(today)
    state = item.state
    due_date = item.due if item.due and item.due[:1].isdigit() else ""
    return ActionRow(
        state=ACTION_STATES[state] if state else Message("No state written"),
        key=state.value.replace("_", "-") if state else UNSTATED,
        id=item.id or "",
        text=item.text,
        owner=action_owner(facets, item.owner),
        due=format_date(item.due) if due_date else item.due or "",
        due_date=due_date,
        overdue=overdue,
        late=(format_lateness(due_date, today) or "") if overdue else "",
        tracker=_tracker(item.tracker),
        tool=find_tool(item.tracker) if item.tracker and "://" in item.tracker else None,
        priority=item.priority or "",
        says_more=bool(state or item.owner or item.due or item.tracker or item.priority),
        is_declared=item.line < document.body_line,
        document=PageLink(document.title, document.path, format_date(document.date)),
        date=document.date or "",
        as_of=item.tracked.day if item.tracked else "",
        as_of_day=format_date(item.tracked.day) if item.tracked else "",
    )


def listed_action_row(facets: Facets, action: PromisedAction) -> ActionRow:
    """Return the row in the list of all action items: with its age, and the values of its postmortem."""
    document = action.document
    row = action_row(facets, document, action.item, action.today)
    cut = tuple(f"{facet.filter_key}:{id}" for facet in facets.specs for id in facet.ids(document))
    return replace(row, cut=cut, age=_age(action), is_past_slo=action.is_past_slo)


def _age(action: PromisedAction) -> str:
    """Return the age of an action item beside the age that it may have; empty without one of them."""
    if action.slo_days is None or action.age_days is None:
        return ""
    age = Message("{number} days old", "{number} day old", number=action.age_days)
    return Message("{age}, may be {days}", age=age, days=action.slo_days)


def action_icons(rows: Iterable[ActionRow]) -> tuple[str, ...]:
    """Return the icons of a table of action items, without duplicates."""
    return tuple(dict.fromkeys(row.tool.icon for row in rows if row.tool))


def action_rows(facets: Facets, actions: Iterable[PromisedAction]) -> tuple[ActionRow, ...]:
    """Return the rows of action items, in their order."""
    return tuple(action_row(facets, one.document, one.item, one.today) for one in actions)


def count_open(documents: tuple[Postmortem, ...]) -> int:
    """Return the number of open action items of documents that are not withdrawn."""
    return sum(one.item.is_open for one in promised_actions(documents, ""))


def count_unstated(documents: tuple[Postmortem, ...]) -> int:
    """Return the number of action items without a state of documents that are not withdrawn."""
    return sum(one.item.is_unstated for one in promised_actions(documents, ""))


def action_owner(facets: Facets, owner: str | None) -> PageLink | None:
    """Return the owner, linked if it is a team with a page."""
    if not owner:
        return None
    key = owner.removeprefix("@").casefold()
    for value in facets.values[TEAMS].values():
        if key in (value.term.id.casefold(), value.term.name.casefold()):
            return value.ref
    return PageLink(owner, None)


def _tracker(tracker: str | None) -> PageLink | None:
    """Return the tracker item; a URL is linked and labelled with its last path segment."""
    if not tracker:
        return None
    if "://" not in tracker or not is_safe_url(tracker):
        return PageLink(tracker, None)
    last = tracker.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    return PageLink(f"#{last}" if last.isdigit() else last, tracker)


@dataclass(frozen=True, slots=True)
class FacetValueRow:
    """A row of a list of facet values."""

    ref: PageLink
    mark: SeverityMark | None
    """Colour, for severities only."""
    group: str
    """Group in words, for contributing factors only."""
    team: PageLink | None
    """Owner, for services only."""
    count: int
    """Number of incidents."""
    last: PageLink | None
    """Link to the newest incident, labelled with its date."""
    last_title: str
    last_date: str
    open: int
    """Number of open action items."""
    spark: str
    """SVG sparkline of the last quarters; empty without incidents in them."""


def facet_value_row(site_model: SiteModel, value: FacetValue, tallest: int = 0) -> FacetValueRow:
    """Return the row of a facet value; `tallest` is the scale that its sparkline shares with others."""
    term, last = value.term, value.last
    return FacetValueRow(
        ref=value.ref,
        mark=severity_mark_of(value) if value.facet == SEVERITIES else None,
        group=format_group(term.group),
        team=site_model.facets.ref(TEAMS, term.team) if term.team else None,
        count=len(value.documents),
        last=PageLink(format_date(last.date) or Message("no date"), last.path, last.title) if last else None,
        last_title=last.title if last else "",
        last_date=(last.date or "") if last else "",
        open=count_open(value.documents),
        spark=quarterly_sparkline(site_model, value.documents, term.name, tallest),
    )


def format_group(group: str | None) -> str:
    """Return the group of a contributing factor in words; empty for `None`."""
    words = {"human_system": Message("people and system")}
    return words.get(group or "", (group or "").replace("_", " "))
