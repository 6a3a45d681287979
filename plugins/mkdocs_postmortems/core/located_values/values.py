"""Values of YAML and TOML as text with lines: `007`, `1.10` and `2024-02-03T10:00:00+02:00` stay as written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

MAX_DEPTH = 50
"""Nested lists and mappings."""
MAX_VALUES = 50_000
"""Values after aliases are expanded, against texts that grow exponentially by aliases ("billion laughs")."""
MAX_LENGTH = 1_000_000
"""Characters."""

_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{0,17}")


class LocatedStr(str):
    """A scalar as written."""

    __slots__ = ("line", "plain")
    line: int
    plain: bool
    """Whether it is not quoted, so that `true` and `3` mean a boolean and a number."""

    def __new__(cls, value: str, line: int, *, plain: bool = False) -> Self:
        """Return the text with its line."""
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
        """Return a list of separate values; its line is that of the first, or 1 without values."""
        joined = cls(line_of(items[0]) if items else 1)
        joined.extend(items)
        return joined


class LocatedDict(dict[str, "LocatedValue"]):
    """A mapping as written; `lines` holds the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        """Start empty at this line."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def set(self, key: LocatedStr, value: LocatedValue) -> None:
        """Set the value of a key, and the line of the key."""
        self[str(key)] = value
        self.lines[str(key)] = key.line


LocatedValue = LocatedStr | LocatedList | LocatedDict | None


def describe_type(value: LocatedValue) -> str:
    """Return the type of a value in words for a message, such as `a list`."""
    if value is None:
        return "nothing"
    return "text" if isinstance(value, LocatedStr) else "a list" if isinstance(value, LocatedList) else "a mapping"


class UnreadableError(Exception):
    """The text is not valid YAML or TOML."""

    code = "PM010"

    def __init__(self, line: int, message: str) -> None:
        """Store the line of the file (1-based), and the message without a subject."""
        super().__init__(message)
        self.line, self.message = line, message


class LimitExceededError(UnreadableError):
    """The text is nested too deeply, is too long, or has too many values after aliases are expanded."""

    code = "PM013"


@dataclass(frozen=True, slots=True)
class LocatedDocument:
    """The parsed value of a text, and its repeated keys as (line, key, line of the first)."""

    value: LocatedValue
    duplicate_keys: tuple[tuple[int, str, int], ...] = ()


def line_of(value: LocatedValue, default: int = 1) -> int:
    """Return the line of a value; `default` for an empty one."""
    return default if value is None else value.line


def line_at(value: object, keys: Iterable[str | int], default: int = 1) -> int:
    """Return the line of a nested value, or of the innermost value on the way to it that exists.

    Args:
        value: Where the first key is looked up; only located values have lines.
        keys: Keys of mappings and indices of lists, from the outermost inwards.
        default: The line if the first key does not exist.
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
    """Return plain Python data; unquoted booleans and numbers are converted."""
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
