"""What lists of front matter hold: action items, contributing factors, relations and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import ValidationInfo

from mkdocs_postmortems.core.forms.form import Also, Entry, Form, is_private
from mkdocs_postmortems.core.forms.readers import (
    Choice,
    PlainText,
    Reads,
    Texts,
    as_list,
    findings,
    misshapen,
    written_out,
)
from mkdocs_postmortems.core.forms.when import read_moment
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Factor, Link, Relation, RelationKind
from mkdocs_postmortems.core.names import snake
from mkdocs_postmortems.core.problems import not_one_of
from mkdocs_postmortems.core.urls import runs_script
from mkdocs_postmortems.core.written import Row, Table, Text, Value, line_of

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
_ID_KEYS = ("id", "factor", "name")
_NOTE_KEYS = ("note", "text", "description", "detail", "details")
_FACTOR_KEYS = frozenset((*_ID_KEYS, *_NOTE_KEYS, "evidence", "addressed_by", "group", "type", "category"))
_NAME_WORDS = 5
_NAME_LENGTH = 60
_TEXT = {"type": ["string", "number", "null"]}
_LIST = {"type": "array"}


class ActionForm(Form):
    """An action item as it is written in front matter."""

    text: Annotated[PlainText, Also("title", "action", "task", "description", "what", "name", "item")] = None
    id: PlainText = None
    done: Annotated[PlainText, Also("completed", "closed")] = None
    status: Annotated[ActionStatus | None, ACTION_STATUS, Also("state")] = None
    owner: Annotated[PlainText, Also("assignee", "assigned_to", "who", "responsible", "team")] = None
    due: Annotated[PlainText, Also("due_date", "due_at", "deadline", "eta", "by", "target_date")] = None
    priority: Annotated[PlainText, Also("prio")] = None
    type: Annotated[PlainText, Also("kind", "category")] = None
    tracker: Annotated[PlainText, Also("ticket", "issue", "link", "url", "jira", "bug", "tracker_url")] = None
    completed_at: Annotated[PlainText, Also("completed_on", "done_at", "closed_at")] = None
    verified_at: Annotated[PlainText, Also("verified_on")] = None
    verified_by: PlainText = None
    created_at: PlainText = None
    addresses: Annotated[Texts, Also("factors")] = ()

    def item(self, line: int) -> ActionItem | None:
        """Return the action item; `None` if it says nothing."""
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
    """Return a day in ISO form if it is one, else as written."""
    try:
        moment = read_moment(written or "")
    except ValueError:
        return written
    return written if moment is None else moment.iso[:10]


def read_factors(value: Value, info: ValidationInfo) -> tuple[Factor, ...]:
    """Read contributing factors: an id, `{id, note}`, `{id: note}`, or a sentence."""
    factors = (_factor(item, info) for item in as_list(value))
    return tuple(factor for factor in factors if factor is not None)


def _factor(item: Value, info: ValidationInfo) -> Factor | None:
    if isinstance(item, Text):
        text = " ".join(item.split())
        return Factor(item.line, id=text) if is_name(text) else Factor(item.line, text=text)
    if not isinstance(item, Table):
        misshapen(info, item, "an id, {id, note} or a sentence")
        return None
    written = {snake(key): written_out(part) for key, part in item.items()}
    if len(item) == 1 and not written.keys() & _FACTOR_KEYS:
        return Factor(item.line, id=next(iter(item)), text=written_out(next(iter(item.values()))))
    _report_unknown(item, info)
    note = next((written[key] for key in _NOTE_KEYS if written.get(key)), "")
    id = next((written[key] for key in _ID_KEYS if written.get(key)), None)
    answers = item.get(next((key for key in item if snake(key) == "addressed_by"), ""))
    addressed_by = tuple(text for one in as_list(answers) if (text := written_out(one)))
    return Factor(item.line, id=id, text=note, addressed_by=addressed_by) if id or note else None


def _report_unknown(item: Table, info: ValidationInfo) -> None:
    for key in item:
        if snake(key) not in _FACTOR_KEYS and not is_private(key):
            message = not_one_of(f"key of {info.field_name}", key, ["id", "note", "evidence", "addressed_by"])
            findings(info).add(item.lines[key], "PM015", message)


def is_name(text: str) -> bool:
    """Whether a text is short enough to be the name of a term; anything else is a sentence."""
    return len(text) <= _NAME_LENGTH and len(text.split()) <= _NAME_WORDS and not text.endswith(".")


def read_causes(value: Value, _: ValidationInfo) -> tuple[Factor, ...]:
    """Read root causes: always in the author's words."""
    return tuple(Factor(line_of(item), text=text) for item in as_list(value) if (text := written_out(item)))


