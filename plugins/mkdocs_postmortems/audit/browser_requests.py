"""Loads pages of a built site in a real browser, and reports what they ask other hosts for.

Scripts may load what no reading of their text finds. Requests to other hosts are noted and refused: none is sent.
"""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_postmortems.audit.external_loads import host_of
from mkdocs_postmortems.audit.link_report import LinkContext
from mkdocs_postmortems.audit.site_files import list_site_files
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.pages.page_uris import GENERATED_FOLDERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
"""Without a sandbox it starts in containers as well; the other options keep the browser's own requests away."""
_QUIET_MILLISECONDS = 1_000
"""How long a page may go on to load things once it has loaded."""
_TIMEOUT_MILLISECONDS = 20_000
MAX_PAGES = 60
"""Maximum number of pages that are loaded."""
_FEATURE = re.compile(
    r"""<(?P<tag>iframe|video|audio|object|embed|canvas)\b|<script\b[^<>]*?\bsrc\s*+=\s*+["']?(?P<script>[^"'\s>]++)"""
    r"""|//(?P<host>[\w.-]{1,200}\.[a-z]{2,20})/?[^\s"'<>]{0,300}\.(?:js|css|png|svg|jpe?g|gif|woff2?)\b"""
    r"""|\bclass\s*+=\s*+["']?(?P<class>mermaid|arithmatex|highlight|twemoji|glightbox|tabbed-set)\b""",
    re.IGNORECASE,
)
"""What tells kinds of pages apart: elements, scripts, hosts, and the classes that scripts of themes look for."""


class NoBrowserError(PostmortemsError):
    """There is no browser to load pages in; the message says what is missing."""


class PageRequest(NamedTuple):
    """A request of a page to another host."""

    page: str
    url: str


def pages_of_each_kind(root: Path) -> tuple[str, ...]:
    """Return the first page of each kind: by folder of generated pages, scripts, and elements that load something."""
    kinds: dict[tuple[object, ...], str] = {}
    for path in list_site_files(root).files:
        if path.endswith(".html"):
            text = (root / path).read_text(encoding="utf-8", errors="replace")
            found = {value.rpartition("/")[2] for one in _FEATURE.finditer(text) for value in one.groups() if value}
            folder = next((part for part in path.split("/") if part in GENERATED_FOLDERS), "")
            kinds.setdefault((folder, path == "404.html", frozenset(found)), path)
    return tuple(sorted(kinds.values()))[:MAX_PAGES]


def find_browser_requests(root: Path, pages: Iterable[str]) -> Iterator[PageRequest]:
    """Load pages of a site in Chromium, and yield the requests of each to other hosts, sorted.

    Raises:
        NoBrowserError: Playwright or the browser is missing.
    """
    with _served(root) as base, _browser() as browser:
        for page in pages:
            context = browser.new_context()
            try:
                yield from (PageRequest(page, url) for url in _requests(context, base, page))
            finally:
                context.close()


def _requests(context: BrowserContext, base: str, page: str) -> list[str]:
    from playwright.sync_api import Error  # noqa: PLC0415 - it is an optional dependency

    asked: set[str] = set()

    def decide(route: Route) -> None:
        url = route.request.url
        if url.startswith((base, "data:", "blob:")):
            route.continue_()
        else:
            asked.add(url)
            route.abort()

    context.route("**/*", decide)
    context.on("request", lambda request: asked.add(request.url) if _is_external(request.url, base) else None)
    tab = context.new_page()
    tab.on("websocket", lambda socket: asked.add(socket.url))
    try:
        tab.goto(f"{base}{page}", wait_until="load", timeout=_TIMEOUT_MILLISECONDS)
        tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # Images may be loaded once they are seen.
        tab.wait_for_timeout(_QUIET_MILLISECONDS)
    except Error:  # What it asked for until then counts.
        pass
    return sorted(asked)


def _is_external(url: str, base: str) -> bool:
    return url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(base)


@contextmanager
def _browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - it is an optional dependency
    except ImportError:
        message = "the package playwright is not installed: pip install 'mkdocs-postmortems[browser]'"
        raise NoBrowserError(message) from None
    program = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        except Error as error:
            reason = str(error).strip().splitlines()[0]
            raise NoBrowserError(f"there is no Chromium that starts ({reason}): install chromium.") from error
        try:
            yield browser
        finally:
            browser.close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Log nothing."""


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """Serve a folder on this machine, and yield its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def report_requests(requests: Iterable[PageRequest], context: LinkContext) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each host that pages ask, at the first page, as grave as the site says."""
    by_host: dict[tuple[str, Severity], list[PageRequest]] = {}
    for request in sorted(requests):
        host = host_of(request.url)
        severity = Severity.OFF if context.policy.allows(host) else context.page_severity(request.page)
        if severity is not Severity.OFF:
            by_host.setdefault((host, severity), []).append(request)
    for (host, severity), found in by_host.items():
        more = len({one.page for one in found}) - 1
        others = f" {more:,} more page{'s ask' if more > 1 else ' asks'} {host}." if more else ""
        message = f"asked for {found[0].url!r} in a browser, so that {host} can tell who reads it.{others}"
        yield Diagnostic(found[0].page, NO_LINE, "PV025", message, severity)
