"""Keeps the navigation short where another plugin lists all files in it, by a wildcard."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def take_out(nav: Navigation, uris: Collection[str]) -> None:
    """Remove the pages with these source paths and emptied sections; connect the rest as previous and next."""
    nav.items[:] = _without(nav.items, uris)
    for page in nav.pages:
        if page.file.src_uri in uris:
            page.parent = page.previous_page = page.next_page = None
    nav.pages[:] = [page for page in nav.pages if page.file.src_uri not in uris]
    for before, after in pairwise((None, *nav.pages, None)):
        if before:
            before.next_page = after
        if after:
            after.previous_page = before


def _without(items: list[StructureItem], uris: Collection[str]) -> list[StructureItem]:
    kept = []
    for item in items:
        if isinstance(item, Section):
            item.children = _without(item.children, uris)
        is_empty = isinstance(item, Section) and not item.children
        if not is_empty and not (isinstance(item, Page) and item.file.src_uri in uris):
            kept.append(item)
    return kept
