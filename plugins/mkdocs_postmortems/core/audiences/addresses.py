"""Files that would have one address on the site, or addresses that some servers and disks take for one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.core.problems import Problem

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of what MkDocs makes pages of."""
_FIRST = ("index", "readme")
"""Names of a folder's own page."""


def find_collisions(readers: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Yield each file that has the address of another one which some audience reads as well.

    Args:
        readers: Who reads each file: documents and attachments, by path below the root of the sources.
    """
    by_address: dict[str, list[str]] = {}
    for path in sorted(readers):
        by_address.setdefault(_address(path).casefold(), []).append(path)
    for paths in by_address.values():
        for path in paths:
            other = next((one for one in paths if one != path and readers[one] & readers[path]), None)
            if other is not None:
                same = _address(other) == _address(path)
                what = "has the same address as" if same else "differs by case alone from the address of"
                yield Problem(path, 1, "PM069", f"this {what} {other!r}, so that nobody is to read them.")


def _address(path: str) -> str:
    """Return where a file is published, with a folder for each page."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() not in _PAGES:
        return path
    folder, name = posixpath.split(stem)
    return posixpath.join(folder if name.lower() in _FIRST else stem, "index.html")
