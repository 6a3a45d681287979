"""Searches that a site gives a name, so that they become pages of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.pages.search_filters import build_filters
from mkdocs_postmortems.core.similar.lookup import resolve_values
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup
from mkdocs_postmortems.core.view import View

SORT_ORDERS = ("relevance", "date", "duration")
QUERY_PARAMETERS = frozenset({"q", "sort", *(one.key for one in build_filters())})
"""All that the address of a search may say."""
_FACET_PARAMETERS: Mapping[str, FacetSpec] = {facet.filter_key: facet for facet in FACETS if facet.vocabulary}
"""The words whose values are a site's own; years, kinds and states of actions are everybody's."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """What it says, each word with its value; a word may come again."""

    @property
    def query(self) -> str:
        """As it stands in an address, without the question mark."""
        return urlencode(self.parameters)


class SavedSearchError(OptionError):
    """The option `saved_searches` is not what it has to be."""


def parse_saved_searches(option: Mapping[str, object]) -> tuple[SavedSearch, ...]:
    """Read searches by name, in the order of the file.

    Args:
        option: By name, a query string, or a mapping of the parameters of one to a value or a list of values.

    Raises:
        SavedSearchError: a parameter is not among `QUERY_PARAMETERS`, or a search is neither text nor mapping.
    """
    return tuple(_parse_saved_search(str(name), written) for name, written in option.items())


def _parse_saved_search(name: str, written: object) -> SavedSearch:
    pairs = tuple(_pairs(name, written))
    for word, value in pairs:
        if word not in QUERY_PARAMETERS:
            known = f"{', '.join(sorted(QUERY_PARAMETERS))}.{did_you_mean(word, QUERY_PARAMETERS)}"
            raise SavedSearchError(f"saved search {name!r}: {word!r} is not one of {known}", name, word)
        if word == "sort" and value not in SORT_ORDERS:
            known = f"{', '.join(SORT_ORDERS)}.{did_you_mean(value, SORT_ORDERS)}"
            raise SavedSearchError(f"saved search {name!r}: sort {value!r} is not one of {known}", name, word)
    return SavedSearch(name, pairs)


def resolve_saved_searches(searches: Iterable[SavedSearch], view: View, *, restricted: bool) -> Iterator[SavedSearch]:
    """Yield searches with their values by id.

    Args:
        searches: As they are configured, by somebody who may know more than the readers of the view.
        view: What is searched.
        restricted: Whether there may be more than the view has. Values that nothing in it has are left out then, and a
            search of which a word has no value left.
    """
    for search in searches:
        words = tuple(_resolved_parameters(search, view, restricted=restricted))
        if {word for word, _ in words} == {word for word, _ in search.parameters}:
            yield SavedSearch(search.name, words)


def _resolved_parameters(search: SavedSearch, view: View, *, restricted: bool) -> Iterator[tuple[str, str]]:
    for word, value in search.parameters:
        if facet := _FACET_PARAMETERS.get(word):
            known, unknown = resolve_values(view, facet, [value])
            yield from ((word, id) for id in (known if restricted else (*known, *unknown)))
        else:
            yield word, value


def unknown_values(search: SavedSearch, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield values that a taxonomy does not have, each with what to say; none where a site states no taxonomy."""
    for word, value in search.parameters:
        vocabulary = facet.vocabulary if (facet := _FACET_PARAMETERS.get(word)) else None
        terms = taxonomy.terms(vocabulary) if vocabulary and taxonomy.is_declared else {}
        if terms and TermLookup(terms).find(value) is None:
            guess = did_you_mean(value, tuple(terms))
            yield value, f"{value!r} is no {word} of the taxonomy, so that nothing is found.{guess}"


def _pairs(name: str, written: object) -> Iterator[tuple[str, str]]:
    if isinstance(written, str):
        yield from parse_qsl(written.removeprefix("?")) if "=" in written else [("q", written)]
    elif isinstance(written, Mapping):
        for word, value in written.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                yield str(word), str(one)
    else:
        raise SavedSearchError(f"saved search {name!r}: {written!r} is neither a query nor a mapping.", name)
