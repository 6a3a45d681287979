"""Writes tables as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CsvValue = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes a text that begins so: https://owasp.org/www-community/attacks/CSV_Injection."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table for machines: names of columns, and rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[CsvValue, ...], ...]


def to_csv(table: CsvTable) -> str:
    """Return a table as CSV by RFC 4180; texts that a spreadsheet would compute begin with an apostrophe."""
    return "".join(f"{_line(row)}\r\n" for row in (table.head, *table.rows))


def _line(values: Sequence[CsvValue]) -> str:
    return ",".join(map(_field, values))


def _field(value: CsvValue) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    safe = f"'{value}" if value.startswith(_FORMULA) else value
    if not any(sign in safe for sign in ',"\r\n'):
        return safe
    doubled = safe.replace('"', '""')
    return f'"{doubled}"'


def join_ids(ids: Iterable[str]) -> str:
    """Return ids as one CSV field, separated by `; `."""
    return "; ".join(ids)
