"""The registry of lint rules and of all diagnostic codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.check import suppressions
from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules import (
    actions,
    duplicates,
    factors,
    links,
    markdown,
    placeholders,
    published_edits,
    relations,
    requirements,
    times,
    unread,
    wording,
)
from mkdocs_postmortems.core.diagnostic_codes import CODES, DiagnosticCode, index_codes

_FAMILIES = (
    actions,
    duplicates,
    factors,
    links,
    markdown,
    placeholders,
    published_edits,
    relations,
    requirements,
    suppressions,
    times,
    unread,
    wording,
)
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.code)
)
"""All lint rules, sorted by code."""
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})
ALL_CODES: Mapping[str, DiagnosticCode] = index_codes((*CODES.values(), *RULES))
"""Every code that this program reports, with its default severity and its documentation."""
