"""Dates and times as fields of front matter state them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.schema.moment_parser import is_before, parse_moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", Moment("2024")),
        ("2024-02", Moment("2024-02")),
        ("2024-2-3", Moment("2024-02-03")),
        ("2024/02/03", Moment("2024-02-03")),
        ("2024-02-29", Moment("2024-02-29")),
        ("2024-02-03 14:32", Moment("2024-02-03T14:32")),
        ("2024-02-03T14:32:10.123Z", Moment("2024-02-03T14:32", "UTC")),
        ("2024-02-03 14:32 +01:00", Moment("2024-02-03T14:32", "+01:00")),
        ("2024-02-03T14:32-0800", Moment("2024-02-03T14:32", "-08:00")),
        ("2024-02-03 14:32 (PST)", Moment("2024-02-03T14:32", "PST")),
        ("2024-02-03 14:32 America/New_York", Moment("2024-02-03T14:32", "America/New_York")),
        ("~2024-02-03", Moment("2024-02-03", approx=True)),
        ("about 14:30", Moment("14:30", approx=True)),
        ("2024-02-03 14:30 (?)", Moment("2024-02-03T14:30", approx=True)),
        ("Feb 3, 2024", Moment("2024-02-03")),
        ("3rd September 2024 at 2:32 pm", Moment("2024-09-03T14:32")),
        ("2024-02-28 24:00", Moment("2024-02-29T00:00")),
        ("2024-12-31T24:00:00Z", Moment("2025-01-01T00:00", "UTC")),
        ("03.02.2024 14:32", Moment("2024-02-03T14:32")),
        ("23/02/2024", Moment("2024-02-23")),
        ("02/23/2024 2:32 PM", Moment("2024-02-23T14:32")),
        ("3. Februar 2024, 14.32 Uhr MEZ", Moment("2024-02-03T14:32", "MEZ")),
        ("3 février 2024 14h32", Moment("2024-02-03T14:32")),
        ("2024年2月3日 14:32", Moment("2024-02-03T14:32")),
        ("2024-02-03 14:32 W. Europe Standard Time", Moment("2024-02-03T14:32", "Europe/Berlin")),
        ("Sept. 2024", Moment("2024-09")),
        ("2024-02-03 12:05 AM", Moment("2024-02-03T00:05")),
        ("2024-02-03 13:55 PM", Moment("2024-02-03T13:55")),
        ("3 mars 2024 14:32", Moment("2024-03-03T14:32")),
        ("3 marzo 2024", Moment("2024-03-03")),
        ("14 Uhr", Moment("14:00")),
        ("2pm", Moment("14:00")),
        ("2024-02-03 to 2024-02-05", Moment("2024-02-03")),
        ("2024-02-03/2024-02-05", Moment("2024-02-03")),
        ("3–5 February 2024", Moment("2024-02-03")),
        ("unknown", None),
        ("TBD", None),
        ("??:??", None),
    ],
)
def test_moment_is_read_as_exactly_as_written(text, expected):
    """No part is made up: neither a zone, nor a day, nor a minute."""
    assert parse_moment(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-13-01", "there is no month 13"),
        ("2024-02-03 25:00", "there is no 25:00"),
        ("2024-02-03 14:32 +25:00", "no zone is +25:00 from UTC"),
        ("2024-02 14:32", "has a time but no day"),
        ("3 Foo 2024", "there is no month 'Foo'"),
        ("0024-02-03", "the year is 0024"),
        ("03/02/2024", "may be 2024-02-03 or 2024-03-02; write the one that is meant"),
        ("31.02.2024", "there is no such day"),
        ("2024-02-03 10:00 Europe/Lisbn", "Did you mean 'Europe/Lisbon'"),
        ("T+5m", "is not a date or time; expected YYYY"),
        ("10:00 - 11:00", "is not a date or time; expected YYYY"),
        ("yesterday", "is not a date or time; expected YYYY"),
    ],
)
def test_what_is_no_time_says_why(text, reason):
    """The message names the value and what is wrong with it."""
    with pytest.raises(ValueError, match=reason.replace("+", r"\+")) as caught:
        parse_moment(text)

    assert repr(text) in str(caught.value)


@given(st.text(max_size=100))
def test_any_text_is_a_moment_or_a_reason(text):
    """Nothing but a ValueError comes out of it."""
    try:
        moment = parse_moment(text)
    except ValueError:
        return
    assert moment is None or moment.iso


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("2024-02-03 14:02", "2024-02-03 14:32", True),
        ("2024-02-03 14:32", "2024-02-03 14:32", False),
        ("2024-02-02", "2024-02-03 14:32", True),
        ("2024-02-03", "2024-02-03 14:32", False),
        ("2024-02", "2024-02-03", False),
        ("2024-01", "2024-02-03", True),
        ("2023", "2024-02-03", True),
        ("2024-02-03 14:02 +02:00", "2024-02-03 13:02Z", True),
        ("2024-02-03 14:02 PST", "2024-02-03 15:02 EST", False),
        ("2024-02-03 14:02", "2024-02-03 15:02 EST", False),
        ("2024-01-03 14:02", "2024-02-03 15:02 EST", True),
        ("~2024-02-03 14:02", "2024-02-03 14:32", False),
        ("~2024-02-01", "2024-02-03 14:32", True),
        ("14:02", "14:32", False),
        ("~2024", "2025-01-01", False),
    ],
)
def test_order_is_only_judged_where_it_is_certain(end, start, expected):
    """Zones, precision and doubt can leave it open; then nothing is claimed."""
    assert is_before(parse_moment(end), parse_moment(start)) is expected


@given(st.datetimes(datetime(1000, 1, 1), datetime(2999, 12, 31)), st.sampled_from(["", "Z", "+05:30"]))
def test_no_moment_lies_before_itself(when, zone):
    """Whatever the year and the zone."""
    moment = parse_moment(f"{when:%Y-%m-%d %H:%M}{zone}")

    assert not is_before(moment, moment)
