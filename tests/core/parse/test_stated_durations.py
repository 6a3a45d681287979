"""Durations that a text states in so many words."""

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.stated_durations import stated_minutes
from mkdocs_postmortems.core.source import Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 minutes", 5),
        ("0 minutes", 0),
        ("1 h 20 min", 80),
        ("4 hours 42 minutes", 282),
        ("19 hours 43 minutes.", 1183),
        ("11 Days", 15840),
        ("1.5 hours", 90),
        ("~90m", 90),
        ("about 2 hours (from the first alert)", 120),
        ("279 minutes [^3]", 279),
        ("?", None),
        ("N/A", None),
        ("30", None),
        ("5 minutes after the second alert", None),
        ("3 months", None),
        ("within 5 minutes we knew", None),
    ],
)
def test_a_duration_is_read_or_left(text, expected):
    """With a unit, and nothing but a remark beside it."""
    assert stated_minutes(text) == expected


def test_a_list_of_figures_is_read():
    """As a list, in bold, in a table; a question in prose is none."""
    text = "# A\n\n## Impact\n\nx\n\n## Stats\n\n- Time to detection: 5 minutes\n- **Time to recovery:** 1 h\n\n"
    table = "# A\n\n| Metric | Value |\n| --- | --- |\n| TTD | 7 min |\n| TTR | 20 min |\n"

    assert parse(Source("a.md", text)).postmortem.stated_minutes == {"time_to_detect": 5, "time_to_resolve": 60}
    assert parse(Source("a.md", table)).postmortem.stated_minutes == {"time_to_detect": 7, "time_to_resolve": 20}
    assert parse(Source("a.md", "# A\n\nHow long was our time to detection? Long.\n")).postmortem.stated_minutes == {}
