"""A name that is a link: what templates show wherever a page mentions something that has a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """A name and where it leads."""

    name: str
    uri: str | None
    """Source URI of a page below the folder of postmortems, such as `services/checkout-api.md`."""
    note: str = ""
    """A definition or a reason, in plain text."""
    count: int | None = None
