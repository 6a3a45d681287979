"""What a search can be narrowed to: a filter for each facet and a few more, and the values of a document for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.facets import FACETS, KINDS, FacetSpec
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status

ORDINARY = "guide"
"""The kind of a page that is about no incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSpec:
    """A filter of the search."""

    key: str
    """Its word in the address of a search."""
    heading: str
    phrase: str
    """What leads from the number of results to the values that were chosen: "3 incidents `with actions` overdue"."""
    facet: FacetSpec | None = None
    """The facet whose values in use it offers."""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names by id of the values that it offers instead, whether or not a document has them."""

    @property
    def is_suggested(self) -> bool:
        """Whether its values have names of a site's own, which are worth a suggestion."""
        return self.facet is not None and self.facet.vocabulary is not None


ACTIONS = FilterSpec(
    key="actions",
    heading="Action items",
    phrase="with actions",
    choices=MappingProxyType({"overdue": "Overdue", "open": "Open", "done": "All done", "none": "None stated"}),
)
"""States of the action items of a document."""

_MORE_CHOICES = {KINDS: {ORDINARY: "Other pages"}}
"""What the filter of a facet offers beside all values that the facet names: pages that no facet has."""


def build_filters(table: Iterable[FacetSpec] = FACETS) -> tuple[FilterSpec, ...]:
    """Return all filters in the order in which they are offered: those with fixed choices last."""
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
    """Return the values that a document has, by filter key; `today` is `YYYY-MM-DD`.

    What is no incident has those of the facets that cover it, and no action items.
    """
    if document.is_ordinary:
        return ordinary_page_values(table)
    if document.kind is DocumentKind.PAGE:
        return {facet.filter_key: facet.ids(document) for facet in table if facet.covers_records}
    found = {facet.filter_key: facet.ids(document) for facet in table}
    found[ACTIONS.key] = _actions(document, today)
    return {key: values for key, values in found.items() if values}


def ordinary_page_values(table: Iterable[FacetSpec] = FACETS) -> Mapping[str, tuple[str, ...]]:
    """Return the values of a page that is about no incident, by filter key."""
    return {facet.filter_key: (ORDINARY,) for facet in table if facet == KINDS}


def _actions(document: Postmortem, today: str) -> tuple[str, ...]:
    """Overdue ones are open, too. Nobody waits for those of a document that was withdrawn."""
    if not document.actions or document.status is Status.WITHDRAWN:
        return ("none",)
    if any(item.is_overdue(today) for item in document.actions):
        return ("overdue", "open")
    return ("open",) if any(item.is_open for item in document.actions) else ("done",)
