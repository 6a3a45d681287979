"""Narrows documents by facet values and dates. `search-rows.js` has the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from mkdocs_postmortems.core.facets import FacetSpec
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.similar.finder import Match
from mkdocs_postmortems.core.taxonomy import TermLookup
from mkdocs_postmortems.core.view import Readable

FacetFilter = Mapping[FacetSpec, Collection[str]]
"""Value ids by facet."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a document has to be, whatever is searched for. Without anything, all documents fit."""

    values: FacetFilter = field(default_factory=lambda: MappingProxyType({}))
    """A document has to have one of the values of each facet."""
    excluded: FacetFilter = field(default_factory=lambda: MappingProxyType({}))
    """A document must have none of these values."""
    since: str = ""
    """The first day, month or year, as `2025-01-31`, `2025-01` or `2025`; empty for any."""
    until: str = ""
    """The last day, month or year."""

    def fits(self, document: Postmortem) -> bool:
        """Return whether a document has a wanted value of each facet, no excluded one, and a date in the range."""
        return (
            all(not values or set(values) & set(facet.ids(document)) for facet, values in self.values.items())
            and not any(set(values) & set(facet.ids(document)) for facet, values in self.excluded.items())
            and self._is_in_time(document.date or "")
        )

    def _is_in_time(self, date: str) -> bool:
        """Compare as far as both are known: 2025 may be March 2025, and no date is no time."""
        if not (self.since or self.until):
            return True
        after = date[: len(self.since)] >= self.since[: len(date)]
        before = not self.until or date[: len(self.until)] <= self.until[: len(date)]
        return bool(date) and after and before


def filter_by_values(view: Readable, narrowing: Narrowing, limit: int = 10) -> tuple[Match, ...]:
    """Return the documents that fit, newest first, without building an index."""
    matching = (document for document in view.records if narrowing.fits(document))
    return tuple(Match(document, 0.0, "") for document in islice(matching, limit))


def resolve_values(view: Readable, facet: FacetSpec, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the facet values with these names, and the names that are unknown in the view."""
    used = {normalize_name(id): id for document in view.records for id in facet.ids(document)}
    terms = TermLookup(view.taxonomy.terms(facet.vocabulary) if facet.vocabulary else {})
    known: list[str] = []
    unknown: list[str] = []
    for name in names:
        term = terms.find(name)
        id = term.id if term else used.get(normalize_name(name))
        if id:
            known.append(id)
        else:
            unknown.append(name)
    return tuple(known), tuple(unknown)
