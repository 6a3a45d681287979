"""Makes the Markdown twins of the pages of a build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit, urlunsplit

from mkdocs.structure.files import File

from mkdocs_postmortems.core.machines.machine_file import MachineFile, SiteAddress
from mkdocs_postmortems.core.machines.markdown_links import DeadLinks, Resolve, UnclearLinkError, resolve_markdown_links
from mkdocs_postmortems.core.machines.markdown_twin import markdown_twin, twin_url
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.site.html_links import resolve_html_links
from mkdocs_postmortems.site.links import make_link_checker, make_source_linker, relative_path
from mkdocs_postmortems.site.page_registry import PageRegistry


def build_twins(
    registry: PageRegistry, site: SiteAddress, addresses: Collection[str], narrow_links: str
) -> Iterator[MachineFile]:
    """Yield the twin of each document, with its path below the site's root.

    The text of a document is left out if a link to what its readers do not get cannot be taken out of it for certain.

    Args:
        registry: the documents and their files.
        site: the addresses of the site.
        addresses: the paths of all files of the site, as sources and as URLs.
        narrow_links: the option of that name.
    """
    for uri, document in registry.documents.items():
        file = registry.files.get_file_from_path(uri)
        if file is None:
            continue
        is_live = None if narrow_links == "error" else make_link_checker(file, addresses)
        resolve = _make_resolver(file, registry, is_live)
        text = _without_dead_links(document, resolve, DeadLinks.NOTHING if narrow_links == "drop" else DeadLinks.TEXT)
        yield MachineFile(twin_url(file.dest_uri), markdown_twin(document, text, site))


def _without_dead_links(document: Postmortem, resolve: Resolve, dead: DeadLinks) -> str:
    """Return the text of a document with its links resolved; nothing if a dead link may still be in it."""
    try:
        text = resolve_html_links(resolve_markdown_links(document.body, resolve, dead), resolve)
    except UnclearLinkError:
        return ""
    left = any(link.url in text for link in document.links if resolve(link.url) is None)
    return "" if left else text


def _make_resolver(file: File, registry: PageRegistry, is_live: Callable[[str], bool] | None) -> Resolve:
    """Return a function that resolves a link from the source of a page to the twins of other pages, and to files."""
    folder = posixpath.dirname(file.src_uri)
    renamed = make_source_linker(file, registry.files, registry.by_bare_name)

    def resolve(url: str) -> str | None:
        named = renamed(url)
        path = relative_path(named)
        target = registry.files.get_file_from_path(posixpath.normpath(posixpath.join(folder, path))) if path else None
        if target is None:
            return url if is_live is None or is_live(url) else None
        parts, address = urlsplit(named), target.url_relative_to(file)
        if target.src_uri in registry.documents:
            return twin_url(address)
        return urlunsplit(("", "", address, parts.query, parts.fragment))

    return resolve
