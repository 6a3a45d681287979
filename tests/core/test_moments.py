"""Durations and days in plain words, only where they are certain."""

from datetime import date, timedelta

import pytest
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.moments import (
    TimeUnit,
    format_age,
    format_date,
    format_duration,
    format_lateness,
    format_later,
    format_long_date,
    in_largest_unit,
    minutes_between,
    to_utc,
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (Moment("2024-03-07T14:32", "UTC"), Moment("2024-03-07T16:20", "UTC"), 108),
        (Moment("2024-03-07T14:32"), Moment("2024-03-07T14:40"), 8),
        (Moment("2024-03-07T14:32", "+01:00"), Moment("2024-03-07T14:32", "UTC"), 60),
        (Moment("2024-03-30T23:30", "Europe/Berlin"), Moment("2024-03-31T03:30", "Europe/Berlin"), 180),
        (Moment("2024-03-07T14:32", "IST"), Moment("2024-03-07T14:42", "IST"), 10),
        (Moment("2024-03-07T14:32", "IST"), Moment("2024-03-07T14:42", "UTC"), None),
        (Moment("14:32"), Moment("14:42"), None),
        (Moment("2024-03"), Moment("2024-03-07T14:42"), None),
        (None, Moment("2024-03-07T14:42"), None),
        (Moment("2024-02-30T14:32"), Moment("2024-03-01T14:32"), None),
    ],
)
def test_minutes_are_counted_where_they_can_be(start, end, expected):
    """Zones are compared where their meaning is certain; what cannot be known stays unknown."""
    assert minutes_between(start, end) == expected


@pytest.mark.parametrize("zone", ["IST", "CST", "nonsense", "+99:00", "../etc/passwd", "", None])
def test_an_unclear_zone_gives_no_instant(zone):
    """Nothing is assumed."""
    assert to_utc(Moment("2024-03-07T14:32", zone)) is None


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "less than 1 min"), (7, "7 min"), (60, "1 h"), (108, "1 h 48 min"), (1500, "1 d 1 h"), (1445, "1 d")],
)
def test_durations_have_two_units_at_most(minutes, expected):
    """Nobody needs the minutes of a week."""
    assert format_duration(minutes) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2024-03-07", "7 Mar 2024"), ("2024-03", "Mar 2024"), ("2024", "2024"), (None, ""), ("soon", "soon")],
)
def test_days_are_as_exact_as_they_are_known(date, expected):
    """No day is made up for a month."""
    assert format_date(date) == expected


def test_a_long_day_has_its_month_in_full():
    """Where there is room."""
    assert format_long_date("2024-09-07") == "7 September 2024"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2021-05-31", "3 years late"),
        ("2023-06-02", "1 year late"),
        ("2023-05-01", "13 months late"),
        ("2024-03-01", "3 months late"),
        ("2024-05-30", "2 days late"),
        ("2024-05-31", "1 day late"),
        ("2024-04", "32 days late"),
        ("2024-06-01", None),
        ("2025-01-01", None),
        ("2024-13-01", None),
        ("soon", None),
    ],
)
def test_lateness_is_said_in_its_largest_unit(due, words):
    """On 1 June 2024; what is not late, or no date, is not said to be late."""
    assert format_lateness(due, "2024-06-01") == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (60, "60 days"),
        (61, "2 months"),
        (364, "11 months"),
        (365, "1 year"),
        (400, "13 months"),
        (729, "23 months"),
        (730, "2 years"),
        (1094, "2 years"),
        (1095, "3 years"),
    ],
)
def test_times_in_one_unit_are_rounded_alike(days, words):
    """Down, to whole units of the largest one that is not too coarse."""
    today = (date(2024, 1, 1) + timedelta(days)).isoformat()

    assert format_age(days) == words
    assert format_later(days) == f"{words} later"
    assert format_lateness("2024-01-01", today) == (f"{words} late" if days else None)


def test_a_longer_time_never_looks_shorter():
    """Over three years, day by day, and never more than there is."""
    lengths = {TimeUnit.DAYS: 1, TimeUnit.MONTHS: 365 / 12, TimeUnit.YEARS: 365}
    said = [number * lengths[unit] for number, unit in map(in_largest_unit, range(1200))]

    assert said == sorted(said)
    assert all(days * 2 / 3 <= shown <= days for days, shown in enumerate(said))
