"""The index page of a facet, which lists its values."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.facet_values import PageLink
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, YEARS, FacetSpec
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.list_rows import FacetValueRow, facet_value_row
from mkdocs_postmortems.core.pages.quarterly_charts import tallest_quarter
from mkdocs_postmortems.core.pages.service_map import ServiceGraph, ServiceMap, draw_all_services
from mkdocs_postmortems.core.pages.site_model import SiteModel

MAX_DESCRIBED = 25
"""Maximum number of documents whose factors in words are on the index page; the search finds all of them."""


@dataclass(frozen=True, slots=True)
class DescribedFactors:
    """Contributing factors in the words of a document."""

    document: PageLink
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetIndexPage:
    """Template data of the index page of a facet, which lists its values."""

    facet: FacetSpec
    rows: tuple[FacetValueRow, ...]
    without: int
    """Number of incidents without a value of the facet."""
    total: int
    """Number of all incidents."""
    described: tuple[DescribedFactors, ...] = ()
    """Contributing factors in the words of documents, without a term of the taxonomy; for contributing factors only."""
    more_described: int = 0
    """Number of documents with such factors beyond those of the first `MAX_DESCRIBED`."""
    has_sparks: bool = False
    """Whether any row has a sparkline, and is no year, of which the last quarters say nothing."""
    service_map: ServiceMap | None = None
    """Which services fail together; for services only."""


def build_facet_index_page(site_model: SiteModel, facet: FacetSpec, graph: ServiceGraph) -> FacetIndexPage:
    """Build the template data of the index page of a facet; the graph is that of all services."""
    values = site_model.facets.of(facet)
    tallest = tallest_quarter(site_model, (value.documents for value in values))
    rows = tuple(facet_value_row(site_model, value, tallest) for value in values)
    stated = {d.path for value in site_model.facets.values[facet].values() for d in value.documents}
    incidents = site_model.view.incidents
    described = _described_factors(incidents) if facet.id == FACTORS.id else ()
    return FacetIndexPage(
        facet=facet,
        rows=rows,
        without=sum(d.path not in stated for d in incidents),
        total=len(incidents),
        described=described[:MAX_DESCRIBED],
        more_described=max(0, len(described) - MAX_DESCRIBED),
        service_map=draw_all_services(graph) if facet.id == SERVICES.id else None,
        has_sparks=facet.id != YEARS.id and any(row.spark for row in rows),
    )


def _described_factors(incidents: tuple[Postmortem, ...]) -> tuple[DescribedFactors, ...]:
    """Return the factors that documents describe without a term of the taxonomy, those of the newest incident first."""
    told = ((document, tuple(f.text for f in document.factors if f.text and not f.id)) for document in incidents)
    return tuple(DescribedFactors(PageLink(one.title, one.path), texts) for one, texts in told if texts)
