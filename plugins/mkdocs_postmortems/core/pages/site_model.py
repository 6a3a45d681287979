"""Everything that pages of one view need to know about it, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.core.document_links import DocumentLinks, build_document_links
from mkdocs_postmortems.core.facet_values import Facets, build_facets
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.pages.quarters import Quarter, last_quarters
from mkdocs_postmortems.core.similar import DocumentCollection, RelatedDocument, build_related
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class SiteModel:
    """A view with its facets, its links, and the day it is looked at."""

    view: View
    facets: Facets
    links: DocumentLinks
    today: str
    """`YYYY-MM-DD`."""
    quarters: tuple[Quarter, ...]
    """The quarters that charts draw, oldest first."""
    collection: DocumentCollection
    """The words of all documents, counted."""
    related: Mapping[str, tuple[RelatedDocument, ...]]
    """The documents that each one's page names, by its path, with the reason."""
    build_info: BuildInfo


def build_site_model(
    view: View,
    today: str,
    build_info: BuildInfo = BuildInfo(),  # noqa: B008 - it is frozen
    table: Iterable[FacetSpec] = FACETS,
) -> SiteModel:
    """Work out what all pages of a view share; `table` says which facets there are, and where their pages go."""
    quarters = last_quarters(view.incidents, today)
    collection = DocumentCollection(view)
    links = build_document_links(view)
    related = build_related(collection, links)
    return SiteModel(view, build_facets(view, table), links, today, quarters, collection, related, build_info)
