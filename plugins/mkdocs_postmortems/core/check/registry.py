"""All rules, in the order of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules import (
    actions,
    factors,
    history,
    likeness,
    links,
    markdown,
    placeholders,
    presence,
    relations,
    summary,
    suppressing,
    times,
    wording,
)

_FAMILIES = (
    actions,
    factors,
    history,
    likeness,
    links,
    markdown,
    placeholders,
    presence,
    relations,
    summary,
    suppressing,
    times,
    wording,
)
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.code)
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})
