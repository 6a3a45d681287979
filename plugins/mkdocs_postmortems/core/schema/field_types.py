"""Types of fields: text, lists of names, times, choices.

Parsers never raise: a value of the wrong type gives a diagnostic at its line, and the field stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mkdocs_postmortems.core.diagnostics import DiagnosticCollector, not_one_of
from mkdocs_postmortems.core.located_values import (
    LocatedDict,
    LocatedList,
    LocatedStr,
    LocatedValue,
    describe_type,
    line_of,
)
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.name_matching import closest_name, normalize_name
from mkdocs_postmortems.core.schema.moment_parser import parse_moment
from mkdocs_postmortems.core.zone_names import is_unknown_zone, normalize_zone, unknown_zone_message

Schema = Mapping[str, Any]
_WHOLE_NUMBER = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:[,_][0-9]{3}){1,4}")


def diagnostics_of(info: ValidationInfo) -> DiagnosticCollector:
    """Return the collector of diagnostics that validation was called with."""
    if not isinstance(info.context, DiagnosticCollector):
        raise TypeError("validate with a DiagnosticCollector as context")
    return info.context


def report_wrong_type(info: ValidationInfo, value: LocatedValue, expected: str) -> None:
    """Add a diagnostic about a value of the wrong type."""
    diagnostics_of(info).add(
        line_of(value), "PM016", f"{info.field_name} is {describe_type(value)}; expected {expected}."
    )


@dataclass(frozen=True, slots=True)
class FieldParser:
    """Pydantic metadata of a field: the function that parses it, and the JSON Schema of what may be written."""

    parse: Any
    schema: Schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by the function only."""
        return core_schema.with_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what may be written."""
        return dict(self.schema)


def parse_text(value: LocatedValue, info: ValidationInfo) -> str | None:
    """Parse one line of text; numbers and dates are kept as text."""
    if isinstance(value, LocatedStr):
        return " ".join(value.split()) or None
    if value is not None:
        report_wrong_type(info, value, "text")
    return None


def parse_prose(value: LocatedValue, info: ValidationInfo) -> str | None:
    """Parse text that may have several lines."""
    return value.strip() or None if isinstance(value, LocatedStr) else parse_text(value, info)


def parse_texts(value: LocatedValue, info: ValidationInfo) -> tuple[str, ...]:
    """Parse a list of texts; a single text is a list of one."""
    return tuple(dict.fromkeys(_iter_texts(value, info)))


def parse_names(value: LocatedValue, info: ValidationInfo) -> tuple[str, ...]:
    """Parse a list of names; a single text may hold several, separated by commas."""
    if isinstance(value, LocatedStr):
        parts = (part.strip() for part in value.split(","))
        return tuple(dict.fromkeys(part for part in parts if part))
    return parse_texts(value, info)


def _iter_texts(value: LocatedValue, info: ValidationInfo) -> Iterator[str]:
    for item in value if isinstance(value, LocatedList) else [value]:
        named = _name_in_mapping(item)
        if isinstance(named, LocatedStr):
            if named.strip():
                yield named.strip()
        elif named is not None:
            report_wrong_type(info, named, "a list of texts")


def _name_in_mapping(item: LocatedValue) -> LocatedValue:
    """Return the name in an entry like `{name: checkout-api, version: 3}`."""
    if isinstance(item, LocatedDict):
        for key in ("id", "name", "title"):
            if isinstance(item.get(key), LocatedStr):
                return item[key]
    return item


def parse_whole_number(value: LocatedValue, info: ValidationInfo) -> int | None:
    """Parse a whole number from 0 up in digits; commas or underscores may separate thousands."""
    if value is None:
        return None
    if isinstance(value, LocatedStr) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value.replace(",", "").replace("_", ""))
    report_wrong_type(info, value, "a whole number")
    return None


def parse_moment_field(value: LocatedValue, info: ValidationInfo) -> Moment | None:
    """Parse a partial date or time; `None` for `unknown`."""
    text = parse_text(value, info)
    try:
        return parse_moment(text) if text else None
    except ValueError as error:
        diagnostics_of(info).add(line_of(value), "PM017", f"{info.field_name} {error}", text or "")
        return None


def parse_zone_field(value: LocatedValue, info: ValidationInfo) -> str | None:
    """Parse the name of a time zone; `None` for `unknown`, and with a diagnostic for an unknown name."""
    text = parse_text(value, info)
    if text is None or is_unknown_zone(text):
        return None
    zone = normalize_zone(text)
    if zone is None:
        diagnostics_of(info).add(line_of(value), "PM023", f"{info.field_name} {unknown_zone_message(text)}", text)
    return zone


@dataclass(frozen=True, slots=True)
class TextMapping:
    """Pydantic metadata of a mapping of names to texts; lists and mappings inside it become text."""

    default_key: str
    """The name for a text or a list where a mapping is expected."""

    def parse(self, value: LocatedValue) -> Mapping[str, str]:
        """Parse the pairs, in the order they are written."""
        items = value.items() if isinstance(value, LocatedDict) else [(self.default_key, value)]
        return MappingProxyType({key: text for key, item in items if (text := to_line(item))})

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `parse` only."""
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what may be written."""
        return {"type": ["object", "array", "string", "null"]}


def to_line(value: LocatedValue) -> str:
    """Return any value as one line of text."""
    if isinstance(value, LocatedDict):
        parts: Iterable[str] = (f"{key}: {to_line(item)}" for key, item in value.items() if item is not None)
        return ", ".join(parts)
    if isinstance(value, LocatedList):
        return ", ".join(filter(None, map(to_line, value)))
    return "" if value is None else " ".join(value.split())


@dataclass(frozen=True, slots=True)
class Choice:
    """Pydantic metadata of a member of an enumeration; case, spaces, hyphens and underscores make no difference."""

    members: type[StrEnum]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other spelling -> member."""
    elsewhere: Choice | None = None
    """The choice of the field `elsewhere_name`, whose members authors may write here."""
    elsewhere_name: str = ""

    def find(self, text: str) -> StrEnum | None:
        """Return the member with this name or alias, or `None`."""
        wanted = normalize_name(text)
        names = {normalize_name(name): member for name, member in self.aliases.items()}
        meant = normalize_name(names.get(wanted, wanted))
        return next((member for member in self.members if normalize_name(member) == meant), None)

    def may_mean(self, text: str) -> bool:
        """Whether a text that is no member may be a slip of one, or a member of the other choice."""
        return bool(closest_name(text, list(self.members)) or (self.elsewhere and self.elsewhere.find(text)))

    def parse(self, value: LocatedValue, info: ValidationInfo) -> StrEnum | None:
        """Parse a choice; anything else gives a diagnostic that lists the choices."""
        text = parse_text(value, info)
        member = self.find(text) if text else None
        if text and member is None:
            meant = self.elsewhere.find(text) if self.elsewhere else None
            hint = f"{self.elsewhere_name}: {meant}" if meant else ""
            message = not_one_of(str(info.field_name), text, list(self.members), hint)
            diagnostics_of(info).add(line_of(value), "PM019", message, text)
        return member

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `parse` only."""
        return core_schema.with_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the choices."""
        return {"type": ["string", "null"], "enum": [*self.members, None]}


