"""Finds the line of the source that a link of a built page comes from."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_postmortems.core.source import Source

_MARKUP = re.compile(r"(?:\.(?:md|markdown|mdown|mkdn|mkd|html?|erb)){1,5}$", re.IGNORECASE)


class SourcePlace(NamedTuple):
    """A line of a source."""

    path: str
    """The path as it is shown."""
    line: int
    """1-based."""
    source: str
    """The path relative to `docs_dir`."""


class SourcePlaces:
    """The sources of a site, by the page that is made of each."""

    def __init__(self, sources: Iterable[Source] = (), display_path: Callable[[str], str] = str) -> None:
        self._display_path = display_path
        self._by_page = {page_address(source.path): source for source in sources}

    def source_of(self, page: str) -> str | None:
        """Return the source path of a page; `None` if it is made of no document."""
        source = self._by_page.get(page_address(page))
        return source.path if source else None

    def find(self, page: str, url: str) -> SourcePlace | None:
        """Return the first line with a URL in the source of a page; `None` if the source has no such URL.

        Args:
            page: The path of a file of the site.
            url: The URL as the file has it.
        """
        source = self._by_page.get(page_address(page))
        if source is None:
            return None
        at = next((at for form in _forms(url) if (at := source.text.find(form)) >= 0), -1)
        if at < 0:
            return None
        return SourcePlace(self._display_path(source.path), source.text.count("\n", 0, at) + 1, source.path)


def _forms(url: str) -> Iterator[str]:
    """Yield how the author may have written a URL."""
    for form in dict.fromkeys((url, unquote(url), html.escape(url), url.split("#", maxsplit=1)[0])):
        if form:
            yield form


def is_page(path: str) -> bool:
    """Whether a page is made of a source, by its extension."""
    return _MARKUP.search(path) is not None


def page_address(path: str) -> str:
    """Return the address of a source or page as it is compared: `a/b.md` and `a/b/index.html` are `a/b`."""
    plain = _MARKUP.sub("", path)
    folder, name = posixpath.split(plain)
    return folder if name.lower() in ("index", "readme") else plain
