"""Action items from bullets, numbers, checkboxes, tables, paragraphs and one heading per item."""

from mkdocs_postmortems.core.parse.actions.reader import read_actions

__all__ = ["read_actions"]
