"""What a search can be narrowed to: the words of its address, and the values that a document has for each."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_postmortems.core.facets import Facet, ids
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status


class SearchFilter(StrEnum):
    """A filter of the search, as it stands in its address."""

    SERVICE = "service"
    FACTOR = "factor"
    TAG = "tag"
    SEVERITY = "severity"
    TEAM = "team"
    TRIGGER = "trigger"
    DETECTION = "detection"
    YEAR = "year"
    ACTIONS = "actions"
    KIND = "kind"


BY_FACET = {
    Facet.SERVICES: SearchFilter.SERVICE,
    Facet.FACTORS: SearchFilter.FACTOR,
    Facet.TAGS: SearchFilter.TAG,
    Facet.SEVERITIES: SearchFilter.SEVERITY,
    Facet.TEAMS: SearchFilter.TEAM,
    Facet.TRIGGERS: SearchFilter.TRIGGER,
    Facet.DETECTIONS: SearchFilter.DETECTION,
    Facet.YEARS: SearchFilter.YEAR,
    Facet.KINDS: SearchFilter.KIND,
}
"""The filter that cuts as a facet's pages do."""

ORDINARY = "guide"
"""The kind of a page that is about no incident."""

ACTIONS = {"overdue": "Overdue", "open": "Open", "done": "All done", "none": "None stated"}
"""States of the action items of a document."""


def narrowed(document: Postmortem, today: str) -> dict[SearchFilter, tuple[str, ...]]:
    """Return by what a document is found. What is no incident has a kind and nothing else, as on the facets' pages."""
    if document.is_ordinary:
        return {SearchFilter.KIND: (ORDINARY,)}
    if document.kind is DocumentKind.PAGE:
        return {SearchFilter.KIND: ids(document, Facet.KINDS)}
    found = {key: ids(document, facet) for facet, key in BY_FACET.items()}
    found[SearchFilter.ACTIONS] = _actions(document, today)
    return {key: values for key, values in found.items() if values}


def _actions(document: Postmortem, today: str) -> tuple[str, ...]:
    """Overdue ones are open, too. Nobody waits for those of a document that was withdrawn."""
    if not document.actions or document.status is Status.WITHDRAWN:
        return ("none",)
    if any(item.is_overdue(today) for item in document.actions):
        return ("overdue", "open")
    return ("open",) if any(item.is_open for item in document.actions) else ("done",)
