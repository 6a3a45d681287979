"""Parses the entries of lists in front matter: action items, contributing factors, relations and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import ValidationInfo

from mkdocs_postmortems.core.diagnostics import not_one_of
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, LocatedValue, line_of
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Factor, Link, Relation, RelationKind
from mkdocs_postmortems.core.name_matching import to_snake_case
from mkdocs_postmortems.core.schema.field_model import Aliases, FieldModel, ModelOrText, is_extension_key
from mkdocs_postmortems.core.schema.field_types import (
    Choice,
    FieldParser,
    PlainText,
    TextList,
    as_list,
    diagnostics_of,
    report_wrong_type,
    to_line,
)
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.urls import runs_script

ACTION_STATUS = Choice(
    ActionStatus,
    {
        **dict.fromkeys(("todo", "to-do", "new", "planned", "backlog", "accepted"), "open"),
        **dict.fromkeys(("doing", "wip", "started", "ongoing", "active", "in-review"), "in-progress"),
        **dict.fromkeys(("closed", "completed", "complete", "fixed", "resolved", "finished", "yes", "true"), "done"),
        **dict.fromkeys(
            ("wontfix", "won't-do", "won't-fix", "cancelled", "canceled", "dropped", "rejected"), "wont-do"
        ),
    },
)
RELATION = Choice(
    RelationKind, {"related": "see-also", "see": "see-also", "similar": "see-also", "follows": "follow-up-of"}
)
_DONE = (ActionStatus.DONE, ActionStatus.VERIFIED)
ID_KEYS = ("id", "factor", "name")
NOTE_KEYS = ("note", "text", "description", "detail", "details")
ADDRESS_KEYS = ("url", "href", "link")
TITLE_KEYS = ("text", "title", "name", "label")
_FACTOR_KEYS = frozenset((*ID_KEYS, *NOTE_KEYS, "evidence", "addressed_by", "group", "type", "category"))
_NAME_WORDS = 5
_NAME_LENGTH = 60
_TEXT = {"type": ["string", "number", "null"]}
_LIST = {"type": "array"}


class ActionForm(FieldModel):
    """An action item as it is written in front matter."""

    text: Annotated[PlainText, Aliases("title", "action", "task", "description", "what", "name", "item")] = None
    id: PlainText = None
    done: Annotated[PlainText, Aliases("completed", "closed")] = None
    status: Annotated[ActionStatus | None, ACTION_STATUS, Aliases("state")] = None
    owner: Annotated[PlainText, Aliases("assignee", "assigned_to", "who", "responsible", "team")] = None
    due: Annotated[PlainText, Aliases("due_date", "due_at", "deadline", "eta", "by", "target_date")] = None
    priority: Annotated[PlainText, Aliases("prio")] = None
    type: Annotated[PlainText, Aliases("kind", "category")] = None
    tracker: Annotated[PlainText, Aliases("ticket", "issue", "link", "url", "jira", "bug", "tracker_url")] = None
    completed_at: Annotated[PlainText, Aliases("completed_on", "done_at", "closed_at")] = None
    verified_at: Annotated[PlainText, Aliases("verified_on")] = None
    verified_by: PlainText = None
    created_at: PlainText = None
    addresses: Annotated[TextList, Aliases("factors")] = ()

    def to_action_item(self, line: int) -> ActionItem | None:
        """Return the action item; `None` if it has neither text nor tracker."""
        if not self.text and not self.tracker:
            return None
        return ActionItem(
            line=line,
            text=self.text or self.tracker or "",
            done=_done(self.done, self.status),
            status=self.status,
            owner=self.owner,
            due=_day(self.due),
            priority=self.priority,
            type=self.type,
            tracker=self.tracker,
            id=self.id,
            completed_at=_day(self.completed_at),
            verified_at=_day(self.verified_at),
            addresses=self.addresses,
        )


def _done(written: str | None, status: ActionStatus | None) -> bool | None:
    if written is None:
        return None if status is None else status in _DONE
    return written.lower() not in ("false", "no", "off", "0")


def _day(written: str | None) -> str | None:
    """Return a date in ISO form if it can be parsed, else as written."""
    try:
        moment = parse_moment(written or "")
    except ValueError:
        return written
    return written if moment is None else moment.iso[:10]


def parse_factors(value: LocatedValue, info: ValidationInfo) -> tuple[Factor, ...]:
    """Parse contributing factors: an id, `{id, note}`, `{id: note}`, or a sentence."""
    factors = (_factor(item, info) for item in as_list(value))
    return tuple(factor for factor in factors if factor is not None)


def _factor(item: LocatedValue, info: ValidationInfo) -> Factor | None:
    if isinstance(item, LocatedStr):
        text = " ".join(item.split())
        return Factor(item.line, id=text) if looks_like_name(text) else Factor(item.line, text=text)
    if not isinstance(item, LocatedDict):
        report_wrong_type(info, item, "an id, {id, note} or a sentence")
        return None
    written = {to_snake_case(key): to_line(part) for key, part in item.items()}
    if len(item) == 1 and not written.keys() & _FACTOR_KEYS:
        return Factor(item.line, id=next(iter(item)), text=to_line(next(iter(item.values()))))
    _report_unknown(item, info)
    note = next((written[key] for key in NOTE_KEYS if written.get(key)), "")
    id = next((written[key] for key in ID_KEYS if written.get(key)), None)
    answers = item.get(next((key for key in item if to_snake_case(key) == "addressed_by"), ""))
    addressed_by = tuple(text for one in as_list(answers) if (text := to_line(one)))
    return Factor(item.line, id=id, text=note, addressed_by=addressed_by) if id or note else None


def _report_unknown(item: LocatedDict, info: ValidationInfo) -> None:
    for key in item:
        if to_snake_case(key) not in _FACTOR_KEYS and not is_extension_key(key):
            message = not_one_of(f"key of {info.field_name}", key, ["id", "note", "evidence", "addressed_by"])
            diagnostics_of(info).add(item.lines[key], "PM015", message, key)


def looks_like_name(text: str) -> bool:
    """Whether a text is short enough to be the name of a term, rather than a sentence."""
    return len(text) <= _NAME_LENGTH and len(text.split()) <= _NAME_WORDS and not text.endswith(".")


def parse_causes(value: LocatedValue, info: ValidationInfo) -> tuple[Factor, ...]:
    """Parse root causes: text without an id, or what names a factor by an id as contributing factors do."""
    causes = (_cause(item, info) for item in as_list(value))
    return tuple(cause for cause in causes if cause is not None)


def _cause(item: LocatedValue, info: ValidationInfo) -> Factor | None:
    if isinstance(item, LocatedDict) and {to_snake_case(key) for key in item} & {*ID_KEYS}:
        return _factor(item, info)
    text = to_line(item)
    return Factor(line_of(item), text=text) if text else None


def parse_relations(value: LocatedValue, info: ValidationInfo) -> tuple[Relation, ...]:
    """Parse relations by kind; a list without kinds means `see_also`."""
    if isinstance(value, LocatedDict):
        return tuple(relation for key in value for relation in _relations_of(value, key, info))
    return tuple(_relation_targets(RelationKind.SEE_ALSO, value, line_of(value), info))


def _relations_of(table: LocatedDict, key: str, info: ValidationInfo) -> Iterator[Relation]:
    kind = RELATION.find(key)
    if isinstance(kind, RelationKind):
        yield from _relation_targets(kind, table[key], table.lines[key], info)
    elif not is_extension_key(key):
        message = not_one_of(f"key of {info.field_name}", key, list(RelationKind))
        diagnostics_of(info).add(table.lines[key], "PM019", message, key)


def _relation_targets(kind: RelationKind, value: LocatedValue, line: int, info: ValidationInfo) -> Iterator[Relation]:
    for item in as_list(value):
        target = item.get("id") or item.get("path") if isinstance(item, LocatedDict) else item
        if isinstance(target, LocatedStr) and target.strip():
            yield Relation(kind, target.strip(), line_of(target, line))
        else:
            report_wrong_type(info, item, "an id or a path")


def parse_links(value: LocatedValue, info: ValidationInfo) -> tuple[Link, ...]:
    """Parse links: `{name: address}`, lists of addresses, `{text, url}`, and any nesting of them.

    An address that would run a script is reported, and kept as text without an address.
    """
    return tuple(_links("", value, info))


def _links(name: str, value: LocatedValue, info: ValidationInfo) -> Iterator[Link]:
    if isinstance(value, LocatedStr) and value.strip():
        yield _link(name, value, info)
    elif isinstance(value, LocatedList):
        for item in value:
            yield from _links(name, item, info)
    elif isinstance(value, LocatedDict):
        yield from _links_of(value, info)


def _links_of(table: LocatedDict, info: ValidationInfo) -> Iterator[Link]:
    keys: Mapping[str, LocatedValue] = {to_snake_case(key): item for key, item in table.items()}
    address = next((keys[key] for key in ADDRESS_KEYS if isinstance(keys.get(key), LocatedStr)), None)
    title = next((keys[key] for key in TITLE_KEYS if isinstance(keys.get(key), LocatedStr)), None)
    if isinstance(address, LocatedStr) and isinstance(title, LocatedStr):
        yield _link(" ".join(title.split()), address, info)
        return
    for key, item in table.items():
        yield from _links(key, item, info)


def _link(name: str, address: LocatedStr, info: ValidationInfo) -> Link:
    url = address.strip()
    if not runs_script(url):
        return Link(url, name or url, address.line)
    message = f"{info.field_name} has the address {url[:60]!r}, which would run a script; it is shown as text."
    diagnostics_of(info).add(address.line, "PM020", message, url[:60])
    return Link("", f"{name}: {url}" if name else url, address.line)


Factors = Annotated[tuple[Factor, ...], FieldParser(parse_factors, _LIST)]
Causes = Annotated[tuple[Factor, ...], FieldParser(parse_causes, _LIST)]
Relations = Annotated[
    tuple[Relation, ...], FieldParser(parse_relations, {"type": ["object", "array", "string", "null"]})
]
Links = Annotated[tuple[Link, ...], FieldParser(parse_links, {"type": ["object", "array", "string", "null"]})]
Action = Annotated[ActionItem | None, ModelOrText(ActionForm, ActionForm.to_action_item, "text")]
