"""YAML and TOML as their author wrote them: every value is text that knows its line."""

from __future__ import annotations

from mkdocs_postmortems.core.written.from_toml import read_toml
from mkdocs_postmortems.core.written.from_yaml import read_yaml
from mkdocs_postmortems.core.written.values import (
    Row,
    Table,
    Text,
    TooMuchError,
    UnreadableError,
    Value,
    Written,
    line_of,
    natural,
    shape,
)

__all__ = [
    "Row",
    "Table",
    "Text",
    "TooMuchError",
    "UnreadableError",
    "Value",
    "Written",
    "line_of",
    "natural",
    "read_toml",
    "read_yaml",
    "shape",
]
