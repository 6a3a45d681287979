"""The theme's inline scripts, so that a content security policy can allow them and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

DEEPEST = 16
"""Folders below the root of a site that pages may be in."""
_PLACE = re.compile(r'(?<=new URL\(")[^"]*(?=",\s*location\))')
"""Where Material's first script says how far up the root is; it differs with the depth of the page."""


def digests(page: str) -> tuple[str, ...]:
    """Return the digests of a page's inline scripts, for pages at any depth.

    Taken from the 404 page, which is the theme's alone: no document can bring a script of its own in, and the digests
    say nothing of documents.
    """
    reader = _Scripts()
    reader.feed(page)
    reader.close()
    return tuple(dict.fromkeys(_digest(text) for script in reader.found for text in _everywhere(script)))


def _everywhere(script: str) -> Iterator[str]:
    yield script
    if _PLACE.search(script):
        for depth in range(DEEPEST):
            yield _PLACE.sub("/".join([".."] * depth) or ".", script)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _Scripts(HTMLParser):
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
