"""Reads TOML; values know the line of their outermost key."""

from __future__ import annotations

import re
import tomllib

from mkdocs_postmortems.core.written.values import (
    MAX_DEPTH,
    MAX_LENGTH,
    Row,
    Table,
    Text,
    TooMuchError,
    UnreadableError,
    Value,
    Written,
)

_KEY = re.compile(r"\s*(?:\[\[?\s*)?(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*[\].=]")


def read_toml(text: str, first_line: int = 1) -> Written:
    """Read TOML whose first line is `first_line` of its file; values know the line of their outermost key.

    Raises:
        UnreadableError: the text is no TOML.
        TooMuchError: it is too long or too deep.
    """
    if len(text) > MAX_LENGTH:
        raise TooMuchError(first_line, f"has {len(text):,} characters; {MAX_LENGTH:,} are allowed")
    try:
        data = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise _explained_toml(error, first_line) from error
    except RecursionError as error:
        raise TooMuchError(first_line, f"is nested more than {MAX_DEPTH} deep") from error
    lines = _toml_lines(text, first_line)
    table = Table(first_line)
    for key, value in data.items():
        line = lines.get(key, first_line)
        table.set(Text(key, line), _from_toml(value, line, 1))
    return Written(table)


def _explained_toml(error: tomllib.TOMLDecodeError, first_line: int) -> UnreadableError:
    place = re.search(r" \(at line (\d+), column \d+\)", str(error))
    line = first_line + int(place[1]) - 1 if place else first_line
    what = re.sub(r" \(at .*\)", "", str(error))
    return UnreadableError(line, f"is not valid TOML: {what[:1].lower()}{what[1:]}")


def _toml_lines(text: str, first_line: int) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if match := _KEY.match(line):
            lines.setdefault(match[1].strip("\"'"), number)
    return lines


def _from_toml(value: object, line: int, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise TooMuchError(line, f"is nested more than {MAX_DEPTH} deep")
    if isinstance(value, dict):
        table = Table(line)
        for key, item in value.items():
            table.set(Text(key, line), _from_toml(item, line, depth + 1))
        return table
    if isinstance(value, list):
        row = Row(line)
        row.extend(_from_toml(item, line, depth + 1) for item in value)
        return row
    if isinstance(value, bool):
        return Text(str(value).lower(), line, plain=True)
    return Text(str(value), line, plain=not isinstance(value, str))
