"""All rules, in the order of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mkdocs_postmortems.core.check.rule import Rule
from mkdocs_postmortems.core.check.rules import placeholders, presence, suppressing, wording

RULES: tuple[Rule, ...] = tuple(
    sorted((*suppressing.RULES, *presence.RULES, *placeholders.RULES, *wording.RULES), key=lambda rule: rule.code)
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})
