"""Parses the body of a document: blocks, sections, stated fields, time zone and timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.frontmatter import FrontMatter
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind, parse_document
from mkdocs_postmortems.core.parse.body_fields import parse_body_fields
from mkdocs_postmortems.core.parse.document_zone import find_zone
from mkdocs_postmortems.core.parse.html_blocks import read_html
from mkdocs_postmortems.core.parse.incident_times import declared
from mkdocs_postmortems.core.parse.incident_times.incident_date import DateClues, first_day, lead_text, reference_day
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver, is_day_first
from mkdocs_postmortems.core.parse.listed_times import read_listed_times
from mkdocs_postmortems.core.parse.quotes import read_quotes
from mkdocs_postmortems.core.parse.sections import SectionBlocks, split_sections
from mkdocs_postmortems.core.parse.timeline import (
    Timeline,
    is_notice_body,
    is_status_page,
    name_narrative_timelines,
    parse_timeline,
    parse_updates,
)
from mkdocs_postmortems.core.source import Located
from mkdocs_postmortems.core.timestamps import parse_timestamp

_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Body:
    """The parsed body of a document, before it is combined with the front matter."""

    blocks: Sequence[Block]
    sections: Sequence[SectionBlocks]
    stated_fields: Mapping[str, Located[str]]
    """Fields such as `Severity: 2`, by canonical key."""
    headline: str
    """The title in front matter and the first heading as written: either may have an id or a date."""
    zone: str | None
    day_first: bool | None
    """Whether `04/02` is a day in February; `None` if unknown."""
    is_notice: bool
    """Whether it is a series of status updates."""
    timeline: Timeline


def parse_body(path: str, front_matter: FrontMatter) -> Body:
    """Parse the body of the document at `path`; its front matter may state zone, date and title."""
    blocks = read_listed_times(read_quotes(read_html(parse_document(front_matter.body, front_matter.body_line))))
    sections = split_sections(blocks)
    headline = _headline(front_matter, blocks)
    zone = (
        front_matter.fields.timezone
        or find_zone(blocks)
        or declared.declared_zone(front_matter.fields, date_is_start=is_status_page(front_matter.extra))
    )
    day_first = is_day_first(front_matter.body, zone)
    fields = parse_body_fields(blocks)
    stated = fields["date"].value if "date" in fields else ""
    day = declared.declared_first_day(front_matter.fields) or first_day(stated, day_first=day_first)
    clues = DateClues(day, headline, path, lead_text(sections), day_first)
    declares_start = bool(front_matter.fields.started_at or front_matter.fields.detected_at or stated)
    reference = reference_day(clues, sections, is_published=not declares_start)
    if reference is None or len(reference) == _YEAR_LENGTH:
        reference = _milestone_day(fields, day_first=day_first) or reference
    start = _start(front_matter, fields, reference, day_first=day_first)
    resolver = TimestampResolver(reference, day_first=day_first, start=start)
    is_notice = is_notice_body(front_matter.extra, blocks)
    if is_notice:
        timeline = Timeline(parse_updates(blocks, resolver, zone, status_page=is_status_page(front_matter.extra)))
    else:
        sections = name_narrative_timelines(sections)
        timeline = parse_timeline(sections, resolver, zone)
    return Body(blocks, sections, fields, headline, zone, day_first, is_notice, timeline)


def _milestone_day(stated: Mapping[str, Located[str]], *, day_first: bool | None) -> str | None:
    """Return the first day that a field such as `Detected: 2024-03-15 09:42` states, where nothing else states one."""
    values = (stated[key].value for key in declared.MILESTONES if key in stated)
    return next(filter(None, (first_day(value, day_first=day_first) for value in values)), None)


def _start(
    front_matter: FrontMatter, stated: Mapping[str, Located[str]], reference: str | None, *, day_first: bool | None
) -> Moment | None:
    """Return the start that front matter or a field of the body states, from which a timeline may count."""
    field = stated.get("started_at")
    timestamp = parse_timestamp(field.value, allow_preposition=True) if field else None
    from_body = TimestampResolver(reference, day_first=day_first).resolve(timestamp) if timestamp else None
    return declared.declared_milestone(front_matter.fields, "started_at") or from_body


def _headline(front_matter: FrontMatter, blocks: Sequence[Block]) -> str:
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return f"{front_matter.fields.title or ''} {heading}"
