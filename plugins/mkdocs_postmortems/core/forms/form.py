"""Mappings with known keys: how keys find their fields, and what happens to those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.readers import findings, misshapen
from mkdocs_postmortems.core.names import guess, snake
from mkdocs_postmortems.core.written import Row, Table, Text, Value, line_of

_MOST_UNKNOWN = 20
"""Unknown keys that are reported one by one; a text with more is no front matter of ours."""
_LONGEST_KEY = 80


class Also:
    """Other keys that a field is read from."""

    def __init__(self, *keys: str) -> None:
        """Name the keys."""
        self.keys = keys


class Form(BaseModel):
    """A mapping with known keys. Unknown keys are reported, the rest still counts."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    names: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Every key that is read, in snake case -> its field."""
    theirs: ClassVar[frozenset[str]] = frozenset()
    """Keys that belong to somebody else and pass."""
    parts: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType({})
    """Keys that stand for a part of a field: key -> (field, part)."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Gather the names that the fields are read from."""
        names = {name: name for name in cls.model_fields}
        for name, info in cls.model_fields.items():
            names |= {key: name for also in info.metadata if isinstance(also, Also) for key in also.keys}
        cls.names = MappingProxyType(names)

    @model_validator(mode="before")
    @classmethod
    def _by_field(cls, value: Value, info: ValidationInfo) -> dict[str, Value]:
        return cls.fields_of(value, findings(info)) if isinstance(value, Table) else {}

    @classmethod
    def fields_of(cls, table: Table, found: Findings) -> dict[str, Value]:
        """Return the values by field; report keys that are unknown or mean the same."""
        fields: dict[str, Value] = {}
        keys: dict[str, str] = {}
        unknown: list[str] = []
        for key in sorted(table, key=lambda key: snake(key) not in cls.model_fields):
            name = cls.names.get(snake(key))
            if name is None:
                unknown.append(key)
            elif name not in fields:
                fields[name], keys[name] = table[key], key
            elif isinstance(both := _joined(fields[name], table[key]), Row):
                fields[name] = both
            elif snake(key) not in cls.theirs:
                message = f"{key!r} means the same as {keys[name]!r}, which is given too and counts."
                found.add(table.lines[key], "PM021", message)
        cls._report_unknown([key for key in unknown if not cls._is_foreign(key)], table, found)
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def _is_foreign(cls, key: str) -> bool:
        # `title.public` is the title for one audience.
        return is_private(key) or snake(key) in cls.theirs or snake(key.partition(".")[0]) in cls.model_fields

    @classmethod
    def _report_unknown(cls, unknown: list[str], table: Table, found: Findings) -> None:
        for key in unknown[:_MOST_UNKNOWN]:
            found.add(table.lines[key], "PM015", cls._unknown(key))
        if rest := unknown[_MOST_UNKNOWN:]:
            found.add(table.lines[rest[0]], "PM015", f"{len(rest)} more unknown keys from here on.")

    @classmethod
    def _unknown(cls, key: str) -> str:
        meant = guess(snake(key), [*cls.names, *cls.parts])
        hint = f"did you mean {meant!r}?" if meant else "prefix it with 'x_' to keep it."
        return f"unknown key {key[:_LONGEST_KEY]!r}; {hint}"


def is_private(key: str) -> bool:
    """Whether a key is one that users may invent: `x_…` or `x-…`."""
    return key.lower().startswith(("x_", "x-"))


def _joined(one: Value, other: Value) -> Value:
    """Return two lists as one; `None` if neither is a list."""
    if one is None or other is None:
        return Row.of(one if other is None else other) if one is not other else None
    if not isinstance(one, Row) and not isinstance(other, Row):
        return None
    return Row.of(*(one if isinstance(one, Row) else [one]), *(other if isinstance(other, Row) else [other]))


@dataclass(frozen=True, slots=True)
class Entry:
    """Says of a list's items that they are written as a form, or as a lone text that stands for one of its fields."""

    form: type[Form]
    build: Any
    """(form, line) -> the item."""
    text_is: str
    """The field that a lone text means."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate the form, then build the item."""
        return core_schema.with_info_wrap_validator_function(self._read, handler.generate_schema(self.form))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe both ways of writing."""
        inner = schema["schema"] if schema["type"] == "function-wrap" else schema
        return {"anyOf": [{"type": "string"}, handler(inner)]}

    def _read(self, value: Value, inner: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Text):
            table = Table(value.line)
            table.set(Text(self.text_is, value.line), value)
            return self.build(inner(table), value.line)
        if not isinstance(value, Table):
            misshapen(info, value, "text or a mapping")
            return None
        return self.build(inner(value), line_of(value))
