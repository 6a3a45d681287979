"""The filters of the search, one for each facet and one for action items, and the filter values of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.facets import FACETS, KINDS, FacetSpec
from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status

ORDINARY = "guide"
"""Value of the kind filter for pages that are not about an incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSpec:
    """A filter of the search."""

    key: str
    """Its parameter in the URL of a search."""
    heading: str
    phrase: str
    """Words between the number of results and the selected values: "3 incidents `with actions` overdue"."""
    facet: FacetSpec | None = None
    """The facet that it filters by; offers the values that documents have, unless there are `choices`."""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fixed values, as id to name, offered whether or not a document has them."""

    @property
    def is_suggested(self) -> bool:
        """Whether the search field suggests its values: their names come from the taxonomy of the site."""
        return self.facet is not None and self.facet.vocabulary is not None


ACTIONS = FilterSpec(
    key="actions",
    heading=Message("Action items"),
    phrase=Message("with actions"),
    choices=MappingProxyType(
        {
            "overdue": Message("Overdue"),
            "open": Message("Open"),
            "done": Message("All done"),
            "unstated": Message("No state written"),
            "none": Message("None stated"),
        }
    ),
)
"""Filter by the state of a document's action items."""

_MORE_CHOICES = {KINDS: {ORDINARY: Message("Other pages")}}
"""Additional fixed values of the filter of a facet, which then offers all named values of the facet."""


def build_filters(table: Iterable[FacetSpec] = FACETS) -> tuple[FilterSpec, ...]:
    """Return all filters in display order; filters with fixed choices come last."""
    filters = [_facet_filter(facet) for facet in table]
    return (*(one for one in filters if not one.choices), ACTIONS, *(one for one in filters if one.choices))


def _facet_filter(facet: FacetSpec) -> FilterSpec:
    choices = {**facet.names, **_MORE_CHOICES[facet]} if facet in _MORE_CHOICES else {}
    return FilterSpec(
        key=facet.filter_key, heading=facet.heading, phrase=facet.phrase, facet=facet, choices=MappingProxyType(choices)
    )


def filter_values(
    document: Postmortem, today: str, table: Iterable[FacetSpec] = FACETS
) -> Mapping[str, tuple[str, ...]]:
    """Return the filter values of a document, by filter key; `today` is `YYYY-MM-DD`.

    Documents that are not incidents only have values of facets that cover them, and none of the action item filter.
    """
    if document.is_ordinary:
        return ordinary_page_values(table)
    if document.kind is DocumentKind.PAGE:
        return {facet.filter_key: facet.ids(document) for facet in table if facet.covers_records}
    found = {facet.filter_key: facet.ids(document) for facet in table}
    found[ACTIONS.key] = _actions(document, today)
    return {key: values for key, values in found.items() if values}


def ordinary_page_values(table: Iterable[FacetSpec] = FACETS) -> Mapping[str, tuple[str, ...]]:
    """Return the filter values of a page that is not about an incident, by filter key."""
    return {facet.filter_key: (ORDINARY,) for facet in table if facet == KINDS}


def _actions(document: Postmortem, today: str) -> tuple[str, ...]:
    """Return the values of the action item filter. Overdue implies open; a withdrawn document counts as having none."""
    items = document.actions
    if not items or document.status is Status.WITHDRAWN:
        return ("none",)
    found = {
        "overdue": any(item.is_overdue(today) for item in items),
        "open": any(item.is_open for item in items),
        "done": all(item.is_settled for item in items),
        "unstated": any(item.is_unstated for item in items),
    }
    return tuple(value for value, holds in found.items() if holds)
