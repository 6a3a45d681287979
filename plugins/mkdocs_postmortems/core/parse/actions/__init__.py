"""Action items from bullets, numbers, checkboxes, tables, paragraphs and one heading per item."""

from mkdocs_postmortems.core.parse.actions.parser import parse_actions

__all__ = ["parse_actions"]
