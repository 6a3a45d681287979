"""Searches that a site gives a name, so that they become pages of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mkdocs_postmortems.core.pages.keys import Key

SORTS = ("relevance", "date", "duration")
WORDS = frozenset({"q", "sort", *Key})
"""All that the address of a search may say."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name."""

    name: str
    query: str
    """As it stands in an address, without the question mark."""


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
    return SavedSearch(name, urlencode(pairs))


def _pairs(written: object) -> Iterator[tuple[str, str]]:
    if isinstance(written, str):
        yield from parse_qsl(written.removeprefix("?")) if "=" in written else [("q", written)]
    elif isinstance(written, Mapping):
        for word, value in written.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                yield str(word), str(one)
    else:
        raise UnknownWordError(f"{written!r} is neither a query nor a mapping")
