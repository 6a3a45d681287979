"""Timelines in all their forms: tables, lists, a heading per event, bare lines, bold paragraphs, status updates."""

from mkdocs_postmortems.core.parse.timeline.reader import Timeline, name_stories, read_timeline
from mkdocs_postmortems.core.parse.timeline.updates import is_notice_body, is_status_page, read_updates

__all__ = ["Timeline", "is_notice_body", "is_status_page", "name_stories", "read_timeline", "read_updates"]
