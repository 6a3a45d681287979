"""Parses entries of status pages: a few updates, mostly newest first, each with a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from mkdocs_postmortems.core.model import EventKind, SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.parse.section_names import canonical_section
from mkdocs_postmortems.core.timestamps import Timestamp, parse_timestamp

_MIN_UPDATES = 2
_PROSE = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_UPDATE_WORDS = r"""investigating | identified | monitoring | updated? | resolved | fixed | completed? | in\ progress
    | scheduled | verifying | (?:initial|final|first|last)?\s?(?:message|notice|update)
    | announcement | post-?mortem | recovered
    | recovery | notice"""
"""Labels of updates: those of Atlassian Statuspage and cState, and what people write by hand."""
_BRACKETED = re.compile(
    rf"^\s*+(?:\*\*|__)? \s*+\[\s*+ (?P<word>{_UPDATE_WORDS})\b (?P<more>[^\]\n]{{0,60}}) \]\s*+:?\s*+ (?:\*\*|__)?",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(
    rf"""^\s*+[*_]{{0,3}} \s*+(?P<word>{_UPDATE_WORDS})(?!\w) (?P<more>[^\]\n]{{0,60}}?)
        (?: [*_]{{1,3}}(?!\w) | :(?=\s|$) | \s[-–—]\s | $ )
        \s*+(?:[-–—:]\s*+)?(?:\*\*|__)?""",
    re.IGNORECASE | re.VERBOSE,
)
_BOLD = re.compile(r"^\s*(?:\*\*|__)(?P<word>[^*_\n]{2,80})(?P<more>)(?:\*\*|__)\s*:?\s*")
_TRACK_SHORTCODE = re.compile(r"\{\{<\s*track\s++(?:\"?([^\">]{1,200}?)\"?\s*)?>\}\}", re.IGNORECASE)
"""cState's shortcode for the time of an update."""
_REPORT_SECTIONS = frozenset(
    {
        SectionName.ACTION_ITEMS,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.LESSONS,
        SectionName.ROOT_CAUSE,
        SectionName.TIMELINE,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
    }
)
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
    """Whether the body is a series of status updates.

    It is if at least two, and a third, of its paragraphs and headings start one, or three and a quarter; with the front
    matter of a status page, one is enough.
    """
    labelled = sum(1 for block in blocks if _starts_update(block))
    if is_status_page(extra):
        return labelled >= 1
    if any(_is_section(block) for block in blocks):
        return False
    paragraphs = sum(1 for block in blocks if block.kind in _PROSE)
    return labelled >= _MIN_UPDATES and labelled * (4 if labelled > _MIN_UPDATES else 3) >= paragraphs


def parse_updates(
    blocks: Sequence[Block], resolver: TimestampResolver, zone: str | None, *, status_page: bool = False
) -> tuple[TimelineEvent, ...]:
    """Return an event per update, in document order; the text after a label belongs to its update.

    With `status_page`, text before the first label is an update too.
    """
    events: list[TimelineEvent] = []
    more: list[list[str]] = []
    for number, line, kind, tracked in _lines(blocks):
        if found := _label(line, kind, tracked=tracked):
            event, timestamp = _update(number, found)
            events.append(_with_time(event, timestamp, resolver, zone))
            more.append([])
        elif not events and kind is BlockKind.PARAGRAPH and status_page:
            events.append(_unlabelled_update(number, line, resolver, zone))
            more.append([])
        elif events:
            timestamp, text = _stamp(line) if events[-1].at is None and not any(more[-1]) else (None, line)
            more[-1].append(_TRACK_SHORTCODE.sub("", text))
            timestamp = timestamp or (_track_time(line) if events[-1].at is None else None)
            events[-1] = _with_time(events[-1], timestamp, resolver, zone)
    return tuple(_with_lines(event, lines) for event, lines in zip(events, more, strict=True))


def is_update_title(title: str) -> bool:
    """Whether a heading is the label of an update: in a series of them "Resolved" is no section."""
    return _label(title, BlockKind.HEADING) is not None


def is_status_page(extra: Mapping[str, object]) -> bool:
    """Whether the front matter has the keys of a cState entry."""
    return bool({"resolved", "informational"} & {key.casefold() for key in extra}) or extra.get("section") == "issue"


