"""Where pages are: turns addresses of the core into links that work on the page they stand on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mkdocs.structure.files import File, Files

from mkdocs_postmortems.site.document import without_extensions


def make_page_linker(page: File, files: Files, base: str, replacements: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that links a page to addresses below the folder of postmortems.

    Where an author's page has the address of a generated one, `instead` names its source.
    """

    def href(uri: str) -> str:
        path, _, anchor = uri.partition("#")
        source = posixpath.join(base, path)
        file = files.get_file_from_path(replacements.get(source, source))
        url = file.url_relative_to(page) if file else uri
        return f"{url}#{anchor}" if anchor and file else url

    return href


def make_source_linker(page: File, files: Files, stems: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that names the file a link means.

    Where other programs published the same documents, links call them by another ending or by none; `stems` has the
    document of each name without endings.
    """
    folder = posixpath.dirname(page.src_uri)

    def renamed(url: str) -> str:
        path = _relative_path(url)
        target = posixpath.normpath(posixpath.join(folder, path))
        if not path or files.get_file_from_path(target) or without_extensions(target) not in stems:
            return url
        parts = urlsplit(url)
        name = posixpath.relpath(stems[without_extensions(target)], folder or ".")
        return urlunsplit(("", "", quote(name), parts.query, parts.fragment))

    return renamed


def make_link_resolver(page: File, files: Files, stems: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that resolves links as MkDocs does in the text of a page: by the name of the source file."""
    folder = posixpath.dirname(page.src_uri)
    renamed = make_source_linker(page, files, stems)

    def resolve(url: str) -> str:
        named = renamed(url)
        file = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, _relative_path(named))))
        if not _relative_path(named) or file is None:
            return url
        parts = urlsplit(named)
        return urlunsplit(("", "", file.url_relative_to(page), parts.query, parts.fragment))

    return resolve


def site_addresses(files: Files) -> frozenset[str]:
    """Return where the files of a site are: as sources, and as readers see them."""
    return frozenset(path for file in files for path in (file.src_uri, posixpath.normpath(file.url)))


def make_link_checker(page: File, known: Collection[str]) -> Callable[[str], bool]:
    """Return a function that says whether a link as written leads to one of these addresses, or out of the site."""
    folder = posixpath.dirname(page.src_uri)

    def leads(url: str) -> bool:
        path = _relative_path(url)
        target = posixpath.normpath(posixpath.join(folder, path))
        return not path or target in known

    return leads


def _relative_path(url: str) -> str:
    """The path of a link that is relative to its page; empty for all others."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    outside = parts.scheme or parts.netloc or parts.path.startswith("/")
    return "" if outside else unquote(parts.path)
