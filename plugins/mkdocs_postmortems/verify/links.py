"""Follows the links of a tree; stub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.verify.report import Finding
from mkdocs_postmortems.verify.walk import Tree


@dataclass(slots=True)
class Links:
    """The links of a tree."""

    tree: Tree
    site_url: str

    def read(self, path: str, data: bytes) -> None:
        """Gather the links of a file."""

    def findings(self) -> Iterator[Finding]:
        """Yield links that do not close."""
        yield from ()
