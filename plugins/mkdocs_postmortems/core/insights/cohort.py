"""Some incidents that a number counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.facets import UNDATED, YEARS, FacetSpec, ValueOrder
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.quarters import quarter_of
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term


@dataclass(frozen=True, slots=True)
class Cohort:
    """Incidents that have something in common."""

    id: str
    """Stable within its table, such as the id of a service."""
    name: str
    documents: tuple[Postmortem, ...]
    """Newest first."""

    @property
    def count(self) -> int:
        """Number of incidents."""
        return len(self.documents)


def cohorts_of(taxonomy: Taxonomy, facet: FacetSpec, incidents: Iterable[Postmortem]) -> tuple[Cohort, ...]:
    """Return the incidents of each value of a facet that any of them has, in the order of the facet's index."""
    by_id: dict[str, list[Postmortem]] = {}
    for document in incidents:
        for id in facet.ids(document):
            by_id.setdefault(id, []).append(document)
    terms = [_term(taxonomy, facet, id) for id in by_id]
    terms.sort(key=lambda term: (-len(by_id[term.id]), term.name.casefold(), term.id))
    if facet.order is ValueOrder.RANK:
        terms.sort(key=lambda term: (term.rank is None, term.rank or 0))
    return tuple(Cohort(term.id, term.name, tuple(by_id[term.id])) for term in terms)


def _term(taxonomy: Taxonomy, facet: FacetSpec, id: str) -> Term:
    return taxonomy.term(facet.vocabulary, id) if facet.vocabulary else Term(id=id, name=facet.names.get(id, id))


def cohorts_by_year(taxonomy: Taxonomy, incidents: Iterable[Postmortem]) -> tuple[Cohort, ...]:
    """Return the incidents of each year, oldest first; those without a date last."""
    found = cohorts_of(taxonomy, YEARS, incidents)
    return tuple(sorted(found, key=lambda cohort: (cohort.id == UNDATED, cohort.id)))


def cohorts_by_quarter(incidents: Iterable[Postmortem]) -> tuple[Cohort, ...]:
    """Return the incidents of each quarter in which there are any, oldest first; without those of unknown months."""
    by_quarter: dict[str, list[Postmortem]] = {}
    for document in incidents:
        if quarter := quarter_of(document.date):
            by_quarter.setdefault(str(quarter), []).append(document)
    return tuple(Cohort(name, name, tuple(some)) for name, some in sorted(by_quarter.items()))
