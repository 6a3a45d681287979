"""One value that front matter could state, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LISTS = frozenset({"services", "teams", "tags", "contributing_factors"})
"""Fields that hold several values; each is a proposal of its own."""
FIELDS = (
    *("id", "title", "summary", "severity", "timezone", "date", "started_at", "detected_at", "acknowledged_at"),
    *("mitigated_at", "resolved_at", "services", "teams", "tags", "trigger", "detection", "contributing_factors"),
)
"""What can be proposed, in the order in which it is written."""
CONFIDENT = 0.8
"""Below this nothing is proposed unless it is asked for."""

Values = Mapping[str, tuple[str, ...]]
"""Field -> its values; of a field that is no list, one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field, and the evidence for it."""

    field: str
    value: str
    line: int | None
    """The line of the document that says so; `None` if the file's name does."""
    evidence: str
    """What is said there."""
    confidence: float


def values_of(proposals: Iterable[Proposal]) -> Values:
    """Return the values by field, in the order in which they are written."""
    found: dict[str, dict[str, None]] = {}
    for proposal in proposals:
        found.setdefault(proposal.field, {})[proposal.value] = None
    return {name: tuple(found[name]) for name in FIELDS if name in found}
