"""Determines the state of an action item from its text, a table cell, or the heading above it."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import normalize_words, parse_phrases, plain_text, without_emoji

FINISHED_STATUSES = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})

_PHRASES_BY_STATUS = {
    ActionStatus.DONE: """done | complete | completed | closed | fixed | resolved | finished | yes | merged | shipped
        | deployed | x | already done | fait | terminé | erledigt""",
    ActionStatus.VERIFIED: "verified",
    ActionStatus.OPEN: """open | todo | to do | not started | pending | new | no | planned | backlog | outstanding
        | overdue | à faire | offen""",
    ActionStatus.IN_PROGRESS: "in progress | ongoing | started | wip | in review | doing",
    ActionStatus.WONT_DO: """wont do | won t do | wontfix | won t fix | cancelled | canceled | rejected | dropped""",
}
_STATUS_BY_PHRASE = {phrase: status for status, row in _PHRASES_BY_STATUS.items() for phrase in parse_phrases(row)}

_TICK = r"✅|✔|☑|:white_check_mark:"
_EMOJI_STATUSES = (
    (re.compile(_TICK), ActionStatus.DONE),
    (re.compile("🔄|⏳|🚧|🟡|🏃"), ActionStatus.IN_PROGRESS),
    (re.compile("❌|⬜|🔴|💡|📝"), ActionStatus.OPEN),
)
"""State of a cell that has only an emoji."""
_DONE = re.compile(
    rf"""[(\[] (?:already\ )? (?:done|completed?|fixed|resolved|closed|shipped|implemented|merged|finished)\b
            [^()\[\]]{{0,40}} [)\]]
    |   {_TICK} | :heavy_check_mark:
    |   \b(?:has|have|was|were)\ (?:already\ |now\ |since\ )?been\ (?:already\ )?
            (?:done|completed|implemented|fixed|resolved|deployed)\b
    |   \balready\ (?:done|completed|implemented|fixed)\b
    |   (?-i:\bDONE\b)
    |   ^\W* (?:done|completed|fixed) \s*[:–—-]
    |   [-–—:]\s* (?:done|completed|complete|fixed) \W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_DONE = re.compile(
    r"""[(\[] (?: to\ ?do | open | pending | not\ (?:yet\ )?(?:done|started) | in\ progress | ongoing | wip | planned
            | not\ completed? ) [)\]]
    |   ❌ | ⬜ | :x:
    |   \bin\ progress\W*$
    |   \bnot\ yet\ (?:done|started)\b
    |   \b(?:is|are)\ (?:currently\ |still\ |now\ |actively\ )?working\ (?:on|to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STRUCK = re.compile(
    r"^\s*(?:\*\*|__)?(?:~~(?=\S)(?P<text>(?:(?!~~).){1,2000})~~|<(?P<tag>del|s|strike)\b[^<>]{0,80}>.{1,2000}?</(?P=tag)>)(?:\*\*|__)?",
    re.DOTALL | re.IGNORECASE,
)
_REMARK_ON_STRUCK = re.compile(
    r"""\s*(?:$ | [(\[–—:,;.@#-] | https?:// | [A-Z][A-Z0-9]{1,9}-\d
    |   (?:due|deadline|eta|by|until|before|owner|assignee|assigned|priority|p\d|fällig|bis|échéance|prazo|para)\b
    |   (?:dropped|cancell?ed|obsolete|abandoned|superseded|replaced|rejected|wontfix|won'?t|not|no|out|done|moved|see
        |verworfen|entfällt|gestrichen|abandonné|annulé|descartado|cancelado|annullato|geschrapt)\b | 中止 | 見送り)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand behind a task that is struck through; anything else is the task that takes its place."""
_STATUS = re.compile(r"\bstatus\b\s*[:=]\s*\**\s*([\w' -]{2,20})", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?:\*\*|__)")
_REMARK = re.compile(r"\(([^()]{2,30})\)")


def parse_status(text: str) -> ActionStatus | None:
    """Return the state that a text names as trackers and tables do, or by an emoji; else `None`."""
    words = normalize_words(without_emoji(plain_text(text)))
    if not words:
        return next((status for pattern, status in _EMOJI_STATUSES if pattern.search(text)), None)
    starts = (status for phrase, status in _STATUS_BY_PHRASE.items() if words.startswith(phrase + " "))
    return _STATUS_BY_PHRASE.get(words) or next(starts, None)


def is_struck(raw: str) -> bool:
    """Whether the task of an item is struck through; owner, date, tracker or a remark may follow it."""
    match = _STRUCK.match(raw)
    return match is not None and _REMARK_ON_STRUCK.match(raw, match.end()) is not None


def is_done(raw: str, *, ticked: bool | None) -> bool | None:
    """Whether the text of an item says that it is done; if it does not say, `ticked`, the state of its checkbox."""
    if is_struck(raw) or _DONE.search(raw):
        return True
    if match := _STATUS.search(raw):
        status = parse_status(match[1])
        return status in FINISHED_STATUSES if status else ticked
    return False if ticked is None and _NOT_DONE.search(raw) else ticked


def group_is_done(block: Block, *, before: bool | None) -> bool | None:
    """Whether a heading or bold line says that the items below it are done ("Completed", "Immediate (done)").

    Any other block leaves it at `before`.
    """
    if block.kind in (BlockKind.ITEM, BlockKind.ROW):
        return before
    if block.kind is BlockKind.PARAGRAPH and not _BOLD.match(block.text):
        return before
    words = plain_text(block.text).strip(" :*_")
    remark = _REMARK.search(words)
    status = parse_status(remark[1] if remark else words)
    return None if status is None else status in FINISHED_STATUSES
