"""Computes everything that the insights of a view are made of, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mkdocs_postmortems.core.facets import DETECTIONS, FACTORS, SERVICES, SEVERITIES, TRIGGERS
from mkdocs_postmortems.core.insights.action_totals import ActionTotals, count_actions
from mkdocs_postmortems.core.insights.cohort import Cohort, cohorts_by_quarter, cohorts_by_year, cohorts_of
from mkdocs_postmortems.core.insights.durations import DurationName, DurationSummary, summarize
from mkdocs_postmortems.core.insights.factor_pairs import FactorPair, find_factor_pairs
from mkdocs_postmortems.core.insights.population import Population, select_population
from mkdocs_postmortems.core.insights.practice import (
    Evidence,
    Participation,
    evidence,
    participation,
    recurring,
    reviewed_in_time,
    told_by_customers,
)
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Insights:
    """What the postmortems of a view say as a whole."""

    population: Population
    durations: Mapping[DurationName, DurationSummary]
    by_severity: tuple[Cohort, ...]
    by_factor: tuple[Cohort, ...]
    by_service: tuple[Cohort, ...]
    by_trigger: tuple[Cohort, ...]
    by_year: tuple[Cohort, ...]
    by_quarter: tuple[Cohort, ...]
    by_detection: tuple[Cohort, ...]
    factor_pairs: tuple[FactorPair, ...]
    recurrence: Proportion
    customers_first: Proportion
    reviewed_in_time: Proportion
    participation: Participation
    evidence: Evidence
    actions: ActionTotals
    """Of all incidents that are not withdrawn, as on the page of actions."""

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """The incidents that are counted, newest first."""
        return self.population.incidents


def build_insights(taxonomy: Taxonomy, documents: tuple[Postmortem, ...], today: str) -> Insights:
    """Return the statistics of a set of incidents: durations, action items and the rest.

    Args:
        taxonomy: the taxonomy of the view.
        documents: its incidents, or those that a user chose.
        today: `YYYY-MM-DD`.
    """
    population = select_population(documents)
    incidents = population.incidents
    return Insights(
        population=population,
        durations=MappingProxyType({name: summarize(name, incidents) for name in DurationName}),
        by_severity=cohorts_of(taxonomy, SEVERITIES, incidents),
        by_factor=cohorts_of(taxonomy, FACTORS, incidents),
        by_service=cohorts_of(taxonomy, SERVICES, incidents),
        by_trigger=cohorts_of(taxonomy, TRIGGERS, incidents),
        by_year=cohorts_by_year(taxonomy, incidents),
        by_quarter=cohorts_by_quarter(incidents),
        by_detection=cohorts_of(taxonomy, DETECTIONS, incidents),
        factor_pairs=find_factor_pairs(incidents),
        recurrence=recurring(incidents),
        customers_first=told_by_customers(incidents),
        reviewed_in_time=reviewed_in_time(incidents),
        participation=participation(incidents),
        evidence=evidence(incidents),
        actions=count_actions(documents, today),
    )
