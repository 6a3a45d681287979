"""Reads operators such as `service:checkout-api`, `-tag:dns` and `since:2025-01` out of a typed question.

`search-operators.js` has the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.similar.narrowing import FacetFilter, Narrowing, resolve_values
from mkdocs_postmortems.core.similar.question import is_pasted_text
from mkdocs_postmortems.core.view import Readable

_OPERATOR = re.compile(r'(?<!\S)(-?)([a-z]+):(?:"([^"\n]+)"|([^\s"]+))(?!\S)')
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_FACETS: Mapping[str, FacetSpec] = MappingProxyType({facet.filter_key: facet for facet in FACETS})
_TIMES = ("since", "until")


@dataclass(frozen=True, slots=True)
class _Operator:
    """An operator that means something in a view; what means nothing is text, such as `x509:` or a label."""

    written: str
    key: str
    value: str
    """The id of a facet value, or a date."""
    excludes: bool


def read_operators(text: str, view: Readable) -> tuple[str, Narrowing]:
    """Return a question without its operators, and what they ask for. A pasted text has none."""
    found = [] if is_pasted_text(text) else list(_operators(text, view))
    for operator in found:
        text = text.replace(operator.written, " ", 1)
    times = {one.key: one.value for one in found if one.key in _TIMES}
    return " ".join(text.split()) if found else text, Narrowing(_values(found), _values(found, excludes=True), **times)


def _values(found: list[_Operator], *, excludes: bool = False) -> FacetFilter:
    values: dict[FacetSpec, tuple[str, ...]] = {}
    for one in found:
        if one.key in _FACETS and one.excludes == excludes:
            values[_FACETS[one.key]] = (*values.get(_FACETS[one.key], ()), one.value)
    return values


def _operators(text: str, view: Readable) -> Iterator[_Operator]:
    for match in _OPERATOR.finditer(text):
        minus, key, quoted, plain = match.groups()
        value = _meaning(view, key, quoted or plain)
        if value and not (minus and key in _TIMES):
            yield _Operator(match[0], key, value, bool(minus))


def _meaning(view: Readable, key: str, written: str) -> str:
    """Return the value id or the date that an operator names; empty if it names none."""
    if key in _TIMES:
        return written if _DATE.fullmatch(written) else ""
    known = resolve_values(view, _FACETS[key], [written])[0] if key in _FACETS else ()
    return known[0] if known else ""
