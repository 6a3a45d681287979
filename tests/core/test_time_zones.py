"""Zones as authors name them."""

from datetime import UTC, datetime, timedelta

import pytest
from mkdocs_postmortems.core.time_zones import (
    ABBREVIATIONS,
    SEASONS,
    ZONE,
    format_zone,
    is_us_zone,
    normalize_offset,
    parse_offset,
    to_tzinfo,
)

NOON = datetime(2024, 7, 1, 12)


@pytest.mark.parametrize(
    ("text", "hours", "normal"),
    [
        ("+1", 1, "+01:00"),
        ("-08", -8, "-08:00"),
        ("+0530", 5.5, "+05:30"),
        ("-03:30", -3.5, "-03:30"),
        ("-00:00", 0, "-00:00"),
        ("+14:00", 14, "+14:00"),
    ],
)
def test_a_distance_from_utc_is_read_in_each_way_of_writing(text, hours, normal):
    """And written in one."""
    assert parse_offset(text) == timedelta(hours=hours)
    assert normalize_offset(text) == normal


@pytest.mark.parametrize(
    "text", ["", "+", "1", "01:00", "+15:00", "+01:60", "+100", "+1:00", "+٠١:٠٠", "UTC", "+01:00 "]
)
def test_what_no_clock_is_away_from_utc_is_no_distance(text):
    """Nor is what has no sign."""
    assert parse_offset(text) is None
    assert normalize_offset(text) is None


@pytest.mark.parametrize(
    ("name", "hours"),
    [("Z", 0), ("UTC", 0), ("cest", 2), ("PST", -8), ("+05:30", 5.5), ("-08", -8), ("America/New_York", -4)],
)
def test_a_zone_that_means_one_thing_is_known(name, hours):
    """Whatever kind of name it has."""
    assert NOON.replace(tzinfo=to_tzinfo(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["IST", "CST", "BST", "PT", "nonsense", "+99:00", "+15:00", "../etc/passwd", ""])
def test_a_zone_that_could_mean_several_things_is_not(name):
    """Nothing is assumed."""
    assert to_tzinfo(name) is None


@pytest.mark.parametrize("season", [*SEASONS.values()], ids=lambda season: season.place)
def test_a_place_has_its_winter_and_summer_as_its_zone_says(season):
    """The tz database agrees with the table."""
    zone = to_tzinfo(season.place)
    named = {datetime(2024, month, 1, 12, tzinfo=UTC).astimezone(zone).tzname() for month in (1, 7)}

    assert named == {season.winter, season.summer}


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("14:32 UTC", "UTC"),
        ("14:32 PDT (UTC-7)", "PDT (UTC-7)"),
        ("14:32 UTC+02:00 x", "UTC+02:00"),
        ("times in Europe/Berlin", "Europe/Berlin"),
        ("Central European Summer Time", "Central European Summer Time"),
        ("Pacific Time", "Pacific Time"),
        ("a state of the art", None),
        ("XUTC", None),
    ],
)
def test_a_zone_is_found_in_a_text(text, zone):
    """Words in small letters and parts of words are none."""
    match = ZONE.search(text)

    assert (match and match["zone"]) == zone


@pytest.mark.parametrize("name", ABBREVIATIONS)
def test_every_abbreviation_is_found(name):
    """With its own spelling."""
    assert ZONE.fullmatch(name)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("PT", True), ("EDT", True), ("US/Pacific", True), ("America/Chicago", True), ("CET", False), ("UTC", False)],
)
def test_zones_of_the_united_states_are_told_apart(zone, expected):
    """They say in which order a date is written."""
    assert is_us_zone(zone) is expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("-00:00", "UTC"), ("+0000", "UTC"), ("Z", "UTC"), ("+02:00", "+02:00"), ("PST", "PST"), (None, "")],
)
def test_a_distance_of_nothing_is_utc(zone, expected):
    """Nobody reads `18:15 -00:00`."""
    assert format_zone(zone) == expected
