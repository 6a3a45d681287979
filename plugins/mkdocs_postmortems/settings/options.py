"""Descriptions of the options, derived from the model, for MkDocs, the documentation and editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mkdocs_postmortems.settings.model import Settings

OptionType = type[str | bool | int | list[str] | dict[str, Any]]

_TYPES: Mapping[str, tuple[OptionType, str]] = MappingProxyType(
    {
        "string": (str, "text"),
        "boolean": (bool, "true or false"),
        "integer": (int, "whole number"),
        "array": (list, "list of texts"),
        "object": (dict, "mapping"),
    }
)
"""The Python type and the description of a value, by its JSON Schema type."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option, as users write it."""

    name: str
    type: OptionType
    type_name: str
    """The type in plain words."""
    default: object
    doc: str
    choices: tuple[str, ...] = ()
    """The allowed values; empty if any value is allowed."""

    @property
    def expected(self) -> str:
        """The description of allowed values in an error message."""
        return f"one of {', '.join(self.choices)}" if self.choices else self.type_name


def options_schema() -> dict[str, Any]:
    """Return the JSON Schema of the mapping below `postmortems:`."""
    schema = Settings.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Options of the MkDocs plugin postmortems",
        "type": "object",
        "properties": {
            name: {key: value for key, value in option.items() if key != "title"}
            for name, option in schema["properties"].items()
        },
        "additionalProperties": schema["additionalProperties"],
    }


def _to_option(name: str, schema: Mapping[str, Any]) -> Option:
    python_type, type_name = _TYPES[schema["type"]]
    default = schema.get("default", {})  # A mapping has none in the schema: the model holds what is parsed from it.
    return Option(name, python_type, type_name, default, schema["description"], tuple(schema.get("enum", ())))


OPTIONS: tuple[Option, ...] = tuple(_to_option(*item) for item in options_schema()["properties"].items())
"""All options, in the order of the model."""
