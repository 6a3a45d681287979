"""Saved searches: parses the option `saved_searches` and resolves its values for a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.similar.narrowing import resolve_values
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup
from mkdocs_postmortems.core.view import View

SORT_ORDERS = ("relevance", "date", "duration")
QUERY_PARAMETERS = frozenset({"q", "sort", "all", "since", "until", *(one.key for one in build_filters())})
"""Parameters that the URL of a search may have."""
_FACET_PARAMETERS: Mapping[str, FacetSpec] = {facet.filter_key: facet for facet in FACETS if facet.vocabulary}
"""Parameters whose values come from the taxonomy of a site; values of the others are the same on all sites."""


_AUDIENCE = "audience"
"""The key that says who gets a saved search; it is no parameter."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search of the option `saved_searches`."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """(parameter, value); a parameter may occur several times."""
    audience: str = ""
    """The audience that gets it, with those that include it; empty for all."""

    @property
    def query(self) -> str:
        """The URL-encoded query string, without the question mark."""
        return urlencode(self.parameters)

    def values(self, parameter: str) -> tuple[str, ...]:
        """Return the values of a parameter of the search address, such as `service`; none if it has none."""
        return tuple(value for name, value in self.parameters if name == parameter)


class SavedSearchError(OptionError):
    """The option `saved_searches` is invalid."""


def parse_saved_searches(option: Mapping[str, object]) -> tuple[SavedSearch, ...]:
    """Return the saved searches of the option, in its order.

    Args:
        option: maps names to a query string, a text to search for, or a mapping of parameters to a value or a list of
            values.

    Raises:
        SavedSearchError: a parameter is not among `QUERY_PARAMETERS`, or a search is neither text nor mapping.
    """
    return tuple(_parse_saved_search(str(name), written) for name, written in option.items())


def _parse_saved_search(name: str, written: object) -> SavedSearch:
    written_pairs = tuple(_pairs(name, written))
    pairs = tuple(pair for pair in written_pairs if pair[0] != _AUDIENCE)
    audience = next((value for parameter, value in written_pairs if parameter == _AUDIENCE), "")
    for parameter, value in pairs:
        if parameter not in QUERY_PARAMETERS:
            known = f"{', '.join(sorted(QUERY_PARAMETERS))}.{did_you_mean(parameter, QUERY_PARAMETERS)}"
            raise SavedSearchError(f"saved search {name!r}: {parameter!r} is not one of {known}", name, parameter)
        if parameter == "sort" and value not in SORT_ORDERS:
            known = f"{', '.join(SORT_ORDERS)}.{did_you_mean(value, SORT_ORDERS)}"
            raise SavedSearchError(f"saved search {name!r}: sort {value!r} is not one of {known}", name, parameter)
    return SavedSearch(name, pairs, audience)


def resolve_saved_searches(searches: Iterable[SavedSearch], view: View, *, restricted: bool) -> Iterator[SavedSearch]:
    """Yield saved searches with the names of facet values replaced by ids.

    Args:
        searches: the configured searches; they may name values that only documents outside of the view have.
        view: the view that is searched.
        restricted: whether the site has documents outside of the view. If so, values that no document of the view has
            are left out, and a search that loses all values of a parameter is left out entirely.
    """
    for search in searches:
        parameters = tuple(_resolved_parameters(search, view, restricted=restricted))
        if {parameter for parameter, _ in parameters} == {parameter for parameter, _ in search.parameters}:
            yield SavedSearch(search.name, parameters, search.audience)


def _resolved_parameters(search: SavedSearch, view: View, *, restricted: bool) -> Iterator[tuple[str, str]]:
    for parameter, value in search.parameters:
        if facet := _FACET_PARAMETERS.get(parameter):
            known, unknown = resolve_values(view, facet, [value])
            yield from ((parameter, id) for id in (known if restricted else (*known, *unknown)))
        else:
            yield parameter, value


def unknown_values(search: SavedSearch, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield (value, message) for each value that a declared taxonomy does not contain; nothing without a taxonomy."""
    for parameter, value in search.parameters:
        vocabulary = facet.vocabulary if (facet := _FACET_PARAMETERS.get(parameter)) else None
        terms = taxonomy.terms(vocabulary) if vocabulary and taxonomy.is_declared else {}
        if terms and TermLookup(terms).find(value) is None:
            guess = did_you_mean(value, tuple(terms))
            yield value, f"{value!r} is no {parameter} of the taxonomy, so that nothing is found.{guess}"


def _pairs(name: str, written: object) -> Iterator[tuple[str, str]]:
    if isinstance(written, str):
        yield from parse_qsl(written.removeprefix("?")) if "=" in written else [("q", written)]
    elif isinstance(written, Mapping):
        for parameter, value in written.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                yield str(parameter), str(one)
    else:
        raise SavedSearchError(f"saved search {name!r}: {written!r} is neither a query nor a mapping.", name)
