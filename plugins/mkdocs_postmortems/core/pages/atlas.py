"""Everything that pages of one view need to know about it, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.age import Age
from mkdocs_postmortems.core.facets import Facets, build_facets
from mkdocs_postmortems.core.links import Links, build_links
from mkdocs_postmortems.core.pages.quarter import Quarter, last_quarters
from mkdocs_postmortems.core.similar import Collection, Related, build_related
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class Atlas:
    """A view with its facets, its links, and the day it is looked at."""

    view: View
    facets: Facets
    links: Links
    today: str
    """`YYYY-MM-DD`."""
    quarters: tuple[Quarter, ...]
    """The quarters that charts draw, oldest first."""
    collection: Collection
    """The words of all documents, counted."""
    related: Mapping[str, tuple[Related, ...]]
    """The documents that each one's page names, by its path, with the reason."""
    age: Age


def build_atlas(view: View, today: str, age: Age = Age()) -> Atlas:  # noqa: B008 - it is frozen
    """Work out what all pages of a view share."""
    quarters = last_quarters(view.incidents, today)
    collection = Collection(view)
    links = build_links(view)
    related = build_related(collection, links)
    return Atlas(view, build_facets(view), links, today, quarters, collection, related, age)
