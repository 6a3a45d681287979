"""What the values of filters are called, in the order they are offered: the browser's legend to ids in records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mkdocs_postmortems.core.facets import KIND_NAMES, Facet, Facets, FacetValue
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.search_filters import ACTIONS, BY_FACET, ORDINARY, SearchFilter
from mkdocs_postmortems.core.pages.severity_marks import severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel

FILTER_ORDER = (
    Facet.SERVICES,
    Facet.FACTORS,
    Facet.TAGS,
    Facet.SEVERITIES,
    Facet.TEAMS,
    Facet.TRIGGERS,
    Facet.DETECTIONS,
    Facet.YEARS,
)


def build_filter_catalog(site_model: SiteModel) -> list[dict[str, Any]]:
    """Return the filters with their values that occur, as plain data."""
    legend = [
        _filter(BY_FACET[facet], facet.heading, [_value(v) for v in _used(site_model, facet)]) for facet in FILTER_ORDER
    ]
    legend.append(
        _filter(SearchFilter.ACTIONS, "Action items", [{"id": id, "name": name} for id, name in ACTIONS.items()])
    )
    kinds = [*KIND_NAMES.items(), (ORDINARY, "Other pages")]
    legend.append(_filter(SearchFilter.KIND, "Kinds", [{"id": id, "name": name} for id, name in kinds]))
    return [entry for entry in legend if entry["values"]]


def _used(site_model: SiteModel, facet: Facet) -> list[FacetValue]:
    return [value for value in site_model.facets.of(facet) if value.documents]


def _filter(key: SearchFilter, heading: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": key.value, "heading": heading, "values": values}


def _value(value: FacetValue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": value.term.id, "name": value.term.name}
    also = [alias for alias in value.term.aliases if alias not in found.values()]
    if also:
        found["also"] = also
    if value.facet is Facet.SEVERITIES:
        mark = severity_mark_of(value)
        found["light"], found["dark"] = mark.light, mark.dark
    return found


MAX_SUGGESTIONS = 6000
"""Terms that a browser compares with a word in a moment."""

_WORD = re.compile(r"[^\W_][\w.:/@-]{2,38}[^\W_]")


def build_suggestions(site_model: SiteModel) -> list[str]:
    """Return the terms of a view."""
    counts: Counter[str] = Counter()
    for document in site_model.view.documents:
        counts.update({word.lower() if word.istitle() else word for word in _words(document)})
    counts.update(dict.fromkeys(_names(site_model.facets), 1))
    return [term for term, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_SUGGESTIONS]]


def _words(document: Postmortem) -> Iterator[str]:
    texts = (document.title, document.summary or "", *document.alerts, *document.error_signatures)
    for text in texts:
        yield from _WORD.findall(text)


def _names(facets: Facets) -> Iterator[str]:
    for facet in BY_FACET:
        for value in facets.of(facet):
            if value.documents:
                yield from (name for name in (value.term.id, *_WORD.findall(value.term.name)) if len(name) > 3)
