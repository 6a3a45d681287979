"""Days, times and zone, as far as a document states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_postmortems.core.adopt.proposal import CONFIDENT, Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.model import Moment, SectionName
from mkdocs_postmortems.core.moments import zone_of
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.dating import first_day
from mkdocs_postmortems.core.parse.declared import MILESTONES
from mkdocs_postmortems.core.parse.filename import file_day
from mkdocs_postmortems.core.parse.inline import is_italic, plain
from mkdocs_postmortems.core.parse.zones import find_zone

_SPOKEN_OF = re.compile(r"\b(?:times?|timestamps?|zone|timezone)\b", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:before|after|until|since|publication|published|report(?:ed)? on|prior to)\b", re.IGNORECASE)
"""A day in prose with one of these near it may be another one."""
_FIRST_BLOCKS = 6
_BYLINE = 6
_POSTS = "_posts/"
"""Where blogs keep files by the day of publication."""
_WRITTEN_AFTER = timedelta(days=3)


def times(reading: Reading) -> Iterator[Proposal]:
    """Yield zone, milestones, and the day where there is no start."""
    yield from _zone(reading)
    for name in MILESTONES:
        moment, line = getattr(reading.document, name), reading.document.lines.get(name)
        if moment and line and _is_exact(moment):
            is_slip = moment.iso[:7] < (reading.document.date or "")[:7]  # The month before it began.
            value = written(moment, reading.body.zone)
            yield Proposal(name, value, line, reading.quote(line), 0.5 if is_slip else 0.9)
    if "started_at" not in reading.header.lines:
        yield from _day(reading)


def written(moment: Moment, zone: str | None) -> str:
    """Return a moment as front matter writes it; the zone of the document goes without saying."""
    own = moment.zone if moment.zone and moment.zone != zone and moment.clock else None
    gap = "" if own and own[0] in "+-" else " "
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{gap + own if own else ''}"


def _is_exact(moment: Moment) -> bool:
    return moment.day is not None and moment.iso[:4].isdigit()


def _zone(reading: Reading) -> Iterator[Proposal]:
    """Propose the zone if it is stated, or if it is the only one that any time carries."""
    zone = reading.body.zone
    said = [(block, name) for block in reading.body.blocks if (name := find_zone([block]))] if zone else []
    first = next((block for block, name in said if name == zone), None)
    if zone is None or first is None or ("/" in zone and zone_of(zone) is None):
        return
    others = {name for _, name in said if name != zone}
    stated = first.kind is BlockKind.HEADING or bool(first.header) or bool(_SPOKEN_OF.search(first.text))
    confidence = 0.95 if not others else 0.85 if stated else 0.5
    line = max(1, first.line - 2) if find_zone([_head(first)]) else first.line
    yield Proposal("timezone", zone, line, reading.quote(line), confidence)


def _head(row: Block) -> Block:
    """Return the head of a row's table as a block."""
    return Block(BlockKind.ROW, row.line, row.line, "", header=row.header)


def _day(reading: Reading) -> Iterator[Proposal]:
    """Propose the day it began; the more places say so, the surer."""
    day = reading.document.date
    said = list(_said(reading, day)) if day else []
    if not day or not said:
        return
    line, confidence = max(said, key=lambda place: place[1])
    confidence = 0.95 if len(said) > 1 and confidence > CONFIDENT else confidence
    named = file_day(reading.source.path)
    if named and named.iso_day and not named.iso_day.startswith(day[:7]):
        confidence -= 0.2
    if _is_long_after(day, reading) or (_is_alone(said, reading) and _is_later(day, reading)):
        confidence -= 0.2
    yield Proposal("date", day, line, reading.quote(line), confidence)


def _is_long_after(day: str, reading: Reading) -> bool:
    """Whether all of the timeline was over before that day, which is then when it was written or talked about."""
    days = [event.at.day for event in reading.body.timeline.events if event.at and event.at.day]
    try:
        return len(days) > 1 and date.fromisoformat(day) - date.fromisoformat(max(days)) > _WRITTEN_AFTER
    except ValueError:  # A month, or a day that no calendar has.
        return False


def _is_alone(said: list[tuple[int | None, float]], reading: Reading) -> bool:
    """Whether one field alone says so; a timeline of nothing but clock times takes its day from there."""
    clocks = {event.line for event in reading.body.timeline.events}
    return len([line for line, _ in said if line not in clocks]) == 1


def _is_later(day: str, reading: Reading) -> bool:
    """Whether the first day that the text speaks of lies before it: a lone `Date:` may be when it was published."""
    own = reading.document.lines.get("date")
    blocks = (block for block in reading.body.blocks if block.kind is BlockKind.PARAGRAPH and not _holds(block, own))
    texts = (plain(block.text) for block in blocks)
    days = (first_day(text, day, day_first=reading.body.day_first) for text in texts)
    return next((told < day for told in days if told), False)


def _said(reading: Reading, day: str) -> Iterator[tuple[int | None, float]]:
    """Yield the places that say it was that day, with how far each is to be trusted."""
    if (line := reading.document.lines.get("date")) and line >= reading.header.body_line:
        yield line, 0.95
    heading = reading.heading()
    if heading and _names(heading.text, day):
        yield heading.line, 0.95
    named = file_day(reading.source.path)
    if named and named.iso_day == day:
        yield None, 0.6 if _POSTS in reading.source.path else 0.85
    for event in reading.body.timeline.events:
        if event.at and event.at.day == day:
            yield event.line, 0.85
            break
    lead = (part for part in reading.body.parts if part.name in (None, SectionName.SUMMARY))
    blocks = [block for part in lead for block in part.blocks if block.kind is not BlockKind.HEADING]
    for block in blocks[:_FIRST_BLOCKS]:
        if _names(block.text, day) and not _is_byline(block) and not _holds(block, line):
            yield block.line, 0.6 if _AROUND.search(block.text) else 0.85


def _holds(block: Block, line: int | None) -> bool:
    return line is not None and block.line <= line <= block.last_line


def _is_byline(block: Block) -> bool:
    """Whether a paragraph is not much more than a day, as under a title: `_Somebody, 2024-05-03_`."""
    return block.kind is BlockKind.PARAGRAPH and is_italic(block.text) and len(block.text.split()) <= _BYLINE


def _names(text: str, day: str) -> bool:
    """Whether a text names that day, and could not mean another: `04-03-2026` may be in March or in April."""
    words = plain(text)
    readings = {first_day(words, day, day_first=True), first_day(words, day, day_first=False)}
    return readings == {day} or day in words
