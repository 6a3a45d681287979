"""Status-page entries: a few updates, mostly newest first, each under a label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.model import EventKind, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.moments import Stamp, read_stamp

_WORDS = r"investigating|identified|monitoring|updated?|resolved|fixed|completed?|in progress|scheduled|verifying|(?:initial|final|first|last)?\s?message|announcement|post-?mortem|recovered|recovery|notice"
_BRACKETED = re.compile(
    rf"^\s*(?:\*\*|__)?\s*\[\s*(?P<word>{_WORDS})\b(?P<more>[^\]\n]{{0,60}})\]\s*:?\s*(?:\*\*|__)?", re.IGNORECASE
)
_LABEL = re.compile(
    rf"^\s*(?:\*\*|__|[*_])?\s*(?P<word>{_WORDS})(?=\W)(?P<more>[^\]\n]{{0,60}}?)(?:\*\*|__|[*_](?!\w)|:(?=\s|$)|\s[-–—]\s|$)\s*(?:[-–—:]\s*)?(?:\*\*|__)?",
    re.IGNORECASE,
)
_TRACK = re.compile(r"\{\{<\s*track\s+\"?([^\">]+?)\"?\s*>\}\}", re.IGNORECASE)
_KINDS = {
    "investigating": EventKind.DETECTION,
    "identified": EventKind.DIAGNOSIS,
    "monitoring": EventKind.RECOVERY,
    "resolved": EventKind.RECOVERY,
    "fixed": EventKind.RECOVERY,
    "completed": EventKind.RECOVERY,
    "complete": EventKind.RECOVERY,
    "recovered": EventKind.RECOVERY,
}


def is_notice_body(extra: Mapping[str, object], blocks: Sequence[Block]) -> bool:
    """Whether the text is a series of updates: most paragraphs that could start one do, or the front matter is a status page's."""
    labelled = sum(1 for block in blocks if _starts(block))
    paragraphs = sum(1 for block in blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING))
    status_page = (
        bool({"resolved", "informational"} & {key.casefold() for key in extra}) or extra.get("section") == "issue"
    )
    return labelled >= (1 if status_page else 2) and (status_page or labelled * 3 >= paragraphs)


def read_updates(blocks: Sequence[Block], calendar: Calendar, zone: str | None) -> tuple[TimelineEvent, ...]:
    """Return an event per update, in document order; what follows a label belongs to it."""
    events: list[TimelineEvent] = []
    for block in blocks:
        if block.kind is BlockKind.CODE:
            continue
        for number, line in enumerate(block.text.split("\n"), block.line):
            match = (
                (_BRACKETED.match(line) or _LABEL.match(line))
                if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
                else None
            )
            if match and (block.kind is not BlockKind.ITEM or _TRACK.search(line)):
                events.append(_update(number, line, match, calendar, zone))
            elif events:
                events[-1] = _longer(events[-1], line, calendar, zone)
    return tuple(events)


def _starts(block: Block) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and not block.quoted
        and bool(_BRACKETED.match(block.text) or _LABEL.match(block.text))
    )


def _update(number: int, line: str, match: re.Match[str], calendar: Calendar, zone: str | None) -> TimelineEvent:
    text = _TRACK.sub("", line[match.end() :]).strip()
    stamp = read_stamp(match["more"].strip(" -–—:("), soft=True) or _tracked(line)
    if stamp is None and (stamp := read_stamp(text)) and stamp.separated and stamp.has_clock:
        text = text[stamp.end :]
    event = TimelineEvent(number, None, text, kind=_KINDS.get(match["word"].casefold()))
    return _dated(event, stamp, calendar, zone) if stamp else event


def _longer(event: TimelineEvent, line: str, calendar: Calendar, zone: str | None) -> TimelineEvent:
    stamp = _tracked(line) if event.at is None else None
    text = f"{event.text}\n{_TRACK.sub('', line)}".strip()
    longer = replace(event, text=text)
    return _dated(longer, stamp, calendar, zone) if stamp else longer


def _tracked(line: str) -> Stamp | None:
    match = _TRACK.search(line)
    return read_stamp(match[1]) if match else None


def _dated(event: TimelineEvent, stamp: Stamp, calendar: Calendar, zone: str | None) -> TimelineEvent:
    at = calendar.moment(stamp)
    return replace(event, at=replace(at, zone=stamp.zone or zone)) if at else event
