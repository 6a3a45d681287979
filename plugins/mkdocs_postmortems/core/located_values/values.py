"""Values as they were written: `007`, `1.10` and `2024-02-03T10:00:00+02:00` stay what was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

MAX_DEPTH = 50
MAX_VALUES = 50_000
"""Values after aliases are followed: more is no description of an incident, but a bomb."""
MAX_LENGTH = 1_000_000

_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{0,17}")


class LocatedStr(str):
    """A scalar as written."""

    __slots__ = ("line", "plain")
    line: int
    plain: bool
    """Not quoted, so that `true` and `3` mean a truth value and a number."""

    def __new__(cls, value: str, line: int, *, plain: bool = False) -> Self:
        """Return the text with its place."""
        self = super().__new__(cls, value)
        self.line, self.plain = line, plain
        return self


class LocatedList(list["LocatedValue"]):
    """A list as written."""

    __slots__ = ("line",)

    def __init__(self, line: int) -> None:
        """Start empty at this line."""
        super().__init__()
        self.line = line

    @classmethod
    def of(cls, *items: LocatedValue) -> LocatedList:
        """Return a list of values that were written apart; it stands where the first does."""
        row = cls(line_of(items[0]) if items else 1)
        row.extend(items)
        return row


class LocatedDict(dict[str, "LocatedValue"]):
    """A mapping as written; `lines` has the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        """Start empty at this line."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def set(self, key: LocatedStr, value: LocatedValue) -> None:
        """Give a key its value, and remember where."""
        self[str(key)] = value
        self.lines[str(key)] = key.line


LocatedValue = LocatedStr | LocatedList | LocatedDict | None


def describe_type(value: LocatedValue) -> str:
    """Say what sort of value it is."""
    if value is None:
        return "nothing"
    return "text" if isinstance(value, LocatedStr) else "a list" if isinstance(value, LocatedList) else "a mapping"


class UnreadableError(Exception):
    """The text is not the format it claims to be."""

    code = "PM010"

    def __init__(self, line: int, message: str) -> None:
        """Remember the line (1-based, within the text) beside the message."""
        super().__init__(message)
        self.line, self.message = line, message


class LimitExceededError(UnreadableError):
    """The text is too deep, too long or repeats itself too often by aliases."""

    code = "PM013"


@dataclass(frozen=True, slots=True)
class LocatedDocument:
    """What a text holds, and the keys that it gives more than once: (line, key, line of the first)."""

    value: LocatedValue
    duplicate_keys: tuple[tuple[int, str, int], ...] = ()


def line_of(value: LocatedValue, default: int = 1) -> int:
    """Return the line a value was written on."""
    return default if value is None else value.line


def line_at(value: object, keys: Iterable[str | int], default: int = 1) -> int:
    """Return the line of what keys of mappings and indices of lists lead to, as far as they lead.

    Args:
        value: Where the first key is looked up; what was not read from a file has no lines.
        keys: From the outermost inwards.
        default: The line where not even the first key leads anywhere.
    """
    line = default
    for key in keys:
        if isinstance(value, LocatedDict) and key in value:
            line, value = value.lines[str(key)], value[str(key)]
        elif isinstance(value, LocatedList) and isinstance(key, int) and key < len(value):
            value = value[key]
            line = line_of(value, line)
        else:
            break
    return line


def to_python(value: LocatedValue) -> object:
    """Return plain Python data: truth values and numbers where they were written without quotes."""
    if isinstance(value, LocatedDict):
        return {key: to_python(item) for key, item in value.items()}
    if isinstance(value, LocatedList):
        return [to_python(item) for item in value]
    if not isinstance(value, LocatedStr) or not value.plain:
        return value if value is None else str(value)
    return _scalar_to_python(str(value))


def _scalar_to_python(text: str) -> object:
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
