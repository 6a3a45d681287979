"""Which heading of the finished page is which section of the source, so that a search leads to the section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs_postmortems.core.model import Section


class Heading(NamedTuple):
    """A heading as the finished page has it."""

    title: str
    id: str


def match_anchors(sections: Iterable[Section], headings: Iterable[Heading]) -> Mapping[int, str]:
    """Return the heading's id by the section's line. Both come in the order of the page; what has no partner is left."""
    remaining = list(headings)
    found: dict[int, str] = {}
    for section in sections:
        title = _fold(section.title)
        place = next((n for n, heading in enumerate(remaining) if _fold(heading.title) == title), None)
        if section.level and title and place is not None:
            found[section.line] = remaining[place].id
            del remaining[: place + 1]
    return found


def _fold(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.casefold())
