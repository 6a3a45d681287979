"""Tells whether a dead link names a file that is hidden from the readers of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_postmortems.audit.source_places import is_page, page_address
from mkdocs_postmortems.core.audiences.references import candidate_paths

_SEVERAL_WORDS = re.compile(r"[^\W_][-_. ][^\W_]|\d")
"""Matches the name of a document that nobody gives to another one by chance: of several words, or with a number."""


@dataclass(frozen=True, slots=True)
class HiddenPaths:
    """The files that the readers of a site may not read. Paths are relative to `docs_dir`."""

    hidden: frozenset[str] = frozenset()
    visible: frozenset[str] = frozenset()
    _pages: frozenset[str] = field(init=False)
    _names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        visible = {_page(path) for path in self.visible}
        # The first page of a site has no name that a link could tell.
        pages = {_page(path) for path in self.hidden} - visible - {""}
        documents = {_page(path) for path in self.hidden if is_page(path)}
        names = {posixpath.basename(page) for page in documents & pages} - {
            posixpath.basename(page) for page in visible
        }
        object.__setattr__(self, "_pages", frozenset(pages))
        object.__setattr__(self, "_names", frozenset(name for name in names if _SEVERAL_WORDS.search(name)))

    def names(self, page: str, url: str, target: str = "") -> bool:
        """Whether a dead link leads to a hidden file, or has the name of a hidden document.

        Args:
            page: The file of the site that has the link.
            url: The link as written.
            target: The path in the site that it leads to, if that is known.
        """
        candidates = {_page(path) for path in (target, *_candidates(page, url)) if path}
        return not candidates.isdisjoint(self._pages) or not self._names.isdisjoint(_parts(url))


def _candidates(page: str, url: str) -> Iterator[str]:
    """Yield the source paths that a link may mean: a page lies at its source's place, or one folder below."""
    folder = posixpath.dirname(page)
    for start in dict.fromkeys((folder, posixpath.dirname(folder))):
        yield from candidate_paths(url, start)


def _parts(url: str) -> frozenset[str]:
    """Return the names in the path of a URL, without their extensions."""
    return frozenset(_page(part) for part in unquote(re.split(r"[?#]", url, maxsplit=1)[0]).split("/"))


def _page(path: str) -> str:
    """Return the address of a file as it is compared: `A/b.md`, `a/b/index.html` and `a/b/` are `a/b`."""
    return page_address(path.casefold().strip("/"))


def hidden_paths(all_paths: Collection[str], visible: Collection[str]) -> HiddenPaths:
    """Return the hidden paths of a site, given all paths of its sources and those that its audience reads."""
    return HiddenPaths(frozenset(all_paths) - frozenset(visible), frozenset(visible))