def read_relations(value: Value, info: ValidationInfo) -> tuple[Relation, ...]:
    """Read relations by kind; a plain list means `see_also`."""
    if isinstance(value, Table):
        return tuple(relation for key in value for relation in _relations_of(value, key, info))
    return tuple(_targets(RelationKind.SEE_ALSO, value, line_of(value), info))


def _relations_of(table: Table, key: str, info: ValidationInfo) -> Iterator[Relation]:
    kind = RELATION.find(key)
    if isinstance(kind, RelationKind):
        yield from _targets(kind, table[key], table.lines[key], info)
    elif not is_private(key):
        message = not_one_of(f"key of {info.field_name}", key, list(RelationKind))
        findings(info).add(table.lines[key], "PM019", message)


def _targets(kind: RelationKind, value: Value, line: int, info: ValidationInfo) -> Iterator[Relation]:
    for item in as_list(value):
        target = item.get("id") or item.get("path") if isinstance(item, Table) else item
        if isinstance(target, Text) and target.strip():
            yield Relation(kind, target.strip(), line_of(target, line))
        else:
            misshapen(info, item, "an id or a path")


def read_links(value: Value, info: ValidationInfo) -> tuple[Link, ...]:
    """Read links: `{name: address}`, lists of addresses, `{text, url}`, and any nesting of them.

    An address that would run a script is a problem; it stays as a text without an address.
    """
    return tuple(_links("", value, info))


def _links(name: str, value: Value, info: ValidationInfo) -> Iterator[Link]:
    if isinstance(value, Text) and value.strip():
        yield _link(name, value, info)
    elif isinstance(value, Row):
        for item in value:
            yield from _links(name, item, info)
    elif isinstance(value, Table):
        yield from _links_of(value, info)


def _links_of(table: Table, info: ValidationInfo) -> Iterator[Link]:
    keys: Mapping[str, Value] = {snake(key): item for key, item in table.items()}
    address = next((keys[key] for key in ("url", "href", "link") if isinstance(keys.get(key), Text)), None)
    title = next((keys[key] for key in ("text", "title", "name", "label") if isinstance(keys.get(key), Text)), None)
    if isinstance(address, Text) and isinstance(title, Text):
        yield _link(" ".join(title.split()), address, info)
        return
    for key, item in table.items():
        yield from _links(key, item, info)


def _link(name: str, address: Text, info: ValidationInfo) -> Link:
    url = address.strip()
    if not runs_script(url):
        return Link(url, name or url, address.line)
    message = f"{info.field_name} has the address {url[:60]!r}, which would run a script; it is shown as text."
    findings(info).add(address.line, "PM020", message)
    return Link("", f"{name}: {url}" if name else url, address.line)


Factors = Annotated[tuple[Factor, ...], Reads(read_factors, _LIST)]
Causes = Annotated[tuple[Factor, ...], Reads(read_causes, _LIST)]
Relations = Annotated[tuple[Relation, ...], Reads(read_relations, {"type": ["object", "array", "string", "null"]})]
Links = Annotated[tuple[Link, ...], Reads(read_links, {"type": ["object", "array", "string", "null"]})]
Action = Annotated[ActionItem | None, Entry(ActionForm, ActionForm.item, "text")]
