"""The catalog of search filters with the names of their values, and the terms for correcting typing errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_postmortems.core.facet_values import Facets, FacetValue
from mkdocs_postmortems.core.facets import SEVERITIES
from mkdocs_postmortems.core.pages.search_filters import FilterSpec, build_filters
from mkdocs_postmortems.core.pages.severity_marks import severity_mark_of
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.similar.spelling import spelling_words


def build_filter_catalog(site_model: SiteModel) -> list[dict[str, Any]]:
    """Return the filters and their values in display order, as plain data for `json.dumps`.

    Only values that a document has are included. The search field suggests the value names of `suggested` filters.
    """
    facets = site_model.facets
    found = ((one, list(_values(facets, one))) for one in build_filters(facets.specs))
    return [
        {
            "key": one.key,
            "facet": one.facet.id if one.facet else "",
            "heading": one.heading,
            "suggested": one.is_suggested,
            "values": values,
        }
        for one, values in found
        if values
    ]


def _values(facets: Facets, one: FilterSpec) -> Iterator[dict[str, Any]]:
    """Yield the fixed choices of a filter, or else the values of its facet that documents have."""
    if one.facet is None or one.choices:
        yield from ({"id": id, "name": name} for id, name in one.choices.items())
    else:
        yield from map(_value, facets.used(one.facet))


def _value(value: FacetValue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": value.term.id, "name": value.term.name}
    also = [alias for alias in value.term.aliases if alias not in found.values()]
    if also:
        found["also"] = also
    if value.facet == SEVERITIES:
        mark = severity_mark_of(value)
        found["light"], found["dark"] = mark.light, mark.dark
    return found


MAX_SUGGESTIONS = 6000
"""Maximum number of terms; a browser compares an unknown word of a query with all of them."""


def build_suggestions(site_model: SiteModel) -> list[str]:
    """Return the words that a search puts in place of misspelt ones, most frequent first, ties alphabetically."""
    counts = spelling_words(site_model.view, site_model.facets.specs)
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MAX_SUGGESTIONS]]
