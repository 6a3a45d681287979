"""The next free id, in the form that most documents use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.name_matching import normalize_name

_YEAR = "{year}"


@dataclass(frozen=True, slots=True, order=True)
class _IdPattern:
    """What the ids of a corpus have in common; `before` has `{year}` in the place of the year."""

    prefix: str
    width: int

    def format(self, year: str, number: int) -> str:
        return f"{self.prefix.replace(_YEAR, year)}{number:0{self.width}}"


def next_id(known: Iterable[tuple[str, str | None]], year: str) -> str:
    """Return the next free id of a year, given all ids with the years of their incidents; empty if they have no form.

    A form counts if more than half of the documents have it.
    """
    ids = list(known)
    numbers: dict[_IdPattern, list[tuple[str | None, int]]] = {}
    for id, own_year in ids:
        if read := _read(id, own_year):
            numbers.setdefault(read[0], []).append((own_year, read[1]))
    if not numbers:
        return ""
    form = max(sorted(numbers), key=lambda form: len(numbers[form]))
    if len(numbers[form]) * 2 <= len(ids):
        return ""
    yearly = _YEAR in form.prefix
    number = 1 + max((number for own_year, number in numbers[form] if own_year == year or not yearly), default=0)
    taken = {normalize_name(id) for id, _ in ids}
    while normalize_name(form.format(year, number)) in taken:
        number += 1
    return form.format(year, number)


def _read(id: str, year: str | None) -> tuple[_IdPattern, int] | None:
    """Split `INC-2024-017` of 2024 into `INC-{year}-`, three digits, 17."""
    end = len(id) - len(id.rstrip("0123456789"))
    if not 0 < end <= 9:
        return None
    before, digits = id[:-end], id[-end:]
    own = before.replace(year, _YEAR, 1) if year and re.search(rf"(?<!\d){year}(?!\d)", before) else before
    return _IdPattern(own, len(digits) if digits[0] == "0" or _YEAR in own else 1), int(digits)