def as_list(value: LocatedValue) -> list[LocatedValue]:
    """Return the entries of a list; a single value is a list of one. Empty entries are dropped."""
    items = list(value) if isinstance(value, LocatedList) else [value]
    return [item for item in items if item is not None]


_TEXT = {"type": ["string", "number", "boolean", "null"]}
_TEXT_LIST = {"anyOf": [_TEXT, {"type": "array", "items": {"type": ["string", "number", "object", "null"]}}]}
_WHOLE_NUMBER_SCHEMA = {"type": ["integer", "string", "null"], "minimum": 0, "pattern": "^[0-9][0-9,_]*$"}
_MOMENT = {
    "type": ["string", "integer", "null"],
    "examples": ["2024-03-07 14:32", "2024-03-07T14:32:00+01:00", "2024-03", "~2024-03-07", "unknown"],
}
_ZONE = {"type": ["string", "null"], "examples": ["Europe/Berlin", "UTC", "+02:00", "W. Europe Standard Time"]}

PlainText = Annotated[str | None, FieldParser(parse_text, _TEXT)]
Prose = Annotated[str | None, FieldParser(parse_prose, _TEXT)]
TextList = Annotated[tuple[str, ...], FieldParser(parse_texts, _TEXT_LIST)]
NameList = Annotated[tuple[str, ...], FieldParser(parse_names, _TEXT_LIST)]
WholeNumber = Annotated[int | None, FieldParser(parse_whole_number, _WHOLE_NUMBER_SCHEMA)]
ZoneField = Annotated[str | None, FieldParser(parse_zone_field, _ZONE)]
MomentField = Annotated[Moment | None, FieldParser(parse_moment_field, _MOMENT)]
AsList = BeforeValidator(as_list)
