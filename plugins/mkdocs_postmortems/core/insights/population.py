"""Decides which documents insights count, and keeps the others with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.model import DocumentKind, IncidentType, Postmortem, RelationKind, Status


class Exclusion(StrEnum):
    """Why a document of a view is not counted."""

    NOTICE = "notices"
    EXERCISE = "exercises"
    MAINTENANCE = "maintenance"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    """Another document says it better."""
    DUPLICATE = "duplicates"
    """Another document is about the same incident."""


@dataclass(frozen=True, slots=True)
class Population:
    """The incidents that insights count, and the documents left out."""

    incidents: tuple[Postmortem, ...]
    """Newest first."""
    excluded: Mapping[Exclusion, tuple[Postmortem, ...]]
    """Every reason, in the order of `Exclusion`."""

    @property
    def excluded_count(self) -> int:
        """Number of documents left out."""
        return sum(map(len, self.excluded.values()))


def select_population(documents: Iterable[Postmortem]) -> Population:
    """Select what is counted out of the incidents of a view."""
    counted: list[Postmortem] = []
    excluded: dict[Exclusion, list[Postmortem]] = {reason: [] for reason in Exclusion}
    for document in documents:
        reason = _exclusion(document)
        (excluded[reason] if reason else counted).append(document)
    return Population(tuple(counted), MappingProxyType({reason: tuple(some) for reason, some in excluded.items()}))


_EXCLUDED_TYPES = MappingProxyType(
    {IncidentType.EXERCISE: Exclusion.EXERCISE, IncidentType.MAINTENANCE: Exclusion.MAINTENANCE}
)
_EXCLUDED_STATUSES = MappingProxyType({Status.WITHDRAWN: Exclusion.WITHDRAWN, Status.SUPERSEDED: Exclusion.SUPERSEDED})


def _exclusion(document: Postmortem) -> Exclusion | None:
    if document.kind is not DocumentKind.POSTMORTEM:
        return Exclusion.NOTICE
    if document.status and document.status in _EXCLUDED_STATUSES:
        return _EXCLUDED_STATUSES[document.status]
    if document.type and document.type in _EXCLUDED_TYPES:
        return _EXCLUDED_TYPES[document.type]
    is_duplicate = any(relation.kind is RelationKind.DUPLICATE_OF for relation in document.relations)
    return Exclusion.DUPLICATE if is_duplicate else None
