"""How single values of front matter are read: text, names, times, choices.

Readers never raise: a value of the wrong shape becomes a problem at its line, and the field stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mkdocs_postmortems.core.findings import Findings
from mkdocs_postmortems.core.forms.when import read_moment
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.problems import not_one_of
from mkdocs_postmortems.core.written import Row, Table, Text, Value, line_of, shape

Schema = Mapping[str, Any]


def findings(info: ValidationInfo) -> Findings:
    """Return where this reading gathers its problems."""
    if not isinstance(info.context, Findings):
        raise TypeError("front matter is read with Findings as context")
    return info.context


def misshapen(info: ValidationInfo, value: Value, expected: str) -> None:
    """Note that a value has the wrong shape."""
    findings(info).add(line_of(value), "PM016", f"{info.field_name} is {shape(value)}; expected {expected}.")


@dataclass(frozen=True, slots=True)
class Reads:
    """Says of a field which function reads it and how the JSON Schema describes what may be written."""

    read: Any
    schema: Schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by the function alone."""
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the written form."""
        return dict(self.schema)


def read_text(value: Value, info: ValidationInfo) -> str | None:
    """Read one line of text; numbers and dates count as text."""
    if isinstance(value, Text):
        return " ".join(value.split()) or None
    if value is not None:
        misshapen(info, value, "text")
    return None


def read_prose(value: Value, info: ValidationInfo) -> str | None:
    """Read text that may have several lines."""
    return value.strip() or None if isinstance(value, Text) else read_text(value, info)


def read_texts(value: Value, info: ValidationInfo) -> tuple[str, ...]:
    """Read a list of texts; a lone text is a list of one."""
    return tuple(dict.fromkeys(_texts(value, info)))


def read_names(value: Value, info: ValidationInfo) -> tuple[str, ...]:
    """Read a list of names; a lone text may hold several with commas between them."""
    if isinstance(value, Text):
        parts = (part.strip() for part in value.split(","))
        return tuple(dict.fromkeys(part for part in parts if part))
    return read_texts(value, info)


def _texts(value: Value, info: ValidationInfo) -> Iterator[str]:
    for item in value if isinstance(value, Row) else [value]:
        named = _named(item)
        if isinstance(named, Text):
            if named.strip():
                yield named.strip()
        elif named is not None:
            misshapen(info, named, "a list of texts")


def _named(item: Value) -> Value:
    """Return the name in an entry like `{name: checkout-api, version: 3}`."""
    if isinstance(item, Table):
        for key in ("id", "name", "title"):
            if isinstance(item.get(key), Text):
                return item[key]
    return item


def read_when(value: Value, info: ValidationInfo) -> Moment | None:
    """Read a partial date or time; `unknown` is nothing."""
    text = read_text(value, info)
    try:
        return read_moment(text) if text else None
    except ValueError as error:
        findings(info).add(line_of(value), "PM017", f"{info.field_name} {error}")
        return None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Reads names with a text each; lists and mappings inside are written out."""

    lone: str
    """The name that a text or a list without names gets."""

    def read(self, value: Value) -> Mapping[str, str]:
        """Read the pairs, in the order they are written."""
        items = value.items() if isinstance(value, Table) else [(self.lone, value)]
        return MappingProxyType({key: text for key, item in items if (text := written_out(item))})

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `read` alone."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what may be written."""
        return {"type": ["object", "array", "string", "null"]}


def written_out(value: Value) -> str:
    """Return any value as one line of text."""
    if isinstance(value, Table):
        parts: Iterable[str] = (f"{key}: {written_out(item)}" for key, item in value.items() if item is not None)
        return ", ".join(parts)
    if isinstance(value, Row):
        return ", ".join(filter(None, map(written_out, value)))
    return "" if value is None else " ".join(value.split())


@dataclass(frozen=True, slots=True)
class Choice:
    """Reads one member of an enumeration, however it is spelt."""

    members: type[StrEnum]
    also: Mapping[str, str] = field(default_factory=dict)
    """Other spelling -> member."""

    def find(self, text: str) -> StrEnum | None:
        """Return the member that is meant, or `None`."""
        wanted = fold(text)
        names = {fold(name): member for name, member in self.also.items()}
        meant = fold(names.get(wanted, wanted))
        return next((member for member in self.members if fold(member) == meant), None)

    def read(self, value: Value, info: ValidationInfo) -> StrEnum | None:
        """Read a choice; anything else is a problem that names the choices."""
        text = read_text(value, info)
        member = self.find(text) if text else None
        if text and member is None:
            findings(info).add(line_of(value), "PM019", not_one_of(str(info.field_name), text, list(self.members)))
        return member

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `read` alone."""
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the choices."""
        return {"type": ["string", "null"], "enum": [*self.members, None]}


def as_list(value: Value) -> list[Value]:
    """Return the entries of a list; a lone value is a list of one."""
    items = list(value) if isinstance(value, Row) else [value]
    return [item for item in items if item is not None]


_TEXT = {"type": ["string", "number", "boolean", "null"]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": {"type": ["string", "number", "object", "null"]}}]}
_WHEN = {
    "type": ["string", "integer", "null"],
    "examples": ["2024-03-07 14:32", "2024-03-07T14:32:00+01:00", "2024-03", "~2024-03-07", "unknown"],
}

PlainText = Annotated[str | None, Reads(read_text, _TEXT)]
Prose = Annotated[str | None, Reads(read_prose, _TEXT)]
Texts = Annotated[tuple[str, ...], Reads(read_texts, _TEXTS)]
Names = Annotated[tuple[str, ...], Reads(read_names, _TEXTS)]
When = Annotated[Moment | None, Reads(read_when, _WHEN)]
AsList = BeforeValidator(as_list)
