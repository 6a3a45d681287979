"""Finds links of a built site that lead to no file of it, and what its files load from other hosts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urlsplit

from mkdocs_postmortems.audit.checked_links import CheckedLinks
from mkdocs_postmortems.audit.decompression import TooLargeError, gunzip
from mkdocs_postmortems.audit.site_files import SiteFiles
from mkdocs_postmortems.audit.urls import (
    LOCAL_SCHEMES,
    UrlReference,
    UrlUse,
    anchor_ids,
    base_url,
    css_urls,
    feed_urls,
    html_urls,
    json_urls,
    script_urls,
)
from mkdocs_postmortems.core.urls import as_browsers_read

_PAGES = (".html", ".htm", ".xhtml")
_ERROR_PAGE = "404.html"
"""Servers send it for any address, so relative links in it do not work."""
_PAGEFIND = "pagefind_dcd"


@dataclass(frozen=True, slots=True)
class LinkFinding:
    """A URL in a file of the site that leads nowhere, or to another host."""

    page: str
    """The path of the file."""
    code: str
    """The diagnostic code."""
    url: str
    """The URL as written."""
    message: str
    """What is wrong with it."""
    target: str = ""
    """The path in the site that it leads to, with the anchor if that is what is missing; empty if it leads out."""


@dataclass(slots=True)
class LinkCheck:
    """Collects the links of a site file by file, then yields what is wrong with them.

    Local links are checked at once; anchors when all files are read, since the target may be read later.
    """

    site: SiteFiles
    site_url: str = ""
    """URL that the site is served at; absolute links that begin with it are local. Empty if not known."""
    checked: CheckedLinks | None = None
    """What is known of the links of an earlier build of the site."""
    _files: frozenset[str] = field(init=False)
    _site_parts: SplitResult = field(init=False)
    _found: list[LinkFinding] = field(default_factory=list)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)
    _needed_anchors: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Links with an anchor: (path of the file, URL as written, path of the target page, anchor)."""
    _known: set[str] = field(default_factory=set)
    """The files that were not read, since they are as they were."""

    def __post_init__(self) -> None:
        self._files = frozenset(self.site.files)
        self._site_parts = urlsplit(self.site_url)
        if self.checked:
            self.checked.begin(self.site_url, self._files)

    def read(self, path: str, data: bytes) -> None:
        """Collect and check the links of a file, unless that is known."""
        if self.checked and self.checked.is_known(path, data):
            self._known.add(path)
        else:
            self._read(path, data)

    def _read(self, path: str, data: bytes) -> None:
        if path.endswith((".gz", ".pf_fragment")):
            with contextlib.suppress(ValueError, TooLargeError):
                self._read_text(path, path.removesuffix(".gz"), gunzip(data).decode("utf-8", errors="replace"))
            return
        self._read_text(path, path, data.decode("utf-8", errors="replace"))

    def _read_text(self, path: str, name: str, text: str) -> None:
        if name.endswith(_PAGES):
            self._ids[path] = anchor_ids(text)
        origin = base_url(text) if name.endswith(_PAGES) else ""
        for address in dict.fromkeys(_file_urls(name, text)):
            self._follow(path, origin, address)

    def findings(self) -> Iterator[LinkFinding]:
        """Yield what is wrong in all files that were read, and remember the others."""
        if self.checked and any(self._lacks(page, one) for page in [*self._ids] for one in self.checked.needed(page)):
            self.checked.forget()
            for path in sorted(self._known):
                self._read(path, (self.site.root / path).read_bytes())
        found = [*self._found, *self._missing_anchors()]
        if self.checked:
            anchors = ((page, anchor) for _, _, page, anchor in self._needed_anchors)
            self.checked.remember({one.page for one in found}, anchors)
        yield from found

    def _missing_anchors(self) -> Iterator[LinkFinding]:
        for path, url, page, anchor in self._needed_anchors:
            if self._lacks(page, anchor):
                message = f"links to {url!r}, but {page} has no {anchor!r}."
                yield LinkFinding(path, "PV021", url, message, f"{page}#{anchor}")

    def _lacks(self, page: str, anchor: str) -> bool:
        """Whether a page does not have an anchor; one that cannot be read may have it."""
        if page not in self._ids:
            if page not in self._known:
                return False
            self._ids[page] = anchor_ids((self.site.root / page).read_text(encoding="utf-8", errors="replace"))
        return anchor not in self._ids[page] and unquote(anchor) not in self._ids[page]

    def _follow(self, path: str, origin: str, address: UrlReference) -> None:
        try:
            url = urlsplit(as_browsers_read(address.url))
        except ValueError:
            self._report(path, "PV020", address, "expected an address.")
            return
        if url.scheme not in ("", "http", "https") or url.netloc:
            if not self._is_own(url):
                self._check_external(path, url, address)
                return
        elif url.scheme:
            return  # `https:` alone
        local = self._local_path(path, origin, url, address)
        if local is None:
            self._report(path, "PV022", address, "expected an address inside of the site.")
            return
        self._check_local(path, local, url, address)

    def _check_external(self, path: str, url: SplitResult, address: UrlReference) -> None:
        is_harmless = address.use is UrlUse.FOLLOWED or (url.scheme in LOCAL_SCHEMES and address.use is UrlUse.LOADED)
        if address.use is UrlUse.OWN and not self.site_url:
            return
        if not is_harmless:
            self._report(path, "PV023", address, "expected an address of this site.")

    def _is_own(self, url: SplitResult) -> bool:
        """Whether an absolute URL is below the site's own URL."""
        if not self.site_url or url.scheme not in ("", "http", "https"):
            return False
        return url.netloc == self._site_parts.netloc and f"{url.path}/".startswith(self._prefix)

    @property
    def _prefix(self) -> str:
        return f"{self._site_parts.path.rstrip('/')}/"

    def _local_path(self, path: str, origin: str, url: SplitResult, address: UrlReference) -> str | None:
        """Return the path in the site that a URL leads to, or `None` if it leads out of the site."""
        written = unquote(url.path)
        if url.netloc or (written.startswith("/") and not address.is_from_root):
            if not f"{written}/".startswith(self._prefix):
                return None
            return _join_inside("", written[len(self._prefix) :])
        if address.is_from_root:
            return _join_inside("", written)
        if not written:
            return path
        if path == _ERROR_PAGE:
            self._report(path, "PV020", address, "expected one that begins with /, since it is shown at any address.")
        return _join_inside(self._base_folder(path, origin), written)

    def _base_folder(self, path: str, origin: str) -> str:
        """Return the folder that relative URLs are resolved against; `origin` is the `href` of the page's `<base>`."""
        base = urlsplit(origin)
        if not base.path or (base.netloc and not self._is_own(base)):
            return dirname(path)
        if base.path.startswith("/"):
            return dirname(base.path.removeprefix(self._prefix))
        return join(dirname(path), dirname(base.path))

    def _check_local(self, path: str, local: str, url: SplitResult, address: UrlReference) -> None:
        target = self._served_file(local)
        if target is None:
            self._report(path, "PV020", address, "which is not in the site.", local)
        elif url.fragment and target.endswith(_PAGES) and not url.fragment.startswith(":~:"):
            self._needed_anchors.append((path, address.url, target, url.fragment))

    def _served_file(self, local: str) -> str | None:
        """Return the path of the file that a server sends for a path, or `None` if there is none."""
        index = f"{local.rstrip('/')}/index.html".lstrip("/")
        if local in self._files:
            return local
        return index if index in self._files else None

    def _report(self, path: str, code: str, address: UrlReference, expected: str, target: str = "") -> None:
        comma = ", " if expected.startswith("which") else "; "
        message = f"{address.use.value} {address.url!r}{comma}{expected}"
        self._found.append(LinkFinding(path, code, address.url, message, target))


def _join_inside(folder: str, written: str) -> str | None:
    """Join a relative path to a folder; return `None` if the result is above the root."""
    joined = normpath(join(folder, written)) if written else folder
    if joined == ".." or joined.startswith("../"):
        return None
    return "" if joined == "." else joined


def _file_urls(name: str, text: str) -> Iterator[UrlReference]:
    if name.endswith((*_PAGES, ".svg")):
        yield from html_urls(text)
    elif name.endswith(".css"):
        yield from css_urls(text)
    elif name.endswith((".js", ".mjs")):
        yield from script_urls(text)
    elif name.endswith((".xml", ".rss", ".atom")):
        yield from feed_urls(text)
    elif name.endswith((".json", ".webmanifest")):
        yield from json_urls(text, is_manifest=name.endswith(("manifest", "manifest.json")))
    elif name.endswith(".pf_fragment"):
        yield from json_urls(text.removeprefix(_PAGEFIND), from_root=True)
