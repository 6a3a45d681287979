"""Addresses in JSON: indexes of searches, web manifests, feeds, interfaces."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_postmortems.verify.address import Address, Use

_FROM_ROOT = "location"
"""Of Material's and MkDocs' index."""
_LOADED = frozenset({"src", "icon", "favicon"})
_FOLLOWED = frozenset({"url", "href", "link", "home_page_url", "feed_url", "next_url", "start_url", "scope", "image"})
_DEEPEST = 100


def json_addresses(text: str, *, is_manifest: bool = False, from_root: bool = False) -> Iterator[Address]:
    """Yield addresses by the names of their fields. Relative ones count in files where it is known what to.

    Args:
        text: JSON; of anything else, nothing is yielded.
        is_manifest: whether it is a web manifest, in which addresses are relative to the file.
        from_root: whether addresses are relative to the root of the tree, as those of Pagefind are.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        if depth > _DEEPEST or not isinstance(current, dict | list):
            continue
        items = current.items() if isinstance(current, dict) else ((None, item) for item in current)
        for key, item in items:
            if isinstance(item, str):
                yield from _field(key, item, is_manifest=is_manifest, from_root=from_root)
            else:
                waiting.append((item, depth + 1))


def _field(key: str | None, value: str, *, is_manifest: bool, from_root: bool) -> Iterator[Address]:
    if key == _FROM_ROOT:
        yield Address(value.lstrip("/"), Use.FOLLOWED, is_from_root=True)
    elif key in _FOLLOWED or key in _LOADED:
        use = Use.LOADED if key in _LOADED else Use.FOLLOWED
        if from_root:
            yield Address(value.lstrip("/"), use, is_from_root=True)
        elif is_manifest or value.startswith(("/", "http:", "https:")):
            yield Address(value, use)
