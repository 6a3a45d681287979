"""Proposes time zone, milestones and date, as far as the body states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortems.core.adopt.proposal import DEFAULT_MIN_CONFIDENCE, ParsedDocument, Proposal
from mkdocs_postmortems.core.model import Moment, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.document_zone import find_zone
from mkdocs_postmortems.core.parse.file_name import file_date
from mkdocs_postmortems.core.parse.incident_times.declared import MILESTONES
from mkdocs_postmortems.core.parse.incident_times.incident_date import first_day
from mkdocs_postmortems.core.parse.inline import is_italic, plain_text
from mkdocs_postmortems.core.time_zones import to_tzinfo

_ZONE_WORDS = re.compile(r"\b(?:times?|timestamps?|zone|timezone)\b", re.IGNORECASE)
_RELATIVE_WORDS = re.compile(
    r"\b(?:before|after|until|since|publication|published|report(?:ed)? on|prior to)\b", re.IGNORECASE
)
"""A date in prose with one of these words may be another day than that of the incident."""
_FIRST_BLOCKS = 6
"""Blocks of the introduction and the summary that are searched for the date."""
_MAX_BYLINE_WORDS = 6
_BLOG_POSTS_FOLDER = "_posts/"
"""The folder in which Jekyll blogs name files by the day of publication."""
_REPORT_DELAY = timedelta(days=3)
"""A date that is this much later than the last timeline event is probably that of the report."""


def propose_times(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield proposals for time zone and milestones, and for the date unless the front matter has a start."""
    yield from _propose_zone(parsed)
    for name in MILESTONES:
        moment, line = getattr(parsed.document, name), parsed.document.lines.get(name)
        if moment and line and _is_exact(moment):
            is_implausible = moment.iso[:7] < (parsed.document.date or "")[:7]  # In a month before the incident.
            value = format_moment(moment, parsed.body.zone)
            yield Proposal(name, value, line, parsed.quote(line), 0.5 if is_implausible else 0.9)
    if "started_at" not in parsed.header.lines:
        yield from _propose_day(parsed)


def format_moment(moment: Moment, zone: str | None) -> str:
    """Return a moment as a front matter value, such as `~2024-03-07 14:32 UTC`.

    Args:
        moment: The moment.
        zone: The time zone of the document, which is left out of the value.
    """
    own = moment.zone if moment.zone and moment.zone != zone and moment.clock else None
    gap = "" if own and own[0] in "+-" else " "
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{gap + own if own else ''}"


def _is_exact(moment: Moment) -> bool:
    return moment.day is not None and moment.iso[:4].isdigit()


def _propose_zone(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield the zone of the document; with little confidence if times have several zones and none is stated."""
    zone = parsed.body.zone
    mentions = [(block, name) for block in parsed.body.blocks if (name := find_zone([block]))] if zone else []
    first = next((block for block, name in mentions if name == zone), None)
    if zone is None or first is None or ("/" in zone and to_tzinfo(zone) is None):
        return
    others = {name for _, name in mentions if name != zone}
    is_stated = first.kind is BlockKind.HEADING or bool(first.header) or bool(_ZONE_WORDS.search(first.text))
    confidence = 0.95 if not others else 0.85 if is_stated else 0.5
    line = max(1, first.line - 2) if find_zone([_header_block(first)]) else first.line
    yield Proposal("timezone", zone, line, parsed.quote(line), confidence)


def _header_block(row: Block) -> Block:
    """Return the header of a row's table as a block."""
    return Block(BlockKind.ROW, row.line, row.line, "", header=row.header)


def _propose_day(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield the day on which the incident began; each further place that names it adds confidence."""
    day = parsed.document.date
    evidence = list(_day_evidence(parsed, day)) if day else []
    if not day or not evidence:
        return
    line, confidence = max(evidence, key=lambda item: item[1])
    confidence = 0.95 if len(evidence) > 1 and confidence > DEFAULT_MIN_CONFIDENCE else confidence
    in_file_name = file_date(parsed.source.path)
    if in_file_name and in_file_name.iso_day and not in_file_name.iso_day.startswith(day[:7]):
        confidence -= 0.2
    if _is_long_after(day, parsed) or (_is_single_field(evidence, parsed) and _is_after_first_day(day, parsed)):
        confidence -= 0.2
    yield Proposal("date", day, line, parsed.quote(line), confidence)


def _is_long_after(day: str, parsed: ParsedDocument) -> bool:
    """Whether the timeline ends well before that day, which is then probably the day of the report or the review."""
    days = [event.at.day for event in parsed.body.timeline.events if event.at and event.at.day]
    try:
        return len(days) > 1 and date.fromisoformat(day) - date.fromisoformat(max(days)) > _REPORT_DELAY
    except ValueError:  # A month, or a day that does not exist.
        return False


def _is_single_field(evidence: list[tuple[int | None, float]], parsed: ParsedDocument) -> bool:
    """Whether one place alone names the day. Timeline events do not count: they may take their day from that place."""
    event_lines = {event.line for event in parsed.body.timeline.events}
    return len([line for line, _ in evidence if line not in event_lines]) == 1


def _is_after_first_day(day: str, parsed: ParsedDocument) -> bool:
    """Whether the first day in the text is earlier: a single `Date:` may then be the day of publication."""
    own = parsed.document.lines.get("date")
    blocks = (
        block for block in parsed.body.blocks if block.kind is BlockKind.PARAGRAPH and not _contains_line(block, own)
    )
    texts = (plain_text(block.text) for block in blocks)
    days = (first_day(text, day, day_first=parsed.body.day_first) for text in texts)
    return next((first < day for first in days if first), False)


def _day_evidence(parsed: ParsedDocument, day: str) -> Iterator[tuple[int | None, float]]:
    """Yield the line of each place that names the day, `None` for the file name, with a confidence from 0 to 1."""
    if (line := parsed.document.lines.get("date")) and line >= parsed.header.body_line:
        yield line, 0.95
    heading = parsed.heading()
    if heading and _names_day(heading.text, day):
        yield heading.line, 0.95
    in_file_name = file_date(parsed.source.path)
    if in_file_name and in_file_name.iso_day == day:
        yield None, 0.6 if _BLOG_POSTS_FOLDER in parsed.source.path else 0.85
    for event in parsed.body.timeline.events:
        if event.at and event.at.day == day:
            yield event.line, 0.85
            break
    lead = (part for part in parsed.body.sections if part.name in (None, SectionName.SUMMARY))
    blocks = [block for part in lead for block in part.blocks if block.kind is not BlockKind.HEADING]
    for block in blocks[:_FIRST_BLOCKS]:
        if _names_day(block.text, day) and not _is_byline(block) and not _contains_line(block, line):
            yield block.line, 0.6 if _RELATIVE_WORDS.search(block.text) else 0.85


def _contains_line(block: Block, line: int | None) -> bool:
    return line is not None and block.line <= line <= block.last_line


def _is_byline(block: Block) -> bool:
    """Whether a paragraph is a byline, as below a title: `_Jane Doe, 2024-05-03_`."""
    return block.kind is BlockKind.PARAGRAPH and is_italic(block.text) and len(block.text.split()) <= _MAX_BYLINE_WORDS


def _names_day(text: str, day: str) -> bool:
    """Whether a text names the day unambiguously; `04-03-2026` may be in March or in April."""
    words = plain_text(text)
    readings = {first_day(words, day, day_first=True), first_day(words, day, day_first=False)}
    return readings == {day} or day in words
