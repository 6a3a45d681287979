"""Finds files whose URLs on the site are the same, or are for some servers: by case, or by how accents are encoded."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_postmortems.core.diagnostic_codes import Severity
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
        by_address.setdefault(_compared(_url_path(path)), []).append(path)
    for paths in by_address.values():
        for path in paths:
            other = next(
                (one for one in paths if one != path and audiences_by_path[one] & audiences_by_path[path]), None
            )
            if other is not None:
                same = _url_path(other) == _url_path(path)
                what = (
                    "has the same address as" if same else f"differs by {_difference(path, other)} from the address of"
                )
                message = f"this {what} {other!r}, so that neither is published."
                yield Diagnostic(path, 1, "PM069", message, related_paths=(other,))


def find_name_clashes(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each file of a site without audiences that another one may take the place of.

    The index page and the README of a folder are left to MkDocs, which takes the former.
    """
    first_by_address: dict[str, str] = {}
    for path in sorted(paths):
        address = _url_path(path)
        other = first_by_address.setdefault(_compared(address), path)
        if other == path or (_is_index(path) and _is_index(other)):
            continue
        what = _difference(path, other)
        message = f"this differs by {what} from {other!r}: many systems show only one of them. Rename one."
        if _url_path(other) == address:
            message = f"this has the same address as {other!r}: only one of them is shown. Rename one."
        yield Diagnostic(path, 1, "PM069", message, severity=Severity.WARNING, related_paths=(other,))


def _compared(address: str) -> str:
    """Return an address as a server may see it that distinguishes neither case nor the encoding of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


def _difference(path: str, other: str) -> str:
    same = unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other)
    return "the encoding of accents alone" if same else "case alone"


def _is_index(path: str) -> bool:
    return posixpath.splitext(posixpath.basename(path))[0].lower() in _INDEX_NAMES


def _url_path(path: str) -> str:
    """Return the URL path of a file, with a folder for each page."""
    stem, ending = posixpath.splitext(path)
    if ending.lower() not in _PAGE_SUFFIXES:
        return path
    folder, name = posixpath.split(stem)
    return posixpath.join(folder if name.lower() in _INDEX_NAMES else stem, "index.html")
