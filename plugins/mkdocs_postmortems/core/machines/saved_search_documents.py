"""Answers a saved search while the site is built."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.search_filters import filter_values
from mkdocs_postmortems.core.pages.site_model import SiteModel
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import find_saying
from mkdocs_postmortems.core.similar.narrowing import Narrowing
from mkdocs_postmortems.core.similar.operators import read_operators

_NO_FILTERS = ("q", "sort", "all", "since", "until")
"""Parameters that name no value of a filter."""


def find_saved(search: SavedSearch, site_model: SiteModel) -> tuple[Postmortem, ...]:
    """Return the incidents that a saved search finds, newest first: with all of its words, and with its values.

    What is only like the question is left out: the browser lists it last, and a feed has no order of likeness.
    """
    says = _text_filter(" ".join(search.values("q")), site_model)
    narrowing = Narrowing(since=" ".join(search.values("since")), until=" ".join(search.values("until")))
    has_values = _values_filter(search, site_model)
    return tuple(one for one in site_model.view.incidents if narrowing.fits(one) and has_values(one) and says(one))


def _text_filter(query: str, site_model: SiteModel) -> Callable[[Postmortem], bool]:
    text, narrowing = read_operators(query, site_model.view)
    if not text:
        return narrowing.fits
    found = find_saying(SimilarityFinder(site_model.view, site_model.collection), text)
    return lambda document: document.path in found and narrowing.fits(document)


def _values_filter(search: SavedSearch, site_model: SiteModel) -> Callable[[Postmortem], bool]:
    """Return whether a document has one of the values of each filter, or all of those for which `all` asks."""
    wanted: dict[str, set[str]] = {}
    for key, value in search.parameters:
        if key not in _NO_FILTERS:
            wanted.setdefault(key, set()).add(value)
    asks_all = {key for value in search.values("all") for key in value.split(",")}

    def fits(document: Postmortem) -> bool:
        known = filter_values(document, site_model.today, site_model.facets.specs)
        return all(
            values <= {*known.get(key, ())} if key in asks_all else not values.isdisjoint(known.get(key, ()))
            for key, values in wanted.items()
        )

    return fits
