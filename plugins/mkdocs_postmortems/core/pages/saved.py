"""Searches that a site gives a name, so that they become pages of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mkdocs_postmortems.core.facets import Facet
from mkdocs_postmortems.core.pages.keys import BY_FACET, Key
from mkdocs_postmortems.core.problems import did_you_mean
from mkdocs_postmortems.core.similar.lookup import find_values
from mkdocs_postmortems.core.taxonomy import Lexicon, Taxonomy
from mkdocs_postmortems.core.view import View

SORTS = ("relevance", "date", "duration")
WORDS = frozenset({"q", "sort", *Key})
"""All that the address of a search may say."""
_FACETS: Mapping[str, Facet] = {key.value: facet for facet, key in BY_FACET.items() if facet.vocabulary}
"""The words whose values are a site's own; years, kinds and states of actions are everybody's."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name."""

    name: str
    words: tuple[tuple[str, str], ...]
    """What it says, each word with its value; a word may come again."""

    @property
    def query(self) -> str:
        """As it stands in an address, without the question mark."""
        return urlencode(self.words)


class UnknownWordError(ValueError):
    """A search asks for something that no search knows."""


def read_saved(name: str, written: object) -> SavedSearch:
    """Read a search: a query string, or a mapping of its words to one value or several.

    Raises:
        UnknownWordError: what it asks for is not among `WORDS`, or it is neither of both.
    """
    pairs = list(_pairs(written))
    for word, value in pairs:
        if word not in WORDS:
            raise UnknownWordError(f"{word!r} is not one of {', '.join(sorted(WORDS))}")
        if word == "sort" and value not in SORTS:
            raise UnknownWordError(f"sort {value!r} is not one of {', '.join(SORTS)}")
    return SavedSearch(name, tuple(pairs))


def known_searches(searches: Iterable[SavedSearch], view: View, *, restricted: bool) -> Iterator[SavedSearch]:
    """Yield searches with their values by id.

    Args:
        searches: As they are configured, by somebody who may know more than the readers of the view.
        view: What is searched.
        restricted: Whether there may be more than the view has. Values that nothing in it has are left out then, and a
            search of which a word has no value left.
    """
    for search in searches:
        words = tuple(_known(search, view, restricted=restricted))
        if {word for word, _ in words} == {word for word, _ in search.words}:
            yield SavedSearch(search.name, words)


def _known(search: SavedSearch, view: View, *, restricted: bool) -> Iterator[tuple[str, str]]:
    for word, value in search.words:
        if facet := _FACETS.get(word):
            known, unknown = find_values(view, facet, [value])
            yield from ((word, id) for id in (known if restricted else (*known, *unknown)))
        else:
            yield word, value


def unknown_values(search: SavedSearch, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield what to say of values that a taxonomy does not have; nothing where a site states none."""
    for word, value in search.words:
        vocabulary = facet.vocabulary if (facet := _FACETS.get(word)) else None
        terms = taxonomy.terms(vocabulary) if vocabulary and taxonomy.stated else {}
        if terms and Lexicon(terms).find(value) is None:
            guess = did_you_mean(value, tuple(terms))
            yield f"{value!r} is no {word} of the taxonomy, so that nothing is found.{guess}"


def _pairs(written: object) -> Iterator[tuple[str, str]]:
    if isinstance(written, str):
        yield from parse_qsl(written.removeprefix("?")) if "=" in written else [("q", written)]
    elif isinstance(written, Mapping):
        for word, value in written.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                yield str(word), str(one)
    else:
        raise UnknownWordError(f"{written!r} is neither a query nor a mapping")
