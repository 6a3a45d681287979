"""What a search can be narrowed to: the words of its address, and the values that a document has for each."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_postmortems.core.facets import Facet, ids
from mkdocs_postmortems.core.model import Kind, Postmortem, Status


class Key(StrEnum):
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
    Facet.SERVICES: Key.SERVICE,
    Facet.FACTORS: Key.FACTOR,
    Facet.TAGS: Key.TAG,
    Facet.SEVERITIES: Key.SEVERITY,
    Facet.TEAMS: Key.TEAM,
    Facet.TRIGGERS: Key.TRIGGER,
    Facet.DETECTIONS: Key.DETECTION,
    Facet.YEARS: Key.YEAR,
    Facet.KINDS: Key.KIND,
}
"""The filter that cuts as a facet's pages do."""

ORDINARY = "guide"
"""The kind of a page that is about no incident."""

ACTIONS = {"overdue": "Overdue", "open": "Open", "done": "All done", "none": "None stated"}
"""States of the action items of a document."""


def narrowed(document: Postmortem, today: str) -> dict[Key, tuple[str, ...]]:
    """Return by what a document is found. What is no incident has a kind and nothing else, as on the facets' pages."""
    if document.is_ordinary:
        return {Key.KIND: (ORDINARY,)}
    if document.kind is Kind.PAGE:
        return {Key.KIND: ids(document, Facet.KINDS)}
    found = {key: ids(document, facet) for facet, key in BY_FACET.items()}
    found[Key.ACTIONS] = _actions(document, today)
    return {key: values for key, values in found.items() if values}


def _actions(document: Postmortem, today: str) -> tuple[str, ...]:
    """Overdue ones are open, too. Nobody waits for those of a document that was withdrawn."""
    if not document.actions or document.status is Status.WITHDRAWN:
        return ("none",)
    if any(item.is_overdue(today) for item in document.actions):
        return ("overdue", "open")
    return ("open",) if any(item.is_open for item in document.actions) else ("done",)
