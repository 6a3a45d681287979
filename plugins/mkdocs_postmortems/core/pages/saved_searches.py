"""Searches that a site gives a name, so that they become pages of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.facets import Facet
from mkdocs_postmortems.core.pages.search_filters import BY_FACET, SearchFilter
from mkdocs_postmortems.core.similar.lookup import resolve_values
from mkdocs_postmortems.core.taxonomy import Taxonomy, TermLookup
from mkdocs_postmortems.core.view import View

SORT_ORDERS = ("relevance", "date", "duration")
QUERY_PARAMETERS = frozenset({"q", "sort", *SearchFilter})
"""All that the address of a search may say."""
_FACET_PARAMETERS: Mapping[str, Facet] = {key.value: facet for facet, key in BY_FACET.items() if facet.vocabulary}
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


class UnknownParameterError(ValueError):
    """A search asks for something that no search knows."""


def parse_saved_search(name: str, written: object) -> SavedSearch:
    """Read a search: a query string, or a mapping of its words to one value or several.

    Raises:
        UnknownWordError: what it asks for is not among `WORDS`, or it is neither of both.
    """
    pairs = list(_pairs(written))
    for word, value in pairs:
        if word not in QUERY_PARAMETERS:
            raise UnknownParameterError(f"{word!r} is not one of {', '.join(sorted(QUERY_PARAMETERS))}")
        if word == "sort" and value not in SORT_ORDERS:
            raise UnknownParameterError(f"sort {value!r} is not one of {', '.join(SORT_ORDERS)}")
    return SavedSearch(name, tuple(pairs))


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


def _pairs(written: object) -> Iterator[tuple[str, str]]:
    if isinstance(written, str):
        yield from parse_qsl(written.removeprefix("?")) if "=" in written else [("q", written)]
    elif isinstance(written, Mapping):
        for word, value in written.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                yield str(word), str(one)
    else:
        raise UnknownParameterError(f"{written!r} is neither a query nor a mapping")
