"""Parses timelines: tables, lists, a heading per event, lines of a paragraph, status updates."""

from mkdocs_postmortems.core.parse.timeline.parser import Timeline, name_narrative_timelines, parse_timeline
from mkdocs_postmortems.core.parse.timeline.status_updates import (
    is_notice_body,
    is_status_page,
    is_update_title,
    parse_updates,
)

__all__ = [
    "Timeline",
    "is_notice_body",
    "is_status_page",
    "is_update_title",
    "name_narrative_timelines",
    "parse_timeline",
    "parse_updates",
]
