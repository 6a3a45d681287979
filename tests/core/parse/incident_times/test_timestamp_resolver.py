"""From what is written to days: the order of day and month, the next day after midnight, the year."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.incident_times.timestamp_resolver import TimestampResolver, is_day_first
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.timestamps import parse_timestamp


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("23/02/2021 and 04/03/2021", None, True),
        ("02/23/2021 and 04/03/2021", None, False),
        ("04/03/2021 and 02/23/2021", "UTC", False),
        ("13/12/2021", None, True),
        ("12/13/2021", None, False),
        ("31/12/2021", None, True),
        ("12/31/2021", None, False),
        ("32/12/2021", None, None),
        ("12/32/2021", None, None),
        ("13/13/2021", None, None),
        ("12/12/2021", None, None),
        ("04.03.2021", None, True),
        ("04.03.2021", "PST", True),
        ("04.03.2021 and 02/23/2021", None, False),
        ("04/03/2021", "PST", False),
        ("04/03/2021", "America/New_York", False),
        ("04/03/2021", "UTC", None),
        ("04/03/2021", None, None),
        ("10.0.31.13", None, None),
        ("no date", "PST", False),
    ],
)
def test_the_order_of_day_and_month_is_told_by_dates_with_one_reading(text, zone, expected):
    """Else a dot means day first, a zone of the United States month first, and nothing else is assumed."""
    assert is_day_first(text, zone) is expected


def resolved(*timestamps: str, reference: str | None = "2024-03-01", day_first: bool | None = None) -> list[str | None]:
    """Return the moments of timestamps that follow each other."""
    resolver = TimestampResolver(reference, day_first=day_first)
    moments = [resolver.resolve(timestamp) for text in timestamps if (timestamp := parse_timestamp(text)) is not None]
    assert len(moments) == len(timestamps)
    return [moment.iso if moment else None for moment in moments]


@pytest.mark.parametrize(
    ("written", "day_first", "expected"),
    [
        ("04/02/2021", True, "2021-02-04"),
        ("04/02/2021", False, "2021-04-02"),
        ("13/02/2021", False, "2021-02-13"),
        ("02/13/2021", True, "2021-02-13"),
        ("12/02/2021", True, "2021-02-12"),
        ("12/02/2021", False, "2021-12-02"),
        ("02/12/2021", True, "2021-12-02"),
        ("31/01/2021", False, "2021-01-31"),
        ("01/31/2021", True, "2021-01-31"),
        ("02/12/2021", False, "2021-02-12"),
    ],
)
def test_numbers_are_read_in_the_order_of_the_document(written, day_first, expected):
    """Unless one of them is no month."""
    assert resolved(written, reference=None, day_first=day_first) == [expected]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("2021-02-05", "2021-02-04"), ("2021-04-01", "2021-04-02"), (None, None)],
)
def test_numbers_of_unknown_order_mean_the_day_that_is_closer(reference, expected):
    """To the day that is known; where none is, nothing is guessed."""
    assert resolved("04/02/2021", reference=reference) == [expected]


def test_two_equal_numbers_have_one_reading():
    """The fourth of April, in whatever order."""
    assert resolved("04/04/2021", reference=None) == ["2021-04-04"]


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("23:50", "00:10", "2024-03-02"),
        ("12:01", "00:00", "2024-03-02"),
        ("12:00", "00:00", "2024-03-01"),
        ("00:00", "23:59", "2024-03-01"),
        ("14:00", "13:30", "2024-03-01"),
    ],
)
def test_a_clock_that_falls_back_by_more_than_half_a_day_crossed_midnight(first, second, day):
    """A time that is earlier by less is out of order, on the same day."""
    assert resolved(first, second) == [f"2024-03-01T{first}", f"{day}T{second}"]


def test_a_day_that_was_reached_stays():
    """Two nights in one timeline are two days."""
    assert resolved("23:50", "00:10", "23:00", "00:30") == [
        "2024-03-01T23:50",
        "2024-03-02T00:10",
        "2024-03-02T23:00",
        "2024-03-03T00:30",
    ]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("23:30 - 00:15", "2024-03-01T23:30", "2024-03-02T00:15"),
        ("14:00 - 13:00", "2024-03-01T14:00", "2024-03-02T13:00"),
        ("00:00 - 00:30", "2024-03-01T00:00", "2024-03-01T00:30"),
        ("10:00 - 10:00", "2024-03-01T10:00", "2024-03-01T10:00"),
        ("2024-03-05 23:30 - 00:15", "2024-03-05T23:30", "2024-03-06T00:15"),
        ("2024-03-05 23:30 - 2024-03-07 00:15", "2024-03-05T23:30", "2024-03-07T00:15"),
    ],
)
def test_a_range_ends_on_the_next_day_if_its_end_is_earlier(written, start, end):
    """However little earlier: a range never runs backwards. A day that is written counts."""
    timestamp = parse_timestamp(written)
    assert timestamp is not None
    assert timestamp.range_end is not None
    resolver = TimestampResolver("2024-03-01", day_first=None)
    first, last = resolver.resolve(timestamp), resolver.resolve_end(timestamp.range_end)
    assert first is not None
    assert last is not None
    assert (first.iso, last.iso) == (start, end)


def test_the_end_of_a_range_is_not_where_the_next_time_goes_on():
    """The next event happened on the evening that the range began on, unless midnight lies between."""
    text = "# Outage of 2024-03-01\n\n## Timeline\n\n- 23:30 - 00:15 slow\n- 23:40 paged\n- 00:20 fast\n"
    events = parse(Source("x.md", text)).postmortem.timeline
    assert [(event.at.iso, event.until.iso if event.until else None) for event in events if event.at] == [
        ("2024-03-01T23:30", "2024-03-02T00:15"),
        ("2024-03-01T23:40", None),
        ("2024-03-02T00:20", None),
    ]


@pytest.mark.parametrize(
    ("reference", "written", "expected"),
    [
        ("2024-01-02", "30 Dec", "2023-12-30"),
        ("2023-12-30", "2 Jan", "2024-01-02"),
        ("2024-03-01", "29 Feb", "2024-02-29"),
        ("2023-03-01", "29 Feb", "2024-02-29"),
        ("2024", "4 Feb", "2024-02-04"),
    ],
)
def test_a_year_that_is_missing_is_the_closest(reference, written, expected):
    """Around the turn of the year it is the other one; 29 February is in a leap year."""
    assert resolved(written, reference=reference) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Fri 10:00", "2024-03-01"),
        ("Sat 10:00", "2024-03-02"),
        ("Wed 10:00", "2024-03-06"),
        ("Thu 10:00", "2024-02-29"),
    ],
)
def test_a_weekday_is_the_next_one_or_yesterday(written, expected):
    """1 March 2024 was a Friday."""
    assert resolved(written) == [f"{expected}T10:00"]


def test_a_day_for_all_times_stays():
    """Also when the clock falls back."""
    resolver = TimestampResolver(None, day_first=None)
    day, late, early = (parse_timestamp(text) for text in ("2024-03-05", "23:50", "00:10"))
    assert day
    assert late
    assert early
    resolver.fix_day(day)
    assert resolver.resolve(late) == Moment("2024-03-05T23:50")
    assert resolver.resolve(early) == Moment("2024-03-05T00:10")


def test_telling_it_again_starts_on_the_first_day():
    """Another section begins where the first one began."""
    resolver = TimestampResolver(None, day_first=None)
    timestamps = [parse_timestamp(text) for text in ("2024-03-05 23:50", "00:10")]
    assert [resolver.resolve(timestamp).iso for timestamp in timestamps] == ["2024-03-05T23:50", "2024-03-06T00:10"]
    resolver.restart()
    assert resolver.resolve(timestamps[1]).iso == "2024-03-05T00:10"


def test_a_month_alone_is_no_day():
    """It is kept as a month, and the day that was reached stays."""
    assert resolved("2023-03-??", "10:00") == ["2023-03", "2024-03-01T10:00"]
