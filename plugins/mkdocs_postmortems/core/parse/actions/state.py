"""Whether an action item is done, from its own words, a cell, or the heading above it."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.model import ActionStatus
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain, without_emoji
from mkdocs_postmortems.core.parse.words import bare, phrases

FINISHED = frozenset({ActionStatus.DONE, ActionStatus.VERIFIED})

_TABLE = {
    ActionStatus.DONE: """done | complete | completed | closed | fixed | resolved | finished | yes | merged | shipped
        | deployed | x | already done | fait | terminé | erledigt""",
    ActionStatus.VERIFIED: "verified",
    ActionStatus.OPEN: """open | todo | to do | not started | pending | new | no | planned | backlog | outstanding
        | overdue | à faire | offen""",
    ActionStatus.IN_PROGRESS: "in progress | ongoing | started | wip | in review | doing",
    ActionStatus.WONT_DO: """wont do | won t do | wontfix | won t fix | cancelled | canceled | rejected | dropped""",
}
_STATUSES = {phrase: status for status, row in _TABLE.items() for phrase in phrases(row)}

_TICK = r"✅|✔|☑|:white_check_mark:"
_SIGNS = (
    (re.compile(_TICK), ActionStatus.DONE),
    (re.compile("🔄|⏳|🚧|🟡|🏃"), ActionStatus.IN_PROGRESS),
    (re.compile("❌|⬜|🔴|💡|📝"), ActionStatus.OPEN),
)
"""What a cell with nothing but an emoji says."""
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
_STRUCK = re.compile(r"^\s*~~.+~~\s*$", re.DOTALL)
_STATUS = re.compile(r"\bstatus\b\s*[:=]\s*\**\s*([\w' -]{2,20})", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?:\*\*|__)")
_REMARK = re.compile(r"\(([^()]{2,30})\)")


def to_status(text: str) -> ActionStatus | None:
    """Read the state of an item as trackers and tables write it; a tick is enough."""
    words = bare(without_emoji(plain(text)))
    if not words:
        return next((status for pattern, status in _SIGNS if pattern.search(text)), None)
    starts = (status for phrase, status in _STATUSES.items() if words.startswith(phrase + " "))
    return _STATUSES.get(words) or next(starts, None)


def says_done(raw: str, *, ticked: bool | None) -> bool | None:
    """Whether an item's own text says that it is done; `ticked`, what its checkbox says, if the text does not."""
    if _STRUCK.match(raw) or _DONE.search(raw):
        return True
    if match := _STATUS.search(raw):
        status = to_status(match[1])
        return status in FINISHED if status else ticked
    return False if ticked is None and _NOT_DONE.search(raw) else ticked


def group_state(block: Block, *, before: bool | None) -> bool | None:
    """Whether a heading or bold line says that the items below it are done ("Completed", "Immediate (done)").

    Another block leaves it at what was said `before`.
    """
    if block.kind in (BlockKind.ITEM, BlockKind.ROW):
        return before
    if block.kind is BlockKind.PARAGRAPH and not _BOLD.match(block.text):
        return before
    words = plain(block.text).strip(" :*_")
    remark = _REMARK.search(words)
    status = to_status(remark[1] if remark else words)
    return None if status is None else status in FINISHED
