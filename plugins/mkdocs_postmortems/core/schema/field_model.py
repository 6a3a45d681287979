"""A model of a mapping with known keys: matches keys with fields, and reports unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mkdocs_postmortems.core.diagnostics import DiagnosticCollector
from mkdocs_postmortems.core.located_values import LocatedDict, LocatedList, LocatedStr, LocatedValue, line_of
from mkdocs_postmortems.core.name_matching import closest_name, to_snake_case
from mkdocs_postmortems.core.schema.field_types import (
    Choice,
    FieldParser,
    TextMapping,
    diagnostics_of,
    report_wrong_type,
)

_MAX_UNKNOWN_KEYS = 20
"""Unknown keys that are reported one by one; the rest are only counted."""
_MAX_KEY_LENGTH = 80


class Aliases:
    """Other keys of a field, as pydantic metadata."""

    def __init__(self, *keys: str) -> None:
        """Store the keys, in snake case."""
        self.keys = keys


def _has_parser(info: FieldInfo) -> bool:
    """Whether wrong values of a field are reported: by a parser of its own, or by the model that its value becomes."""
    if any(isinstance(one, FieldParser | TextMapping | Choice | BeforeValidator) for one in info.metadata):
        return True
    types = get_args(info.annotation) or (info.annotation,)
    return any(isinstance(one, type) and issubclass(one, FieldModel) for one in types)


class FieldModel(BaseModel):
    """A mapping with known keys. Unknown keys are reported, and the other keys are still used."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    field_by_key: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Every known key, in snake case -> its field."""
    passthrough_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of other programs, which are accepted and ignored."""
    nested_keys: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType({})
    """Keys that stand for a key inside a field: key -> (field, key inside it)."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Collect the keys of all fields.

        Raises:
            TypeError: a field has no parser, so that a wrong value would end the program instead of being reported.
        """
        for name, info in cls.model_fields.items():
            if not _has_parser(info):
                message = f"{cls.__name__}.{name} has no parser; use a type of field_types, such as WholeNumber for int"
                raise TypeError(message)
        names = {name: name for name in cls.model_fields}
        for name, info in cls.model_fields.items():
            names |= {key: name for also in info.metadata if isinstance(also, Aliases) for key in also.keys}
        cls.field_by_key = MappingProxyType(names)

    @model_validator(mode="before")
    @classmethod
    def _group_by_field(cls, value: LocatedValue, info: ValidationInfo) -> dict[str, LocatedValue]:
        return cls.values_by_field(value, diagnostics_of(info)) if isinstance(value, LocatedDict) else {}

    @classmethod
    def values_by_field(cls, mapping: LocatedDict, diagnostics: DiagnosticCollector) -> dict[str, LocatedValue]:
        """Return the values by field; report unknown keys, and keys that mean the same field."""
        fields: dict[str, LocatedValue] = {}
        keys: dict[str, str] = {}
        unknown: list[str] = []
        for key in sorted(mapping, key=lambda key: to_snake_case(key) not in cls.model_fields):
            name = cls.field_by_key.get(to_snake_case(key))
            if name is None:
                unknown.append(key)
            elif name not in fields:
                fields[name], keys[name] = mapping[key], key
            elif isinstance(both := _join_lists(fields[name], mapping[key]), LocatedList):
                fields[name] = both
            elif to_snake_case(key) not in cls.passthrough_keys:
                message = f"{key!r} means the same as {keys[name]!r}, which is also given and takes precedence."
                diagnostics.add(mapping.lines[key], "PM021", message, key)
        cls._report_unknown([key for key in unknown if not cls._is_passthrough(key)], mapping, diagnostics)
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def _is_passthrough(cls, key: str) -> bool:
        # `title.public` is the title for the audience `public`.
        return (
            is_extension_key(key)
            or to_snake_case(key) in cls.passthrough_keys
            or ("." in key and to_snake_case(key.partition(".")[0]) in cls.field_by_key)
        )

    @classmethod
    def _report_unknown(cls, unknown: list[str], mapping: LocatedDict, diagnostics: DiagnosticCollector) -> None:
        for key in unknown[:_MAX_UNKNOWN_KEYS]:
            diagnostics.add(mapping.lines[key], "PM015", cls._unknown_key_message(key), key[:_MAX_KEY_LENGTH])
        if rest := unknown[_MAX_UNKNOWN_KEYS:]:
            diagnostics.add(mapping.lines[rest[0]], "PM015", f"{len(rest)} more unknown keys from here on.")

    @classmethod
    def _closest_key(cls, key: str) -> str | None:
        return closest_name(to_snake_case(key), [*cls.field_by_key, *cls.nested_keys])

    @classmethod
    def _unknown_key_message(cls, key: str) -> str:
        meant = cls._closest_key(key)
        hint = f"did you mean {meant!r}?" if meant else "prefix it with 'x_' to keep it."
        return f"unknown key {key[:_MAX_KEY_LENGTH]!r}; {hint}"


def is_extension_key(key: str) -> bool:
    """Whether users may use a key as they like: `x_…` or `x-…`."""
    return key.lower().startswith(("x_", "x-"))


def _join_lists(one: LocatedValue, other: LocatedValue) -> LocatedValue:
    """Return two values as one list if either is a list or exactly one is empty; else `None`."""
    if one is None or other is None:
        return LocatedList.of(one if other is None else other) if one is not other else None
    if not isinstance(one, LocatedList) and not isinstance(other, LocatedList):
        return None
    return LocatedList.of(
        *(one if isinstance(one, LocatedList) else [one]), *(other if isinstance(other, LocatedList) else [other])
    )


@dataclass(frozen=True, slots=True)
class ModelOrText:
    """Pydantic metadata of a list item that is written as a mapping, or as a text that stands for one field of it."""

    model: type[FieldModel]
    build: Any
    """(model, line) -> the item."""
    text_field: str
    """The field that a text stands for."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate the model, then build the item."""
        return core_schema.with_info_wrap_validator_function(self._parse, handler.generate_schema(self.model))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe both forms."""
        inner = schema["schema"] if schema["type"] == "function-wrap" else schema
        return {"anyOf": [{"type": "string"}, handler(inner)]}

    def _parse(self, value: LocatedValue, inner: Any, info: ValidationInfo) -> Any:
        if isinstance(value, LocatedStr):
            table = LocatedDict(value.line)
            table.set(LocatedStr(self.text_field, value.line), value)
            return self.build(inner(table), value.line)
        if not isinstance(value, LocatedDict):
            report_wrong_type(info, value, "text or a mapping")
            return None
        return self.build(inner(value), line_of(value))
