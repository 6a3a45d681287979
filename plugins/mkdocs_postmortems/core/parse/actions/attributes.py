"""Finds the attributes of an action item in its text: owner, due date, tracker, priority and type."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.core.model import ActionItem
from mkdocs_postmortems.core.parse.actions.attribute_words import (
    DUE_NAMES,
    DUE_NAMES_IN_SIGNS,
    OTHER_NAMES,
    OWNER_NAMES,
    OWNER_NAMES_IN_SIGNS,
)
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver, is_day_first
from mkdocs_postmortems.core.parse.inline import label, links, plain_text
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_TRACKER_URL = re.compile(
    r"""/(?: issues | pull | pulls | merge_requests | -/issues | -/merge_requests | -/work_items | work_items | tickets?
        | browse | story | stories | discussions )/[A-Za-z0-9#_-]+
    |   linear\.app/.{1,100}?/issue/ | trello\.com/c/ | app\.asana\.com/0? | shortcut\.com | clickup\.com/t/
    |   monday\.com/boards/ | _workitems/ | bugs\. | bugzilla | /show_bug
    |   phabricator\.[^/]+/[TD]\d | /T\d{3,}\b
    |   youtrack | atlassian\.net/(?:browse|jira) | servicedesk | /helpdesk/""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK_TEXT = re.compile(r"#\d+|[A-Z][A-Z0-9]+-\d+|(?i:issue|ticket|jira|tracker|task|pr|mr)")
_BARE_URL = re.compile(r"https?://\S+")
_TRACKER_ID = re.compile(r"(?<![\w/.&-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\w-])")
_ISSUE_NUMBER = re.compile(
    r"""(?<![\w/&])(?:[\w.-]{1,40}/[\w.-]{1,60})?\#\d{1,7}\b  # #123, org/repo#123
    |   (?<![\w/&])(?:(?:GH|PR|MR)[ #-]?\d{1,7}|![0-9]{1,7})\b  # GH-123, PR 123, !123""",
    re.VERBOSE,
)
_MAX_COUNTED = 40
_COUNTED = re.compile(
    r"""(?:\b(?: parts? | steps? | chapters? | sections? | figures? | tables? | items? | points? | options?
    | phases? | slides?
        | pages? | rules? | lines? | versions? | attempts? | instances? | nodes? | shards? | servers? | hosts? | racks?
        | ports? | weeks? | days? | runs? | builds? | jobs? | lessons? | reasons? | causes? | factors? | questions?
        | appendix | annex | number | no\. | room | unit | model | batch | lot | teil | schritt | kapitel
        | étape | paso )
    |   \.[a-z]{1,5} )[`"')*]{0,3}\s{0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands before the number of a part, not of an issue."""
_NOT_A_TRACKER_ID = re.compile(
    r"""^(?: CVE | RFC | ISO | SHA | UTF | SEV | HTTP | TLS | AES | UTC | GMT | SOC | PCI | COVID | P | S | US | EU | AP
        | GPT | RSA | ECDSA | IPV | X | INC | PM | AZ | M | T | C | R | N | G )-\d+$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Standards, severities, regions and incidents that look like ids of trackers."""


def find_tracker(raw: str) -> str | None:
    """Return the URL of an issue or change if there is one, else `ABC-123`, else `#123`, else `None`."""
    for url, text in links(raw):
        if _TRACKER_URL.search(url) or _LINK_TEXT.fullmatch(text.strip()):
            return url
    bare = _BARE_URL.sub(" ", raw)
    for match in _TRACKER_ID.finditer(bare):
        if not _NOT_A_TRACKER_ID.match(match[0]):
            return match[0]
    numbers = (match[0] for match in _ISSUE_NUMBER.finditer(bare) if not _numbers_a_part(bare, match))
    return next(numbers, None)


def _numbers_a_part(text: str, match: re.Match[str]) -> bool:
    """Whether a number counts something else: `part #7`, `step #3`, `chapters.md #6`."""
    before = text[max(0, match.start() - _MAX_COUNTED) : match.start()]
    return match[0].startswith("#") and _COUNTED.search(before) is not None


_OWNER = re.compile(
    rf"""(?:\b(?:{OWNER_NAMES})\b | {OWNER_NAMES_IN_SIGNS})
    \s*+[:=：]\s*+\**+\s*+@? ([^\n;|,、，()（）\[\]*]{{2,60}}?)
    (?= \s*(?: [;|,、，()（）\[\]*\n] | [-–—]\s | \.\s | \.$ | $
        | \b(?:by|{DUE_NAMES}|{OTHER_NAMES})\b\s*[:=] ) )""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK_TARGET = re.compile(r"\]\([^)\]]{0,2000}\)")
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z][\w-]{1,38}(?:/[A-Za-z][\w-]{1,38})?)(?![\w@]|\.\w)")
_LEADING_OWNER = re.compile(
    r"^\s*+(?:\*\*|__)?\s*+(?:[(\[]\s*+)?@[A-Za-z][\w-]{1,38}\s*+(?:[)\]])?\s*+(?:\*\*|__)?\s*+[:–—-]\s+"
)

_DUE = re.compile(
    rf"""(?:\b(?: by | until | before | bis\ zum | bis | avant\ le | hasta\ el | até | entro\ il | {DUE_NAMES} )\b
        | {DUE_NAMES_IN_SIGNS}) \s*[:=：]?\s*\**\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    rf"(?:\b(?:{DUE_NAMES})\b | {DUE_NAMES_IN_SIGNS})\s?[:=：]?[\s*]{{0,6}}$", re.IGNORECASE | re.VERBOSE
)
"""A word that nothing but a date follows, so that `3/4` behind it is one and no fraction."""
_NAME_BEFORE_DATE = re.compile(
    r"""(?:[(\[]|\s[-–—]\s) \s?[*_@]{0,3} (?P<owner>[^\W\d_][\w.'-]{1,30}(?:\s[^\W\d_][\w.'-]{0,30}){0,2}) [*_]{0,3}
        \s?[,;/]\s? (?:(?:by|until|due|eta|bis|avant\ le|até|hasta)\b:?\s?)? (?=\d|[A-Z][a-z]{2,8}\.?\s\d)""",
    re.VERBOSE,
)
_UNTIL_BEHIND = re.compile(r"\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}\s?[日일]?\s?(?=まで|迄|之前|前|까지)")
_QUARTER = re.compile(
    r"(?:the )?(?:end of )?(Q[1-4](?:[ /-]?(?:20)?\d\d)?|(?:20\d\d)[ -]?Q[1-4])\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(20\d\d-(?:0[1-9]|1[0-2]))\b(?!-)")
_VAGUE_DATE = re.compile(
    r"\b(?:later this (?:year|month|week|quarter)|(?:next|this) (?:year|month|week|quarter|sprint))\b", re.IGNORECASE
)
_REMARK = re.compile(r"\(([^()]{2,40})\)")
_MAX_TIMESTAMP_LENGTH = 160

_PRIORITY = re.compile(
    r"""[(\[]\s*+(P[0-4]|high|medium|low|critical)(?:\s++priority)?\s*+[)\]]
    |   \bpriority\s*+[:=]\s*+\**+\s*+(\w+)
    |   ^\s*+\**+(P[0-4])\b\**+\s*+[:–—-]""",
    re.IGNORECASE | re.VERBOSE,
)
# The words in brackets are the types in the example postmortem of the Google SRE book, and their like.
_TYPE = re.compile(
    r"""\b(?:type|kind|category)\s*+[:=]\s*+\**+\s*+([A-Za-z]{4,20})\b
    |   [(\[]((?:prevent|mitigate|detect|repair|process|document|investigate|train)\w{0,4})[)\]]""",
    re.IGNORECASE | re.VERBOSE,
)

_TRAILING_ATTRIBUTE = re.compile(
    rf"""(?:\b(?!(?:lead|who|team|responsible\ for)\b)(?:{OWNER_NAMES}|{DUE_NAMES}|{OTHER_NAMES})\b
    | {OWNER_NAMES_IN_SIGNS} | {DUE_NAMES_IN_SIGNS}) \**\s*[:=：]""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_ATTRIBUTE = "-–—,;|([（【、，"
_ATTRIBUTE_NAME = re.compile(
    rf"""(?: {OWNER_NAMES} | {DUE_NAMES} | {OTHER_NAMES} | issue | jira | link | description | details? | context | why
    |   pr )\b | {OWNER_NAMES_IN_SIGNS} | {DUE_NAMES_IN_SIGNS}""",
    re.IGNORECASE | re.VERBOSE,
)


def with_attributes(item: ActionItem, raw: str) -> ActionItem:
    """Return the item with the attributes that it lacks and `raw` states."""
    return replace(
        item,
        owner=item.owner or stated_owner(raw),
        due=item.due or _due(raw),
        tracker=item.tracker or find_tracker(raw),
        priority=item.priority or _first_group(_PRIORITY.search(raw)),
        type=item.type or _first_group(_TYPE.search(raw)),
    )


def without_attributes(raw: str) -> tuple[str, str]:
    """Return the text without a leading `@owner:`, and the same cut before the first `owner:`, `due:` and the like."""
    text = _LEADING_OWNER.sub("", raw)
    tail = _TRAILING_ATTRIBUTE.search(text)
    if tail is None:
        return text, text
    # Stripped in steps: one pattern for all that may stand before the name takes cubic time on a run of spaces.
    cut = text[: tail.start()]
    if cut.count("(") > cut.count(")"):  # Other attributes stand before it in the same brackets.
        cut = cut[: cut.rindex("(")]
    return text, cut.rstrip().rstrip("*").rstrip().rstrip(_BEFORE_ATTRIBUTE).rstrip()


def group_due(words: str) -> str | None:
    """Return the due date that a group line gives for the items below it: "Long term (Q4 2025)"."""
    remark = _REMARK.search(words)
    return _stated_due(words) or (remark[1] if remark and _date_at(remark[1], 0) else None)


def is_attribute(text: str) -> bool:
    """Whether an item below a heading only states an attribute of the heading's action, such as its owner."""
    found = label(text)
    return found is not None and bool(_ATTRIBUTE_NAME.match(found.title))


def stated_owner(raw: str) -> str | None:
    """Return the owner after a word such as "owner", else the first `@handle`."""
    if match := _OWNER.search(raw):
        return plain_text(match[1]).strip(" .*_@") or None
    if match := _owner_and_due(raw):
        return match["owner"]
    handle = _HANDLE.search(_LINK_TARGET.sub("]", raw))
    return handle[1] if handle else None


def _due(raw: str) -> str | None:
    vague = _VAGUE_DATE.search(raw)
    last = _owner_and_due(raw)
    return (
        _stated_due(raw)
        or (_date_at(raw, last.end()) if last else None)
        or _date_before_until(raw)
        or (vague[0] if vague else None)
    )


def _date_before_until(raw: str) -> str | None:
    """Return the day in front of a word for "until", where the language puts it there: `2024/03/01まで`."""
    match = _UNTIL_BEHIND.search(raw)
    return _date_at(raw, match.start()) if match else None


def _owner_and_due(raw: str) -> re.Match[str] | None:
    """Match a name before a date at the end of an item: `(J. Doe, until 2021-04-01)`, `— *Ana*, 15 October 2023`."""
    for match in _NAME_BEFORE_DATE.finditer(raw):
        timestamp = parse_timestamp(raw[match.end() : match.end() + _MAX_TIMESTAMP_LENGTH])
        if timestamp and timestamp.has_day and not raw[match.end() + timestamp.end :].strip(" )].*_"):
            return match
    return None


def _stated_due(raw: str) -> str | None:
    """Return the first date, quarter or month after a word such as "due" or "by"."""
    return next(filter(None, (_date_at(raw, match.end()) for match in _DUE.finditer(raw))), None)


def _date_at(raw: str, start: int) -> str | None:
    """Return the day, quarter or month at `start`; as written if the year is missing."""
    timestamp = parse_timestamp(raw[start : start + _MAX_TIMESTAMP_LENGTH])
    is_day = timestamp is not None and (
        timestamp.month or (timestamp.numeric and (timestamp.year or _NAMED.search(raw, 0, start)))
    )
    if timestamp and is_day:
        written = raw[start : start + timestamp.end].strip(" *_.,;:()|-–—\n")
        return due_day(timestamp, written) or written
    found = _QUARTER.match(raw, start) or _MONTH.match(raw, start)
    return found[1] if found else None


def with_due_day(item: ActionItem, *, day_first: bool | None) -> ActionItem:
    """Return the item with a due date such as `3/4/2024` as a day, if the document tells the order of its numbers."""
    timestamp = parse_timestamp(item.due) if item.due and day_first is not None else None
    if timestamp is None or not timestamp.numeric or not timestamp.year:
        return item
    return replace(item, due=due_day(timestamp, item.due or "", day_first=day_first) or item.due)


def due_day(timestamp: Timestamp, written: str, *, day_first: bool | None = None) -> str | None:
    """Return the day as `YYYY-MM-DD`; `None` if the year or the order of day and month (`3/4/2024`) is unknown."""
    if timestamp.iso_day or not timestamp.numeric:
        return timestamp.iso_day
    own = is_day_first(written, None)
    moment = TimestampResolver(None, day_first=day_first if own is None else own).resolve(timestamp)
    return moment.day if moment else None


def _first_group(match: re.Match[str] | None) -> str | None:
    return next(filter(None, match.groups()), None) if match else None
