"""Proposes the next free id, in the form that most ids of the corpus have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.name_matching import normalize_name

_YEAR = "{year}"


@dataclass(frozen=True, slots=True, order=True)
class _IdPattern:
    """The form of an id."""

    prefix: str
    """The part before the number; it has `{year}` in place of the year of the incident."""
    width: int
    """The minimum number of digits."""

    def format(self, year: str, number: int) -> str:
        return f"{self.prefix.replace(_YEAR, year)}{number:0{self.width}}"


def next_id(known: Iterable[tuple[str, str | None]], year: str) -> str:
    """Return the next free id; empty unless more than half of the known ids have the same form.

    Args:
        known: All ids, each with the year of its incident, if that is known.
        year: The year of the new incident. Ids with the year in them are numbered anew each year.
    """
    ids = list(known)
    numbers: dict[_IdPattern, list[tuple[str | None, int]]] = {}
    for id, own_year in ids:
        if parsed := _parse_id(id, own_year):
            numbers.setdefault(parsed[0], []).append((own_year, parsed[1]))
    if not numbers:
        return ""
    pattern = max(sorted(numbers), key=lambda one: len(numbers[one]))
    if len(numbers[pattern]) * 2 <= len(ids):
        return ""
    is_yearly = _YEAR in pattern.prefix
    number = 1 + max((number for own_year, number in numbers[pattern] if own_year == year or not is_yearly), default=0)
    taken = {normalize_name(id) for id, _ in ids}
    while normalize_name(pattern.format(year, number)) in taken:
        number += 1
    return pattern.format(year, number)


def _parse_id(id: str, year: str | None) -> tuple[_IdPattern, int] | None:
    """Split `INC-2024-017` of 2024 into `INC-{year}-`, three digits, 17."""
    end = len(id) - len(id.rstrip("0123456789"))
    if not 0 < end <= 9:
        return None
    prefix, digits = id[:-end], id[-end:]
    if year and re.search(rf"(?<!\d){year}(?!\d)", prefix):
        prefix = prefix.replace(year, _YEAR, 1)
    return _IdPattern(prefix, len(digits) if digits[0] == "0" or _YEAR in prefix else 1), int(digits)
