"""A name with a link to its page, as templates show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """A name and the page that it links to."""

    name: str
    uri: str | None
    """Source URI from the folder of postmortems, such as `services/checkout-api.md`; `None` if there is no page."""
    note: str = ""
    """A definition or a reason, in plain text."""
    count: int | None = None
    """Number of documents, shown beside the name; `None` to show none."""
