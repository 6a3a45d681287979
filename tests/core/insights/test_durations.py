"""Durations: what is known, what is missing and why, and the figures over them."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.insights.durations import DurationName, MissingReason, quantile, summarize
from mkdocs_postmortems.core.model import Moment


def at(iso: str, zone: str | None = "UTC") -> Moment:
    """Return a moment."""
    return Moment(iso, zone)


START = at("2024-03-07T14:00")


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        (DurationName.DETECT, {"started_at": START, "detected_at": at("2024-03-07T14:12")}, 12),
        (DurationName.DETECT, {"started_at": START, "detected_at": START}, 0),
        (DurationName.DETECT, {"started_at": START, "detected_at": at("2024-03-07T16:00", "+01:00")}, 60),
        (DurationName.MITIGATE, {"started_at": START, "mitigated_at": at("2024-03-08T14:00")}, 1440),
        (
            DurationName.DETECT,
            {"started_at": at("2024-03-07T14:00", None), "detected_at": at("2024-03-07T14:05", None)},
            5,
        ),
        (DurationName.DETECT, {"started_at": START, "detected_at": at("2024-03-07T14:05", None)}, MissingReason.ZONES),
        (DurationName.DETECT, {"started_at": START}, MissingReason.NOT_STATED),
        (DurationName.DETECT, {"started_at": START, "detected_at": at("2024-03-07")}, MissingReason.NOT_STATED),
        (DurationName.RESOLVE, {"started_at": START, "resolved_at": at("2024-03-07T13:59")}, MissingReason.ORDER),
        (DurationName.REVIEW, {"resolved_at": START, "reviewed_at": at("2024-03-10", None)}, 3 * 1440),
        (DurationName.REVIEW, {"mitigated_at": START, "reviewed_at": at("2024-03-07T15:00")}, 60),
        (DurationName.REVIEW, {"resolved_at": START, "reviewed_at": at("2024-03")}, MissingReason.NOT_STATED),
        (DurationName.PUBLISH, {"resolved_at": START, "extra": {"published_at": "2024-03-17"}}, 10 * 1440),
        (DurationName.PUBLISH, {"resolved_at": START, "extra": {"published": "true"}}, MissingReason.NOT_STATED),
    ],
)
def test_a_duration_is_known_or_missing_with_a_reason(incident, name, fields, expected):
    """Nothing is estimated: a time without a zone is compared with times without a zone only."""
    summary = summarize(name, [incident("a.md", **fields)])

    found = [one.minutes for one in summary.known] + [one.reason for one in summary.missing]
    assert found == [expected]


@given(st.lists(st.integers(0, 100_000), min_size=2))
def test_quantiles_are_those_of_the_standard_library(values):
    """The inclusive method of `statistics.quantiles` is the same definition."""
    ordered = sorted(values)

    assert quantile(ordered, 0.5) == pytest.approx(statistics.median(ordered))
    assert quantile(ordered, 0.9) == pytest.approx(statistics.quantiles(ordered, n=10, method="inclusive")[-1])


def test_quantiles_of_nothing_and_of_one():
    """Nothing has none; a single value is all of them."""
    assert quantile([], 0.5) is None
    assert quantile([7], 0.9) == 7
