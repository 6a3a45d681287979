"""Stamps: every way of writing a date or time that the docs promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver
from mkdocs_postmortems.core.timestamps import parse_timestamp

ON_A_DAY = {
    "14:32 x": "14:32",
    "14.32: x": "14:32",
    "1432 - x": "14:32",
    "1432 UTC x": "14:32",
    "2:32 PM x": "14:32",
    "2:32pm: x": "14:32",
    "13:55 PM x": "13:55",
    "12:10 AM x": "00:10",
    "10:45a x": "10:45",
    "4pm x": "16:00",
    "14h32 x": "14:32",
    "14:32:10 | x": "14:32",
    "14:32:10.123 x": "14:32",
    "~14:30 x": "14:30",
    "ca. 14:30 x": "14:30",
    "14:3? x": "14:30",
    "(14:32) x": "14:32",
    "**14:32:** x": "14:32",
    "`14:32` x": "14:32",
    "<b>14:32</b> x": "14:32",
    "10:00-10:15 x": "10:00",
    "16:05:57-58 x": "16:05",
    "1:05 - 2:10 PM x": "13:05",
    "- 14:32 x": "14:32",
}
WITH_A_DAY = {
    "2024-02-04 14:32 x": "2024-02-04T14:32",
    "2024-02-04T14:32:00Z x": "2024-02-04T14:32",
    "[2024-02-04 14:32] x": "2024-02-04T14:32",
    "2024/2/4 14:32 x": "2024-02-04T14:32",
    "Feb 4, 2024 14:32 x": "2024-02-04T14:32",
    "February 4th, 2024 at 2:32 PM x": "2024-02-04T14:32",
    "4 Feb 2024 14:32 x": "2024-02-04T14:32",
    "Sunday, 4th of February 2024: x": "2024-02-04",
    "14:32, 4 Feb 2024: x": "2024-02-04T14:32",
    "23/02/2024 14:32 x": "2024-02-23T14:32",
    "02/23/2024 14:32 x": "2024-02-23T14:32",
    "2/23/24: x": "2024-02-23",
    "23.02.2024 14:32 x": "2024-02-23T14:32",
    "~2024-02-04 14:32 x": "2024-02-04T14:32",
    "2024-02-?? 14:32 x": "2024-02",
    "2024年2月4日 14時32分 x": "2024-02-04T14:32",
    "{{ 2024-02-04 14:32 }} x": "2024-02-04T14:32",
}
NOTHING = [
    "",
    "x",
    "3 nodes failed",
    "10.0.0.1 is down",
    "99.95% of requests",
    "1.5 GB used",
    "2021 was a good year",
    "Resolved",
    "v1.20.3",
    "5xx at 10",
    "14:61 x",
    "2024-13-45: x",
]


@pytest.mark.parametrize(("text", "clock"), ON_A_DAY.items())
def test_clock_is_read_and_stays_without_a_day(text: str, clock: str) -> None:
    """A time of day alone is read in every spelling; its day stays unknown."""
    timestamp = parse_timestamp(text)
    assert timestamp is not None
    moment = TimestampResolver(None, day_first=None).resolve(timestamp)

    assert moment is not None
    assert (clock, "x") == (moment.iso, text[timestamp.end :].strip(" *"))


@pytest.mark.parametrize(("text", "iso"), WITH_A_DAY.items())
def test_day_and_clock_are_read(text: str, iso: str) -> None:
    """A day in any order and spelling, with or without a time of day."""
    timestamp = parse_timestamp(text)
    assert timestamp is not None

    assert iso == (TimestampResolver(None, day_first=None).resolve(timestamp) or Moment("")).iso


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Versions, addresses, percentages and counts are not times."""
    assert parse_timestamp(text) is None


@pytest.mark.parametrize("text", ["??:?? x", "--:-- x", "14:?? x"])
def test_unknown_clock_is_no_guess(text: str) -> None:
    """A clock of question marks gives the day at best."""
    timestamp = parse_timestamp(text)
    assert timestamp is not None

    assert TimestampResolver("2024-02-04", day_first=None).resolve(timestamp) == Moment("2024-02-04", approx=True)


def test_ambiguous_day_without_any_hint_stays_unknown() -> None:
    """`04/02/2024` is April or February; nobody says, so only the clock is kept."""
    timestamp = parse_timestamp("04/02/2024 14:32 x")
    assert timestamp is not None

    assert TimestampResolver(None, day_first=None).resolve(timestamp) == Moment("14:32")


def test_time_after_midnight_belongs_to_the_next_day() -> None:
    """Times that jump back by more than half a day have crossed midnight; a small step back has not."""
    calendar = TimestampResolver("2024-02-04", day_first=None)
    timestamps = [parse_timestamp(text) for text in ("22:50", "22:40", "00:10", "00:05")]
    moments = [calendar.resolve(timestamp) for timestamp in timestamps if timestamp]

    assert [moment.day for moment in moments if moment] == ["2024-02-04", "2024-02-04", "2024-02-05", "2024-02-05"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("14:32 UTC x", "UTC"),
        ("14:32Z x", "UTC"),
        ("2024-02-04T14:32:00+01:00 x", "+01:00"),
        ("14:32 (UTC+2) x", "UTC+2"),
        ("2:32 PM Eastern: x", "Eastern"),
        ("14:32 Europe/Paris x", "Europe/Paris"),
        ("14:32 x", None),
    ],
)
def test_zone_is_kept_as_written(text: str, zone: str | None) -> None:
    """A zone beside a time is kept in the author's spelling; none is assumed."""
    timestamp = parse_timestamp(text)

    assert timestamp is not None
    assert zone == timestamp.zone


@given(st.text(max_size=200))
def test_reading_a_timestamp_never_raises_and_stays_inside_the_text(text: str) -> None:
    """Whatever the text, a timestamp ends within it."""
    timestamp = parse_timestamp(text, allow_preposition=True)

    assert timestamp is None or 0 < timestamp.end <= len(text)
