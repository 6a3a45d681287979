"""The HTTP headers of every response, and the digests of the theme's inline scripts for its security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

PRIVATE = "private, no-store"
"""`Cache-Control` of restricted sites: nothing is cached, not even by the browser."""
CONTENT_TYPES = {"ics": "text/calendar", "md": "text/markdown"}
"""Types of files for programs that servers may not know, by extension; all of them are UTF-8."""
OPEN = "no-cache"
"""`Cache-Control` of open sites: cached, but revalidated before use."""

LASTING = "private, max-age=31536000, immutable"
"""`Cache-Control` of `FINGERPRINTED` files: a browser keeps them for a year, and nothing between it and the server."""
FINGERPRINTED = r"/assets/(?:stylesheets|javascripts)/(?:workers/)?[a-z]+\.[0-9a-f]{8}\.min\.(?:css|js)$"
"""Paths of Material's files that have a digest in their names. They say nothing of what the site is about."""
COMPRESSED = (
    "text/css text/javascript application/javascript application/json application/feed+json application/atom+xml"
    " application/xml text/xml text/plain text/markdown text/calendar image/svg+xml"
).split()
"""Types of files beside HTML that are smaller when compressed. A page repeats nothing that a request says, so that its
length tells nothing (compare the attack BREACH)."""


def content_security_policy(scripts: Iterable[str] = (), hosts: Iterable[str] = ()) -> str:
    """Return the value of `Content-Security-Policy`: resources of the site itself, and inline scripts of the theme.

    SVG images need inline styles, Pagefind needs WebAssembly, and Material starts its worker from a blob.

    Args:
        scripts: digests of the allowed inline scripts; with none, all are allowed, since themes need their own.
        hosts: other hosts that pages may load from: names, or `*.` and a name.
    """
    inline = " ".join(f"'sha256-{digest}'" for digest in scripts) or "'unsafe-inline'"
    others = "".join(f" https://{host}" for host in hosts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {inline}{others}",
            "worker-src 'self' blob:",
            f"style-src 'self' 'unsafe-inline'{others}",
            f"img-src 'self' data:{others}",
            f"font-src 'self'{others}",
            f"media-src 'self'{others}",
            "manifest-src 'self'",
            f"connect-src 'self'{others}",
            *((f"frame-src{others}",) if others else ()),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def headers(scripts: Iterable[str] = (), hosts: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers that are the same for every response; arguments as of `content_security_policy`."""
    return {
        "Content-Security-Policy": content_security_policy(scripts, hosts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }


MAX_PAGE_DEPTH = 16
"""Maximum depth of a page's folder below the root of its site."""
_BASE_URL = re.compile(r'(?<=new URL\(")[^"]*(?=",\s*location\))')
"""The relative path to the root in Material's first inline script, which depends on the depth of the page."""


def script_digests(page: str) -> tuple[str, ...]:
    """Return the SHA-256 digests, in base64, of a page's inline scripts, as they are for pages at any depth.

    Args:
        page: HTML of the 404 page. It comes from the theme alone, so no document can add a script to the allowed ones,
            and the digests reveal nothing about documents.
    """
    collector = _ScriptCollector()
    collector.feed(page)
    collector.close()
    return tuple(dict.fromkeys(_digest(text) for script in collector.scripts for text in _at_all_depths(script)))


def _at_all_depths(script: str) -> Iterator[str]:
    yield script
    if _BASE_URL.search(script):
        for depth in range(MAX_PAGE_DEPTH):
            yield _BASE_URL.sub("/".join([".."] * depth) or ".", script)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _ScriptCollector(HTMLParser):
    """Collects the text of inline scripts that browsers execute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        runs = known.get("type") in (None, "", "module", "text/javascript")
        if tag == "script" and "src" not in known and runs:
            self.is_inside = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.scripts[-1] += data
