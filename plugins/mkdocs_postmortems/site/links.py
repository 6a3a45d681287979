"""Resolves links: from source paths to URLs relative to the page that contains the link."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mkdocs.structure.files import File, Files

from mkdocs_postmortems.core.urls import as_browsers_read
from mkdocs_postmortems.site.document import without_extensions


def make_page_linker(page: File, files: Files, base: str, replacements: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function from an address below the folder of postmortems, with or without anchor, to a relative URL.

    It leads over the root of the site, so that it is the same on all pages whose folders are equally deep.

    Args:
        page: the page that contains the links.
        files: all files of the site.
        base: the folder of postmortems below `docs_dir`.
        replacements: source path of a generated page that was left out -> source path of the page in its place.
    """

    def find(path: str) -> File | None:
        source = posixpath.join(base, path)
        source = replacements.get(source, source)
        # Nearly all addresses are written as MkDocs keeps them, and need not be normalised: there are dozens on a page.
        return files.src_uris.get(source) or files.get_file_from_path(source)

    root = "../" * folder_depth(page)

    def href(uri: str) -> str:
        file, anchor = find(uri), ""
        if file is None:  # The name of a file may itself have a `#`.
            path, _, anchor = uri.rpartition("#")
            file = find(path) if path else None
        url = (root + file.url.removeprefix("./") or "./") if file else uri
        return f"{url}#{anchor}" if anchor and file else url

    return href


def folder_depth(page: File) -> int:
    """Return how many folders below the root of the site the address of a page is."""
    return page.dest_uri.count("/")


def make_source_linker(page: File, files: Files, by_bare_name: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that rewrites a link to the path of the source file that it means.

    Documents that another program published before often link to each other with another extension or none.

    Args:
        page: the page that contains the links.
        files: all files of the site.
        by_bare_name: source path without markup extensions -> source path of the document.
    """
    folder = posixpath.dirname(page.src_uri)

    def renamed(url: str) -> str:
        path = relative_path(url)
        target = posixpath.normpath(posixpath.join(folder, path))
        if not path or files.get_file_from_path(target) or without_extensions(target) not in by_bare_name:
            return url
        parts = urlsplit(url)
        name = posixpath.relpath(by_bare_name[without_extensions(target)], folder or ".")
        return urlunsplit(("", "", quote(name), parts.query, parts.fragment))

    return renamed


def make_link_resolver(page: File, files: Files, by_bare_name: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that resolves links as MkDocs does in Markdown: from the path of a source file to its URL.

    A link to anything else is returned unchanged. Arguments are those of `make_source_linker`.
    """
    folder = posixpath.dirname(page.src_uri)
    renamed = make_source_linker(page, files, by_bare_name)

    def resolve(url: str) -> str:
        named = renamed(url)
        file = files.get_file_from_path(posixpath.normpath(posixpath.join(folder, relative_path(named))))
        if not relative_path(named) or file is None:
            return url
        parts = urlsplit(named)
        return urlunsplit(("", "", file.url_relative_to(page), parts.query, parts.fragment))

    return resolve


def site_addresses(files: Files) -> frozenset[str]:
    """Return the paths of all files of a site, both as sources and as URLs below the root."""
    return frozenset(path for file in files for path in (file.src_uri, posixpath.normpath(unquote(file.url))))


def make_link_checker(page: File, known: Collection[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a link, as written, leads to one of these addresses or out of the site."""
    folder = posixpath.dirname(page.src_uri)

    def is_live(url: str) -> bool:
        path = relative_path(url)
        target = posixpath.normpath(posixpath.join(folder, path))
        return not path or target in known

    return is_live


def relative_path(url: str) -> str:
    """Return the path of a link that is relative to its page; empty for any other link."""
    try:
        parts = urlsplit(as_browsers_read(url))
    except ValueError:
        return ""
    outside = parts.scheme or parts.netloc or parts.path.startswith("/")
    return "" if outside else unquote(parts.path)
