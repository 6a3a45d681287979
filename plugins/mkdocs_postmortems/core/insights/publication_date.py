"""Finds when a postmortem was published: keys of front matter that site generators use for it."""

from __future__ import annotations

from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.name_matching import to_snake_case
from mkdocs_postmortems.core.schema.moment_parser import parse_moment

_KEYS = ("published_at", "published", "publish_date", "publishdate", "published_date")
"""The first that is a day counts; `published: true` is none."""


def find_publication(document: Postmortem) -> Moment | None:
    """Return the day or time of publication; `None` if the document does not state it."""
    stated = {to_snake_case(key): value for key, value in document.extra.items()}
    found = (_moment(str(stated[key])) for key in _KEYS if key in stated)
    return next((moment for moment in found if moment), None)


def _moment(text: str) -> Moment | None:
    try:
        return parse_moment(text)
    except ValueError:
        return None
