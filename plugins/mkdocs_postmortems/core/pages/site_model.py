"""The data that all pages of a view share, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mkdocs_postmortems.core.action_items import ActionSlo, resolve_action_slo
from mkdocs_postmortems.core.build_info import BuildInfo
from mkdocs_postmortems.core.document_links import DocumentLinks, build_document_links
from mkdocs_postmortems.core.facet_values import Facets, build_facets
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.insights import Insights, build_insights
from mkdocs_postmortems.core.message import ENGLISH, Language
from mkdocs_postmortems.core.pages.incident_row import IncidentRow, incident_row
from mkdocs_postmortems.core.quarters import Quarter, last_quarters
from mkdocs_postmortems.core.recovery import Recovery, find_recovery
from mkdocs_postmortems.core.similar import DocumentCollection, RelatedDocument, build_related
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class SiteModel:
    """A view with the data derived from it."""

    view: View
    facets: Facets
    links: DocumentLinks
    today: str
    """`YYYY-MM-DD`."""
    quarters: tuple[Quarter, ...]
    """The quarters that charts show, oldest first."""
    collection: DocumentCollection
    """The records of the view with their term counts, for similarity search."""
    related: Mapping[str, tuple[RelatedDocument, ...]]
    """The related documents of each document, by path."""
    rows: Mapping[str, IncidentRow]
    """The row of each document in lists, by path."""
    recoveries: Mapping[str, Recovery]
    """What is known of how each incident ended, by path."""
    build_info: BuildInfo
    insights: Insights
    """What the incidents say as a whole."""
    language: Language = ENGLISH
    """The language of our words on pages."""
    insights_min_count: int = 1
    """Over how many incidents a number of the insights has to be."""
    action_slo: ActionSlo = field(default_factory=dict)
    """The days that action items may stay open, by severity."""


def build_site_model(
    view: View,
    today: str,
    build_info: BuildInfo = BuildInfo(),  # noqa: B008 - it is frozen
    table: Iterable[FacetSpec] = FACETS,
    language: Language = ENGLISH,
    *,
    action_slo_days: Mapping[str, int] = MappingProxyType({}),
    insights_min_count: int = 1,
) -> SiteModel:
    """Compute the data that all pages of a view share.

    Args:
        view: the documents and taxonomy.
        today: `YYYY-MM-DD`.
        build_info: when each document was last changed, if known.
        table: the facets with the URIs of their pages.
        language: the language of our words on pages.
        action_slo_days: the days that action items may stay open, by name of severity.
        insights_min_count: over how many incidents a number of the insights has to be.
    """
    quarters = last_quarters(view.incidents, today)
    collection = DocumentCollection(view)
    links = build_document_links(view)
    facets = build_facets(view, table)
    return SiteModel(
        view=view,
        facets=facets,
        links=links,
        today=today,
        quarters=quarters,
        collection=collection,
        related=build_related(collection, links),
        rows={document.path: incident_row(facets, document) for document in view.documents},
        recoveries={document.path: find_recovery(document) for document in view.documents},
        build_info=build_info,
        insights=build_insights(view.taxonomy, view.incidents, today),
        insights_min_count=insights_min_count,
        language=language,
        action_slo=resolve_action_slo(action_slo_days, view),
    )
