"""The addresses that a file names, and what a browser or a reader does with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What happens with an address."""

    LOADED = "loads"
    """A browser fetches it, or is prepared to, or sends something there, without being asked."""
    FOLLOWED = "links to"
    """A reader may follow it; other hosts are content."""
    OWN = "gives as its own address"
    """It says where the file or a page of the tree is."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written."""

    url: str
    use: Use
    is_from_root: bool = False
    """Whether a relative one is meant from the root of the tree, as in an index of a search."""
