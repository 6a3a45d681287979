"""Parses action items: bullets, numbers, checkboxes, tables, paragraphs, and a heading per item."""

from mkdocs_postmortems.core.parse.actions.parser import parse_actions

__all__ = ["parse_actions"]