def _is_section(block: Block) -> bool:
    """Whether a heading is that of a section of a report, which a series of updates does not have."""
    return (
        block.kind is BlockKind.HEADING
        and not _starts_update(block)
        and canonical_section(plain_text(block.text)) in _REPORT_SECTIONS
    )


def _starts_update(block: Block) -> bool:
    return (
        block.kind in _PROSE
        and not block.is_quoted
        and _label(block.text, block.kind, tracked=bool(_TRACK_SHORTCODE.search(block.text))) is not None
    )


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[int, str, BlockKind, bool]]:
    """Yield lines with their number, the kind of their block, and whether they begin a paragraph that has a time."""
    for block in blocks:
        if block.kind is not BlockKind.CODE:
            tracked = block.kind in _PROSE and bool(_TRACK_SHORTCODE.search(block.text))
            for number, line in enumerate(block.text.split("\n"), block.line):
                yield number, line, block.kind, tracked and number == block.line


class _Label(NamedTuple):
    """The label of an update, in a line of its own or before its text."""

    word: str
    more: str
    """What else the label has: a time, a number."""
    text: str
    """The text behind it."""
    timestamp: Timestamp | None
    """The time in front of it."""


def _label(line: str, kind: BlockKind, *, tracked: bool = False) -> _Label | None:
    """Return the label of an update: a word of status pages, or any bold text in a paragraph that has a time.

    A list item has a label only if it also has a time.
    """
    if tracked and (match := _BOLD.match(line)):
        return _Label(match["word"], match["more"], line[match.end() :], None)
    if kind not in _PROSE and not (kind is BlockKind.ITEM and _TRACK_SHORTCODE.search(line)):
        return None
    timestamp, rest = _stamp(line, day_only=True)
    for stamp, text in ((None, line), (timestamp, rest)):
        if match := _BRACKETED.match(text) or _LABEL.match(text):
            return _Label(match["word"], match["more"], text[match.end() :], stamp)
    return None


def _stamp(line: str, *, day_only: bool = False) -> tuple[Timestamp | None, str]:
    """Return the day and time with which a line begins, and the rest of it; with `day_only` a day is enough."""
    timestamp = parse_timestamp(line)
    if timestamp and timestamp.has_day and (timestamp.has_clock or (day_only and timestamp.weekday is None)):
        return timestamp, line[timestamp.end :]
    return None, line


def _update(number: int, found: _Label) -> tuple[TimelineEvent, Timestamp | None]:
    """Return the update that begins in a line, and its time: beside the label, in a shortcode, or before the text."""
    text = _TRACK_SHORTCODE.sub("", found.text).strip()
    timestamp = (
        found.timestamp
        or parse_timestamp(found.more.strip(" -–—:("), allow_preposition=True)
        or _track_time(found.text)
    )
    if timestamp is None and (timestamp := parse_timestamp(text)) and timestamp.is_separated and timestamp.has_clock:
        text = text[timestamp.end :]
    return TimelineEvent(number, None, text, kind=_KINDS.get(found.word.casefold())), timestamp


def _unlabelled_update(number: int, line: str, resolver: TimestampResolver, zone: str | None) -> TimelineEvent:
    """Return the text before the first label as an update; its time may precede it: "At 19:24 …"."""
    written = parse_timestamp(line, allow_preposition=True)
    timestamp = written if written and written.has_clock else _track_time(line)
    return _with_time(TimelineEvent(number, None, _TRACK_SHORTCODE.sub("", line).strip()), timestamp, resolver, zone)


def _with_lines(event: TimelineEvent, lines: Sequence[str]) -> TimelineEvent:
    if not lines:
        return event
    pieces = (piece.rstrip() for piece in (event.text, *lines))
    return replace(event, text="\n".join(filter(None, pieces)).strip())


def _track_time(line: str) -> Timestamp | None:
    match = _TRACK_SHORTCODE.search(line)
    return parse_timestamp(match[1] or "") if match else None


def _with_time(
    event: TimelineEvent, timestamp: Timestamp | None, resolver: TimestampResolver, zone: str | None
) -> TimelineEvent:
    at = resolver.resolve(timestamp) if timestamp else None
    return replace(event, at=replace(at, zone=at.zone or zone)) if at else event
