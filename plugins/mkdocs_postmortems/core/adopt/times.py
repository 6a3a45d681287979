"""Days, times and zone, as far as a document states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortems.core.adopt.proposal import DEFAULT_MIN_CONFIDENCE, ParsedDocument, Proposal
from mkdocs_postmortems.core.model import Moment, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.document_zone import find_zone
from mkdocs_postmortems.core.parse.file_name import file_date
from mkdocs_postmortems.core.parse.inline import is_italic, plain_text
from mkdocs_postmortems.core.parse.times.declared import MILESTONES
from mkdocs_postmortems.core.parse.times.incident_date import first_day
from mkdocs_postmortems.core.time_zones import to_tzinfo

_ZONE_WORDS = re.compile(r"\b(?:times?|timestamps?|zone|timezone)\b", re.IGNORECASE)
_RELATIVE_WORDS = re.compile(
    r"\b(?:before|after|until|since|publication|published|report(?:ed)? on|prior to)\b", re.IGNORECASE
)
"""A day in prose with one of these near it may be another one."""
_FIRST_BLOCKS = 6
_MAX_BYLINE_WORDS = 6
_BLOG_POSTS_FOLDER = "_posts/"
"""Where blogs keep files by the day of publication."""
_REPORT_DELAY = timedelta(days=3)


def propose_times(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield zone, milestones, and the day where there is no start."""
    yield from _propose_zone(parsed)
    for name in MILESTONES:
        moment, line = getattr(parsed.document, name), parsed.document.lines.get(name)
        if moment and line and _is_exact(moment):
            is_slip = moment.iso[:7] < (parsed.document.date or "")[:7]  # The month before it began.
            value = format_moment(moment, parsed.body.zone)
            yield Proposal(name, value, line, parsed.quote(line), 0.5 if is_slip else 0.9)
    if "started_at" not in parsed.header.lines:
        yield from _propose_day(parsed)


def format_moment(moment: Moment, zone: str | None) -> str:
    """Return a moment as front matter writes it; the zone of the document goes without saying."""
    own = moment.zone if moment.zone and moment.zone != zone and moment.clock else None
    gap = "" if own and own[0] in "+-" else " "
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{gap + own if own else ''}"


def _is_exact(moment: Moment) -> bool:
    return moment.day is not None and moment.iso[:4].isdigit()


def _propose_zone(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Propose the zone if it is stated, or if it is the only one that any time carries."""
    zone = parsed.body.zone
    said = [(block, name) for block in parsed.body.blocks if (name := find_zone([block]))] if zone else []
    first = next((block for block, name in said if name == zone), None)
    if zone is None or first is None or ("/" in zone and to_tzinfo(zone) is None):
        return
    others = {name for _, name in said if name != zone}
    stated = first.kind is BlockKind.HEADING or bool(first.header) or bool(_ZONE_WORDS.search(first.text))
    confidence = 0.95 if not others else 0.85 if stated else 0.5
    line = max(1, first.line - 2) if find_zone([_header_block(first)]) else first.line
    yield Proposal("timezone", zone, line, parsed.quote(line), confidence)


def _header_block(row: Block) -> Block:
    """Return the head of a row's table as a block."""
    return Block(BlockKind.ROW, row.line, row.line, "", header=row.header)


def _propose_day(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Propose the day it began; the more places say so, the surer."""
    day = parsed.document.date
    said = list(_day_evidence(parsed, day)) if day else []
    if not day or not said:
        return
    line, confidence = max(said, key=lambda place: place[1])
    confidence = 0.95 if len(said) > 1 and confidence > DEFAULT_MIN_CONFIDENCE else confidence
    named = file_date(parsed.source.path)
    if named and named.iso_day and not named.iso_day.startswith(day[:7]):
        confidence -= 0.2
    if _is_long_after(day, parsed) or (_is_single_field(said, parsed) and _is_after_first_day(day, parsed)):
        confidence -= 0.2
    yield Proposal("date", day, line, parsed.quote(line), confidence)


def _is_long_after(day: str, parsed: ParsedDocument) -> bool:
    """Whether all of the timeline was over before that day, which is then when it was written or talked about."""
    days = [event.at.day for event in parsed.body.timeline.events if event.at and event.at.day]
    try:
        return len(days) > 1 and date.fromisoformat(day) - date.fromisoformat(max(days)) > _REPORT_DELAY
    except ValueError:  # A month, or a day that no calendar has.
        return False


def _is_single_field(evidence: list[tuple[int | None, float]], parsed: ParsedDocument) -> bool:
    """Whether one field alone says so; a timeline of nothing but clock times takes its day from there."""
    clocks = {event.line for event in parsed.body.timeline.events}
    return len([line for line, _ in evidence if line not in clocks]) == 1


def _is_after_first_day(day: str, parsed: ParsedDocument) -> bool:
    """Whether the first day that the text speaks of lies before it: a lone `Date:` may be when it was published."""
    own = parsed.document.lines.get("date")
    blocks = (
        block for block in parsed.body.blocks if block.kind is BlockKind.PARAGRAPH and not _contains_line(block, own)
    )
    texts = (plain_text(block.text) for block in blocks)
    days = (first_day(text, day, day_first=parsed.body.day_first) for text in texts)
    return next((told < day for told in days if told), False)


def _day_evidence(parsed: ParsedDocument, day: str) -> Iterator[tuple[int | None, float]]:
    """Yield the places that say it was that day, with how far each is to be trusted."""
    if (line := parsed.document.lines.get("date")) and line >= parsed.header.body_line:
        yield line, 0.95
    heading = parsed.heading()
    if heading and _names_day(heading.text, day):
        yield heading.line, 0.95
    named = file_date(parsed.source.path)
    if named and named.iso_day == day:
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
    """Whether a paragraph is not much more than a day, as under a title: `_Somebody, 2024-05-03_`."""
    return block.kind is BlockKind.PARAGRAPH and is_italic(block.text) and len(block.text.split()) <= _MAX_BYLINE_WORDS


def _names_day(text: str, day: str) -> bool:
    """Whether a text names that day, and could not mean another: `04-03-2026` may be in March or in April."""
    words = plain_text(text)
    readings = {first_day(words, day, day_first=True), first_day(words, day, day_first=False)}
    return readings == {day} or day in words
