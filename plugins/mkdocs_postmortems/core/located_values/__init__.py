"""Parses YAML and TOML into values that stay text as written and have a line."""

from __future__ import annotations

from mkdocs_postmortems.core.located_values.toml_parser import parse_toml
from mkdocs_postmortems.core.located_values.values import (
    LimitExceededError,
    LocatedDict,
    LocatedDocument,
    LocatedList,
    LocatedStr,
    LocatedValue,
    UnreadableError,
    describe_type,
    line_at,
    line_of,
    to_python,
)
from mkdocs_postmortems.core.located_values.yaml_parser import parse_yaml

__all__ = [
    "LimitExceededError",
    "LocatedDict",
    "LocatedDocument",
    "LocatedList",
    "LocatedStr",
    "LocatedValue",
    "UnreadableError",
    "describe_type",
    "line_at",
    "line_of",
    "parse_toml",
    "parse_yaml",
    "to_python",
]
