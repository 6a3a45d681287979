"""Parses the timeline of a document: its timeline sections, and other sections whose entries have times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.model import SectionName, TimelineEvent
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.incident_times.incident_date import first_day
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.parse.sections import SectionBlocks
from mkdocs_postmortems.core.parse.timeline.builder import TimelineBuilder
from mkdocs_postmortems.core.parse.timeline.events import (
    add_vague_event,
    has_time,
    is_day_line,
    parse_heading,
    parse_item,
    parse_paragraph,
    phases_of_entries,
    untimed_entries,
    untimed_events,
)
from mkdocs_postmortems.core.parse.timeline.section_times import (
    count_timed_entries,
    counts_from_zero,
    dates_for_all_events,
    first_counted_day,
    has_approximate_times,
)
from mkdocs_postmortems.core.parse.timeline.table import parse_table
from mkdocs_postmortems.core.timestamps import parse_timestamp

_SECTIONS_WITHOUT_EVENTS = frozenset(
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
_MIN_TIMED_ENTRIES = 3
"""Timed entries that a section with another name needs for its entries to be events."""
_MIN_NARRATIVE_ENTRIES = 2
_NARRATIVE_TITLE = re.compile(r"\bhappened\b", re.IGNORECASE)
"""A section with such a title is a timeline if its entries have times, else a summary."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events, and whether some come from sections that are not called a timeline."""

    events: tuple[TimelineEvent, ...]
    is_scattered: bool = False


def name_narrative_timelines(sections: Iterable[SectionBlocks]) -> tuple[SectionBlocks, ...]:
    """Return the sections; "What happened" and "Actions so far" become timelines if their entries have times."""
    return tuple(
        replace(section, name=SectionName.TIMELINE) if _is_narrative(section) or _is_log(section) else section
        for section in sections
    )


def parse_timeline(sections: Sequence[SectionBlocks], resolver: TimestampResolver, zone: str | None) -> Timeline:
    """Parse the events of all sections in document order."""
    events: list[TimelineEvent] = []
    scattered = False
    parts = Counter(section.heading_line for section in sections if section.name is SectionName.TIMELINE)
    heading_line: int | None = None
    for section in sections:
        resolver.restart(goes_on=section.heading_line == heading_line)
        heading_line = section.heading_line
        if section.name is SectionName.TIMELINE:
            is_part = bool(section.heading_line) and parts[section.heading_line] > 1
            events += _section_events(section, resolver, zone) or ([] if is_part else untimed_events(section))
        elif section.name not in _SECTIONS_WITHOUT_EVENTS and count_timed_entries(section) >= _MIN_TIMED_ENTRIES:
            found = _section_events(section, resolver, zone)
            scattered = scattered or bool(found)
            events += found
    if any(has_approximate_times(section) for section in sections):
        events = [replace(e, at=replace(e.at, approx=True)) if e.at else e for e in events]
    return Timeline(tuple(events), scattered)


def _is_narrative(section: SectionBlocks) -> bool:
    return (
        section.name is SectionName.SUMMARY
        and _NARRATIVE_TITLE.search(section.title) is not None
        and count_timed_entries(section) >= _MIN_NARRATIVE_ENTRIES
    )


def _is_log(section: SectionBlocks) -> bool:
    """Whether what is listed as actions was done at times of day: "11:20: Switched the feature off"."""
    if section.name is not SectionName.ACTION_ITEMS:
        return False
    items = [b for b in section.blocks if b.kind is BlockKind.ITEM and b.level == 1 and not b.is_quoted]
    stamps = [stamp for item in items if (stamp := parse_timestamp(item.text))]
    timed = sum(1 for stamp in stamps if stamp.minutes is not None and stamp.is_separated)
    return timed >= _MIN_TIMED_ENTRIES and timed * 2 > len(items)


def _section_events(section: SectionBlocks, resolver: TimestampResolver, zone: str | None) -> list[TimelineEvent]:
    _state_days(section, resolver)
    builder = TimelineBuilder(resolver, zone)
    is_timeline = section.name is SectionName.TIMELINE
    prose_of_days = _prose_of_days(section.blocks) if is_timeline else frozenset()
    untimed = untimed_entries(section) if is_timeline else frozenset()
    phases = phases_of_entries(section.blocks)
    for run in _group_table_rows(section.blocks):
        if run[0].line in untimed and not builder.has_day_line:
            add_vague_event(builder, run[0])
        elif run[0].kind is BlockKind.ROW:
            parse_table(builder, run, is_timeline=is_timeline)
        elif run[0].is_quoted:
            continue
        elif run[0].line in phases:
            builder.span = phases[run[0].line]
        elif run[0].kind is BlockKind.PARAGRAPH:
            parse_paragraph(builder, run[0], is_timeline=is_timeline, tells_day=run[0].line in prose_of_days)
        else:
            _parse_block(builder, run[0], is_timeline=is_timeline)
    return builder.events()


def _state_days(section: SectionBlocks, resolver: TimestampResolver) -> None:
    """Use the days that remarks, or the title of a timeline, state for what is below: "Timeline (2 March 2024)"."""
    for day in dates_for_all_events(section):
        resolver.fix_day(day)
    if counted_from := first_counted_day(section):
        resolver.count_from(counted_from)
    elif counts_from_zero(section):
        resolver.count_from_zero()
    is_titled = section.name is SectionName.TIMELINE and section.level and not section.is_continued
    titled = first_day(section.title) if is_titled else None
    if titled and (stated := parse_timestamp(titled)):
        resolver.state_day(stated)


def _parse_block(builder: TimelineBuilder, block: Block, *, is_timeline: bool) -> None:
    if block.kind is BlockKind.HEADING:
        builder.span = None
        parse_heading(builder, block)
    elif block.kind is BlockKind.ITEM:
        parse_item(builder, block, is_timeline=is_timeline)


def _prose_of_days(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines of the paragraphs that tell what happened on a day: the first below a line that only has a day.

    Where anything below that line has a time or is a list, the paragraph only introduces it.
    """
    found: set[int] = set()
    prose: Block | None = None
    in_day = False
    for block in [*blocks, None]:
        is_day = block is not None and is_day_line(block)
        if block is None or is_day or block.kind is BlockKind.HEADING:
            found |= {prose.line} if prose else set()
            in_day, prose = is_day, None
        elif block.kind is not BlockKind.PARAGRAPH or has_time(block):
            in_day, prose = False, None
        elif in_day:
            prose = prose or block
    return frozenset(found)


def _group_table_rows(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the rows of a table together, and other blocks one by one."""
    rows: list[Block] = []
    for block in blocks:
        if rows and (block.kind is not BlockKind.ROW or block.group_id != rows[0].group_id):
            yield rows
            rows = []
        if block.kind is BlockKind.ROW:
            rows.append(block)
        else:
            yield [block]
    if rows:
        yield rows
