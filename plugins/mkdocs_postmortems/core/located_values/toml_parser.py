"""Parses TOML; the line of a value is that of its top-level key, since `tomllib` reports no lines."""

from __future__ import annotations

import re
import tomllib

from mkdocs_postmortems.core.located_values.values import (
    MAX_DEPTH,
    MAX_LENGTH,
    LimitExceededError,
    LocatedDict,
    LocatedDocument,
    LocatedList,
    LocatedStr,
    LocatedValue,
    UnreadableError,
)

_KEY = re.compile(r"\s*(?:\[\[?\s*)?(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*[\].=]")


def parse_toml(text: str, first_line: int = 1) -> LocatedDocument:
    """Parse TOML whose first line is line `first_line` of its file.

    Raises:
        UnreadableError: the text is not TOML.
        LimitExceededError: it is longer than `MAX_LENGTH` or deeper than `MAX_DEPTH`.
    """
    if len(text) > MAX_LENGTH:
        raise LimitExceededError(first_line, f"has {len(text):,} characters; {MAX_LENGTH:,} are allowed")
    try:
        data = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise _explain_error(error, first_line) from error
    except RecursionError as error:
        raise LimitExceededError(first_line, f"is nested more than {MAX_DEPTH} deep") from error
    lines = _key_lines(text, first_line)
    table = LocatedDict(first_line)
    for key, value in data.items():
        line = lines.get(key, first_line)
        table.set(LocatedStr(key, line), _to_located(value, line, 1))
    return LocatedDocument(table)


def _explain_error(error: tomllib.TOMLDecodeError, first_line: int) -> UnreadableError:
    position = re.search(r" \(at line (\d+), column \d+\)", str(error))
    line = first_line + int(position[1]) - 1 if position else first_line
    what = re.sub(r" \(at [^()\n]*+\)", "", str(error))
    return UnreadableError(line, f"is not valid TOML: {what[:1].lower()}{what[1:]}")


def _key_lines(text: str, first_line: int) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if match := _KEY.match(line):
            lines.setdefault(match[1].strip("\"'"), number)
    return lines


def _to_located(value: object, line: int, depth: int) -> LocatedValue:
    if depth > MAX_DEPTH:
        raise LimitExceededError(line, f"is nested more than {MAX_DEPTH} deep")
    if isinstance(value, dict):
        table = LocatedDict(line)
        for key, item in value.items():
            table.set(LocatedStr(key, line), _to_located(item, line, depth + 1))
        return table
    if isinstance(value, list):
        items = LocatedList(line)
        items.extend(_to_located(item, line, depth + 1) for item in value)
        return items
    if isinstance(value, bool):
        return LocatedStr(str(value).lower(), line, plain=True)
    return LocatedStr(str(value), line, plain=not isinstance(value, str))
