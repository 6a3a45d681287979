"""The timeline of a document: of its timeline sections, and of other sections that are told with times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.calendar import Calendar
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.timeline.density import timed_entries
from mkdocs_postmortems.core.parse.timeline.draft import Draft
from mkdocs_postmortems.core.parse.timeline.entries import read_heading, read_item, read_paragraph
from mkdocs_postmortems.core.parse.timeline.remarks import common_days, is_approximate
from mkdocs_postmortems.core.parse.timeline.table import read_table
from mkdocs_postmortems.core.parse.timeline.untimed import untimed_events

_NEVER = frozenset(
    {
        SectionName.ACTION_ITEMS,
        SectionName.REFERENCES,
        SectionName.ATTENDEES,
        SectionName.STATS,
        SectionName.LESSONS,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.CONTRIBUTING_FACTORS,
    }
)
"""Sections whose times are not events, however many there are."""
_ENOUGH = 3
"""So many timed entries make a timeline of a section that is not called one."""
_ENOUGH_FOR_A_STORY = 2
_STORY = re.compile(r"\bhappened\b", re.IGNORECASE)
"""A section of such a title is a timeline if it is told with times, else a summary."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events, and whether a section that is not called a timeline holds some."""

    events: tuple[TimelineEvent, ...]
    scattered: bool = False


def name_stories(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts; a summary called "What happened" that is told with times is named a timeline."""
    return tuple(replace(part, name=SectionName.TIMELINE) if _is_story(part) else part for part in parts)


def read_timeline(parts: Sequence[Part], calendar: Calendar, zone: str | None) -> Timeline:
    """Read the events of all parts in document order."""
    events: list[TimelineEvent] = []
    scattered = False
    for part in parts:
        calendar.restart()
        if part.name is SectionName.TIMELINE:
            events += _part_events(part, calendar, zone)
        elif part.name not in _NEVER and timed_entries(part) >= _ENOUGH:
            found = _part_events(part, calendar, zone)
            scattered = scattered or bool(found)
            events += found
    if any(is_approximate(part) for part in parts):
        events = [replace(e, at=replace(e.at, approx=True)) if e.at else e for e in events]
    return Timeline(tuple(events), scattered)


def _is_story(part: Part) -> bool:
    return (
        part.name is SectionName.SUMMARY
        and _STORY.search(part.title) is not None
        and timed_entries(part) >= _ENOUGH_FOR_A_STORY
    )


def _part_events(part: Part, calendar: Calendar, zone: str | None) -> list[TimelineEvent]:
    for day in common_days(part):
        calendar.fix(day)
    draft = Draft(calendar, zone)
    for run in _runs(part.blocks):
        if run[0].kind is BlockKind.ROW:
            read_table(draft, run)
        elif not run[0].quoted:
            _read_block(draft, run[0], titled=bool(part.title))
    if draft.has_events or part.name is not SectionName.TIMELINE:
        return draft.events()
    return [*untimed_events(part)]


def _read_block(draft: Draft, block: Block, *, titled: bool) -> None:
    if block.kind is BlockKind.HEADING:
        read_heading(draft, block)
    elif block.kind is BlockKind.ITEM:
        read_item(draft, block, titled=titled)
    elif block.kind is BlockKind.PARAGRAPH:
        read_paragraph(draft, block)


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the rows of a table together, and other blocks one by one."""
    rows: list[Block] = []
    for block in blocks:
        if rows and (block.kind is not BlockKind.ROW or block.group != rows[0].group):
            yield rows
            rows = []
        if block.kind is BlockKind.ROW:
            rows.append(block)
        else:
            yield [block]
    if rows:
        yield rows
