"""What every answer says besides its page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

PRIVATE = "private, no-store"
"""For what not everybody may read: no cache keeps it, not even the reader's own."""
OPEN = "no-cache"
"""For what anyone may read: kept, and asked for again before it is shown."""


def content_security_policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy: everything from the site itself, and of inline scripts those of the theme alone.

    Without their digests all inline scripts are allowed, since the theme does not work without its own. Drawings
    have inline styles. Pagefind is WebAssembly, and Material starts its worker from a blob.
    """
    inline = " ".join(f"'sha256-{digest}'" for digest in scripts) or "'unsafe-inline'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {inline}",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "manifest-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def headers(scripts: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers that are the same for every answer."""
    return {
        "Content-Security-Policy": content_security_policy(scripts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }


MAX_PAGE_DEPTH = 16
"""Folders below the root of a site that pages may be in."""
_BASE_URL = re.compile(r'(?<=new URL\(")[^"]*(?=",\s*location\))')
"""Where Material's first script says how far up the root is; it differs with the depth of the page."""


def script_digests(page: str) -> tuple[str, ...]:
    """Return the digests of a page's inline scripts, for pages at any depth.

    Taken from the 404 page, which is the theme's alone: no document can bring a script of its own in, and the digests
    say nothing of documents.
    """
    audience = _ScriptCollector()
    audience.feed(page)
    audience.close()
    return tuple(dict.fromkeys(_digest(text) for script in audience.found for text in _at_all_depths(script)))


def _at_all_depths(script: str) -> Iterator[str]:
    yield script
    if _BASE_URL.search(script):
        for depth in range(MAX_PAGE_DEPTH):
            yield _BASE_URL.sub("/".join([".."] * depth) or ".", script)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _ScriptCollector(HTMLParser):
    """Collects what is between the tags of scripts that run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        runs = known.get("type") in (None, "", "module", "text/javascript")
        if tag == "script" and "src" not in known and runs:
            self.is_inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.found[-1] += data
