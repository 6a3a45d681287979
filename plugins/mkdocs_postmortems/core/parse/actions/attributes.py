"""What an action item's text says besides what is to be done: owner, due date, priority, type, tracker."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem
from mkdocs_postmortems.core.parse.actions.tracker import find_tracker
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import label, plain
from mkdocs_postmortems.core.parse.stamps import read_stamp

_OWNER = re.compile(
    r"""\b(?: owner | owners | assignee | assigned\ to | responsible | dri | lead | who | team | owned\ by
        | verantwortlich | responsable )\b
    \s*[:=]\s*\**\s*@? ([^\n;|,()\[\]*]{2,60}?)
    (?= \s*(?: [;|,()\[\]*\n] | [-–—]\s | \.\s | \.$ | $
        | \b(?:due|by|eta|priority|status|ticket|tracker)\b\s*[:=] ) )""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK_TARGET = re.compile(r"\]\([^)]{0,2000}\)")
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z][\w-]{1,38}(?:/[A-Za-z][\w-]{1,38})?)(?![\w@]|\.\w)")
_LEADING_OWNER = re.compile(
    r"^\s*(?:\*\*|__)?\s*(?:[(\[]\s*)?@[A-Za-z][\w-]{1,38}\s*(?:[)\]])?\s*(?:\*\*|__)?\s*[:–—-]\s+"
)

_DUE = re.compile(
    r"""\b(?: due(?:\ date|\ by|\ on)? | deadline | eta | target(?:\ date)? | by | until | before
        | fällig | échéance )\b
    \s*[:=]?\s*\**\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_QUARTER = re.compile(
    r"(?:the )?(?:end of )?(Q[1-4](?:[ /-]?(?:20)?\d\d)?|(?:20\d\d)[ -]?Q[1-4])\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(20\d\d-\d\d)\b")
_SOON = re.compile(
    r"\b(?:later this (?:year|month|week|quarter)|(?:next|this) (?:year|month|week|quarter|sprint))\b", re.IGNORECASE
)
_REMARK = re.compile(r"\(([^()]{2,40})\)")
_LONGEST_STAMP = 160

_PRIORITY = re.compile(
    r"""[(\[]\s*(P[0-4]|high|medium|low|critical)(?:\s+priority)?\s*[)\]]
    |   \bpriority\s*[:=]\s*\**\s*(\w+)
    |   ^\s*\**(P[0-4])\b\**\s*[:–—-]""",
    re.IGNORECASE | re.VERBOSE,
)
# The words in brackets are the types in the example postmortem of the Google SRE book, and their like.
_TYPE = re.compile(
    r"""\b(?:type|kind|category)\s*[:=]\s*\**\s*([A-Za-z]{4,20})\b
    |   [(\[](prevent|mitigate|detect|repair|process|document|investigate|train)[)\]]""",
    re.IGNORECASE | re.VERBOSE,
)

_TAIL_NAME = re.compile(
    r"""\b(?: owner | assignee | assigned\ to | owned\ by | responsible | dri | due(?:\ date|\ by)? | deadline | eta
    |   target\ date | priority | tracker | ticket | status | type )\b
    \**\s*[:=]""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_TAIL = "-–—,;|(["
_NAME = re.compile(
    r"""(?: owners? | assignee | due(?:\ date)? | deadline | eta | status | state | priority | ticket | tracker | issue
    |   jira | link | type | description | details? | context | why | team | pr )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def with_attributes(item: ActionItem, raw: str) -> ActionItem:
    """Fill in what the item lacks and `raw` says."""
    return replace(
        item,
        owner=item.owner or _owner(raw),
        due=item.due or _due(raw),
        tracker=item.tracker or find_tracker(raw),
        priority=item.priority or _first_group(_PRIORITY.search(raw)),
        type=item.type or _first_group(_TYPE.search(raw)),
    )


def without_attributes(raw: str) -> tuple[str, str]:
    """Cut off a leading `@owner:`, and also everything from the first `owner:`, `due:` and the like on."""
    text = _LEADING_OWNER.sub("", raw)
    tail = _TAIL_NAME.search(text)
    if tail is None:
        return text, text
    # Stripped in steps: one pattern for all that may stand before the name takes cubic time on a run of spaces.
    return text, text[: tail.start()].rstrip().rstrip("*").rstrip().rstrip(_BEFORE_TAIL).rstrip()


def group_due(block: Block, *, before: str | None) -> str | None:
    """The time that a heading gives in brackets for the items below it: "Long term (Q4 2025)"."""
    if block.kind is not BlockKind.HEADING:
        return before
    remark = _REMARK.search(plain(block.text))
    return remark[1] if remark and _date_at(remark[1], 0) else None


def is_attribute(text: str) -> bool:
    """Whether an item below a heading only says something about the heading's action: its owner, its due date."""
    found = label(text)
    return found is not None and bool(_NAME.match(found.title))


def _owner(raw: str) -> str | None:
    if match := _OWNER.search(raw):
        return plain(match[1]).strip(" .*_@") or None
    handle = _HANDLE.search(_LINK_TARGET.sub("]", raw))
    return handle[1] if handle else None


def _due(raw: str) -> str | None:
    for match in _DUE.finditer(raw):
        if due := _date_at(raw, match.end()):
            return due
    soon = _SOON.search(raw)
    return soon[0] if soon else None


def _date_at(raw: str, start: int) -> str | None:
    """The day, quarter or month that stands at `start`; as written if the year is missing."""
    stamp = read_stamp(raw[start : start + _LONGEST_STAMP])
    if stamp and stamp.day and stamp.month:
        return stamp.iso_day or raw[start : start + stamp.end].strip(" *_.,;:()|-–—\n")
    found = _QUARTER.match(raw, start) or _MONTH.match(raw, start)
    return found[1] if found else None


def _first_group(match: re.Match[str] | None) -> str | None:
    return next(filter(None, match.groups()), None) if match else None
