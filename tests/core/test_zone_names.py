"""Names of time zones in fields, and guesses at what a wrong one means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.time_zones import to_tzinfo
from mkdocs_postmortems.core.zone_names import guess_zone, normalize_zone

KNOWN = {
    "Europe/Lisbon": "Europe/Lisbon",
    "europe/lisbon": "Europe/Lisbon",
    "Europe\\Lisbon": "Europe/Lisbon",
    "America/New York": "America/New_York",
    "W. Europe Standard Time": "Europe/Berlin",
    "tokyo standard time": "Asia/Tokyo",
    "utc": "UTC",
    "Z": "UTC",
    "MESZ": "MESZ",
    "CET/CEST": "CET/CEST",
    "Pacific Time": "Pacific Time",
    "UTC+2": "UTC+2",
    "+05:30": "+05:30",
    "Europe/Lisbon (WET)": "Europe/Lisbon",
}
GUESSES = {
    "Europe/Lisbn": "Europe/Lisbon",
    "Lisbon": "Europe/Lisbon",
    "New York": "America/New_York",
    "W Europe Standard Time": "W. Europe Standard Time",
    "local": None,
    "+25:00": None,
}


@pytest.mark.parametrize("written", KNOWN)
def test_zone_has_one_name(written: str) -> None:
    """Case and the names of Windows make no difference; abbreviations stay as written."""
    assert normalize_zone(written) == KNOWN[written]


@pytest.mark.parametrize("written", GUESSES)
def test_unknown_zone_is_guessed_for_the_message_only(written: str) -> None:
    """It is no zone, however close a name is."""
    assert normalize_zone(written) is None
    assert guess_zone(written) == GUESSES[written]


@given(st.text(max_size=60))
def test_any_text_is_judged(written: str) -> None:
    """A guess is a zone itself."""
    guess = None if normalize_zone(written) else guess_zone(written)

    assert guess is None or normalize_zone(guess)


def test_offset_after_utc_can_be_computed_with() -> None:
    """`UTC+2` is as good as `+02:00`."""
    assert str(to_tzinfo("UTC+2")) == str(to_tzinfo("+02:00")) == "UTC+02:00"
