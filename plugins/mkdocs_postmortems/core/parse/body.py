"""The body of a document: its blocks, what they are parts of, and what its times mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.frontmatter import Header
from mkdocs_postmortems.core.parse import declared
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.blocks import read_blocks
from mkdocs_postmortems.core.parse.calendar import Calendar, day_comes_first
from mkdocs_postmortems.core.parse.dating import Clues, first_day, lead, reference_day
from mkdocs_postmortems.core.parse.fields import read_fields
from mkdocs_postmortems.core.parse.found import Found
from mkdocs_postmortems.core.parse.outline import Part, split_parts
from mkdocs_postmortems.core.parse.timeline import (
    Timeline,
    is_notice_body,
    is_status_page,
    name_stories,
    read_timeline,
    read_updates,
)
from mkdocs_postmortems.core.parse.zones import find_zone


@dataclass(frozen=True, slots=True)
class Body:
    """What the text below the front matter says, before the two are put together."""

    blocks: Sequence[Block]
    parts: Sequence[Part]
    fields: Mapping[str, Found[str]]
    """Fields such as `Severity: 2`, by canonical key."""
    headline: str
    """The title as declared and the first heading as written: ids and days stand in either."""
    zone: str | None
    day_first: bool | None
    """Whether `04/02` is a day in February; `None` if nothing tells."""
    is_notice: bool
    """Whether it is a series of status updates."""
    timeline: Timeline


def read_body(path: str, header: Header) -> Body:
    """Read the body of the document at `path`."""
    blocks = read_blocks(header.body, header.body_line)
    parts = split_parts(blocks)
    headline = _headline(header, blocks)
    zone = header.fields.timezone or find_zone(blocks) or declared.zone(header.fields)
    day_first = day_comes_first(header.body, zone)
    fields = read_fields(blocks)
    stated = fields["date"].value if "date" in fields else ""
    day = declared.first_day(header.fields) or first_day(stated, day_first=day_first)
    clues = Clues(day, headline, path, lead(parts), day_first)
    calendar = Calendar(reference_day(clues, parts), day_first=day_first)
    is_notice = is_notice_body(header.extra, blocks)
    if is_notice:
        timeline = Timeline(read_updates(blocks, calendar, zone, status_page=is_status_page(header.extra)))
    else:
        parts = name_stories(parts)
        timeline = read_timeline(parts, calendar, zone)
    return Body(blocks, parts, fields, headline, zone, day_first, is_notice, timeline)


def _headline(header: Header, blocks: Sequence[Block]) -> str:
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return f"{header.fields.title or ''} {heading}"
