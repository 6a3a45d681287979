"""Finds files whose URLs on the site are the same, or differ by case only, which some servers do not distinguish."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_postmortems.core.diagnostics import Diagnostic

_PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Extensions of the files that MkDocs renders as pages."""
_INDEX_NAMES = ("index", "readme")
"""Names, in lower case, of the index page of a folder."""


def find_url_collisions(audiences_by_path: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each file whose URL collides with that of another file on the site of some audience.

    Args:
        audiences_by_path: the audiences that get each document or attachment; paths are relative to the root of the
            sources.
    """
    by_address: dict[str, list[str]] = {}
    for path in sorted(audiences_by_path):
        by_address.setdefault(_url_path(path).casefold(), []).append(path)
    for paths in by_address.values():
        for path in paths:
            other = next(
                (one for one in paths if one != path and audiences_by_path[one] & audiences_by_path[path]), None
            )
            if other is not None:
                same = _url_path(other) == _url_path(path)
                what = "has the same address as" if same else "differs by case alone from the address of"
                message = f"this {what} {other!r}, so that neither is published."
                yield Diagnostic(path, 1, "PM069", message, related_paths=(other,))


def find_case_collisions(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each file whose URL differs by case alone from that of another, on a site for everybody.

    Both are published, since nobody is shown what is not for them.

    Args:
        paths: the documents and attachments, relative to the root of the sources.
    """
    by_address: dict[str, dict[str, str]] = {}
    for path in sorted(paths):
        by_address.setdefault(_url_path(path).casefold(), {}).setdefault(_url_path(path), path)
    for found in by_address.values():
        for path in sorted(found.values())[1:]:
            other = min(found.values())
            message = (
                f"the address of this differs by case alone from that of {other!r}; some servers show one for both."
            )
            yield Diagnostic(path, 1, "PM070", message, related_paths=(other,))


def _url_path(path: str) -> str:
    """Return the URL path of a file, with a folder for each page."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() not in _PAGE_SUFFIXES:
        return path
    folder, name = posixpath.split(stem)
    return posixpath.join(folder if name.lower() in _INDEX_NAMES else stem, "index.html")
