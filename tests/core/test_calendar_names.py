"""Names of months and weekdays."""

import re

import pytest
from mkdocs_postmortems.core.calendar_names import MONTH_NAMES, MONTH_STARTS, MONTHS, WEEKDAY_STARTS, month_number


@pytest.mark.parametrize(("number", "month"), [*enumerate(MONTHS, 1)])
def test_an_english_month_is_known_whole_and_cut(number, month):
    """From its third letter on."""
    assert month_number(month) == month_number(month.upper()) == month_number(month[:3]) == number
    assert month_number(month[:2]) is None
    assert month_number(f"{month}s") is None


@pytest.mark.parametrize(("name", "number"), [("märz", 3), ("août", 8), ("enero", 1), ("dez", 12), ("sept", 9)])
def test_months_of_other_languages_have_their_number(name, number):
    """As the timelines of those who write them need it."""
    assert MONTH_NAMES[name] == number


def test_patterns_name_twelve_months_and_seven_days():
    """In order."""
    assert re.findall(MONTH_STARTS, " ".join(MONTHS)) == [month[:3] for month in MONTHS]
    assert WEEKDAY_STARTS.split("|") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
