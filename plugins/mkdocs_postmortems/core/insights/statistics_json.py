"""Insights as plain data: what `postmortems stats --json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from mkdocs_postmortems.core.facets import FACTORS, SERVICES, SEVERITIES, YEARS
from mkdocs_postmortems.core.insights.cohort import Cohort
from mkdocs_postmortems.core.insights.durations import DurationSummary, MissingReason, summarize_groups
from mkdocs_postmortems.core.insights.factor_pairs import FactorPair
from mkdocs_postmortems.core.insights.insights import Insights
from mkdocs_postmortems.core.insights.proportion import Proportion
from mkdocs_postmortems.core.model import Postmortem

Plain = dict[str, Any]


def statistics_json(insights: Insights, min_count: int = 1) -> Plain:
    """Return all numbers with the ids of the incidents behind them.

    Args:
        insights: the insights.
        min_count: numbers over fewer incidents are `None`, without ids.
    """
    return {
        "incidents": len(insights.incidents),
        "excluded": {reason.value: len(some) for reason, some in insights.population.excluded.items()},
        "by_severity": _counts(insights.by_severity, min_count),
        "by_factor": _counts(insights.by_factor, min_count),
        "by_service": _counts(insights.by_service, min_count),
        "by_year": _counts(insights.by_year, min_count),
        "by_quarter": _counts(insights.by_quarter, min_count),
        "by_detection": _counts(insights.by_detection, min_count),
        "durations": {name.value: _duration(one, min_count) for name, one in insights.durations.items()},
        "durations_by": {
            SEVERITIES.filter_key: _durations_of(insights, insights.by_severity, min_count),
            SERVICES.filter_key: _durations_of(insights, insights.by_service, min_count),
            YEARS.filter_key: _durations_of(insights, insights.by_year, min_count),
            "quarter": _durations_of(insights, insights.by_quarter, min_count),
        },
        "factor_pairs": [_pair(pair) for pair in insights.factor_pairs if len(pair.documents) >= min_count],
        "actions": asdict(insights.actions),
        "recurrence": _proportion(insights.recurrence, min_count),
        "customers_first": _proportion(insights.customers_first, min_count),
        "reviewed_in_72_hours": _proportion(insights.reviewed_in_time, min_count),
        "participation": {
            "incidents": len(insights.participation.documents),
            "invited": insights.participation.invited,
            "attended": insights.participation.attended,
        },
        "evidence": {
            "incidents": len(insights.evidence.documents),
            "events": insights.evidence.events,
            "with_evidence": insights.evidence.shown,
        },
        "ids": {
            "by_severity": _ids_by(insights.by_severity, min_count),
            "by_factor": _ids_by(insights.by_factor, min_count),
            "by_service": _ids_by(insights.by_service, min_count),
            "by_year": _ids_by(insights.by_year, min_count),
            "by_detection": _ids_by(insights.by_detection, min_count),
        },
        "min_count": min_count,
    }


def is_withheld(count: int, min_count: int) -> bool:
    """Whether a number of incidents is too small to be shown; no incident at all is no secret."""
    return 0 < count < min_count


def _counts(cohorts: Iterable[Cohort], least: int) -> Plain:
    return {cohort.id: None if is_withheld(cohort.count, least) else cohort.count for cohort in cohorts}


def _ids_by(cohorts: Iterable[Cohort], least: int) -> Plain:
    return {cohort.id: _ids(cohort.documents) for cohort in cohorts if not is_withheld(cohort.count, least)}


def _ids(documents: Iterable[Postmortem]) -> list[str]:
    return [document.id for document in documents]


def _durations_of(insights: Insights, cohorts: Sequence[Cohort], least: int) -> Plain:
    found: Plain = {cohort.id: {} for cohort in cohorts}
    for name, whole in insights.durations.items():
        summaries = summarize_groups(whole, [cohort.documents for cohort in cohorts])
        for cohort, summary in zip(cohorts, summaries, strict=True):
            found[cohort.id][name.value] = _figures(summary, least)
    return found


def _figures(summary: DurationSummary, least: int) -> Plain:
    n, missing = len(summary.known), len(summary.missing)
    hidden = is_withheld(n, least)
    return {
        "n": None if hidden else n,
        "missing": None if is_withheld(missing, least) or hidden else missing,
        "median_minutes": None if hidden else rounded(summary.median),
        "p90_minutes": None if hidden else rounded(summary.p90),
    }


def _duration(summary: DurationSummary, least: int) -> Plain:
    figures = _figures(summary, least)
    if least > 1:
        return figures
    return {
        **figures,
        "stated": sum(one.is_stated for one in summary.known),
        "minutes": {one.document.id: one.minutes for one in summary.known},
        "missing_ids": {
            reason.value: _ids(one.document for one in summary.missing if one.reason is reason)
            for reason in MissingReason
        },
    }


def _proportion(one: Proportion, least: int) -> Plain:
    if is_withheld(one.count, least):
        return {"count": None, "of": one.total, "share": None, "interval": None, "ids": []}
    interval = one.interval
    return {
        "count": one.count,
        "of": one.total,
        "share": None if one.share is None else round(one.share, 4),
        "interval": [round(end, 4) for end in interval] if interval else None,
        "ids": _ids(one.having),
    }


def _pair(pair: FactorPair) -> Plain:
    return {
        FACTORS.id: list(pair.factors),
        "count": len(pair.documents),
        "expected": round(pair.expected, 2),
        "p_value": float(f"{pair.p_value:.3g}"),
        "ids": _ids(pair.documents),
    }


def rounded(minutes: float | None) -> float | int | None:
    """Return minutes with one decimal, as a whole number if they are one."""
    if minutes is None:
        return None
    found = round(minutes, 1)
    return int(found) if found == int(found) else found
