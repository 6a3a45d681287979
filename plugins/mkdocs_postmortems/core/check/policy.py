"""What a project asks of its postmortems: how much each rule matters, and what a document of a severity needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.requirements import Requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The option `check`, and what documents need."""

    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """By the code of a rule or of a warning, where it is not the default."""
    needed: Requirements = field(default_factory=Requirements)
    """The option `requirements`."""
    summary_words: int = 100
    """The most words of a summary."""
