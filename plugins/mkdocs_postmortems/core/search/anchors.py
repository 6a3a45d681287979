"""Which heading of the finished page is which section of the source, so that a search leads to the section."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs_postmortems.core.model import Section


class Heading(NamedTuple):
    """A heading as the finished page has it."""

    title: str
    id: str


def match_anchors(sections: Iterable[Section], headings: Iterable[Heading]) -> Mapping[int, str]:
    """Return the heading's id by the section's line; both come in the order of the page, and some have no partner."""
    places: dict[str, deque[tuple[int, str]]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_fold(heading.title), deque()).append((place, heading.id))
    found: dict[int, str] = {}
    last = -1
    for section in sections:
        same = places.get(_fold(section.title)) if section.level and section.title else None
        while same and same[0][0] < last:
            same.popleft()
        if same:
            last, found[section.line] = same.popleft()
    return found


def _fold(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.casefold())
