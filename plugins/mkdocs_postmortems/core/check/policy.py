"""What a project asks of its postmortems: how much each rule matters, and what a document of a severity needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.check.severity import Severity
from mkdocs_postmortems.core.model import SectionName, Status

WRITTEN = frozenset({Status.IN_REVIEW, Status.PUBLISHED})
"""States in which a document is read by others; one without a state counts as published."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Fields and sections that certain postmortems need."""

    fields: tuple[str, ...] = ()
    sections: tuple[SectionName, ...] = ()
    severities: frozenset[str] = frozenset()
    """Ids, or ranks as the taxonomy has them (`1` is the worst); empty means all."""
    types: frozenset[str] = frozenset()
    """Types of incidents; empty means all."""
    statuses: frozenset[Status] = WRITTEN


DEFAULT_REQUIREMENTS = (
    Requirement(("title", "date"), statuses=WRITTEN | {Status.DRAFT}),
    Requirement(("severity", "services"), (SectionName.SUMMARY,)),
    Requirement(
        ("started_at", "detected_at", "resolved_at"),
        (
            SectionName.IMPACT,
            SectionName.TIMELINE,
            SectionName.CONTRIBUTING_FACTORS,
            SectionName.DETECTION,
            SectionName.RESOLUTION,
            SectionName.ACTION_ITEMS,
            SectionName.LESSONS,
        ),
        frozenset({"1", "2"}),
    ),
    Requirement((), (SectionName.TIMELINE, SectionName.ACTION_ITEMS), frozenset({"3"})),
)
"""What is asked for unless `require` says otherwise: much of a SEV1 or SEV2, little of a SEV4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The option `check`."""

    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """By the code of a rule or of a warning, where it is not the default."""
    requirements: tuple[Requirement, ...] = DEFAULT_REQUIREMENTS
    summary_words: int = 100
    """The most words of a summary."""
