"""What the values of filters are called, in the order they are offered: the browser's legend to ids in records."""

from __future__ import annotations

from typing import Any

from mkdocs_postmortems.core.facets import KIND_NAMES, Facet, FacetValue
from mkdocs_postmortems.core.pages.atlas import Atlas
from mkdocs_postmortems.core.pages.keys import ACTIONS, BY_FACET, ORDINARY, Key
from mkdocs_postmortems.core.pages.severity import mark_of

ORDER = (
    Facet.SERVICES,
    Facet.FACTORS,
    Facet.TAGS,
    Facet.SEVERITIES,
    Facet.TEAMS,
    Facet.TRIGGERS,
    Facet.DETECTIONS,
    Facet.YEARS,
)


def build_legend(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the filters with their values that occur, as plain data."""
    legend = [_entry(BY_FACET[facet], facet.heading, [_value(v) for v in _used(atlas, facet)]) for facet in ORDER]
    legend.append(_entry(Key.ACTIONS, "Action items", [{"id": id, "name": name} for id, name in ACTIONS.items()]))
    kinds = [*KIND_NAMES.items(), (ORDINARY, "Other pages")]
    legend.append(_entry(Key.KIND, "Kinds", [{"id": id, "name": name} for id, name in kinds]))
    return [entry for entry in legend if entry["values"]]


def _used(atlas: Atlas, facet: Facet) -> list[FacetValue]:
    return [value for value in atlas.facets.of(facet) if value.documents]


def _entry(key: Key, heading: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": key.value, "heading": heading, "values": values}


def _value(value: FacetValue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": value.term.id, "name": value.term.name}
    also = [alias for alias in value.term.aliases if alias not in found.values()]
    if also:
        found["also"] = also
    if value.facet is Facet.SEVERITIES:
        mark = mark_of(value)
        found["light"], found["dark"] = mark.light, mark.dark
    return found
