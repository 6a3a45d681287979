"""The day an incident began, weighed from title, file name, lead, front matter and timeline."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import Moment, TimelineEvent
from mkdocs_postmortems.core.parse.incident_times.incident_date import DateClues, first_day, incident_day

CASES = {
    "title": (DateClues("2024-03-01", "Outage of 4 Feb 2024", "x.md", "", None), (), "2024-02-04"),
    "year of the title": (DateClues(None, "Outage of 4 Feb", "2024-03-01-x.md", "", None), (), "2024-02-04"),
    "file": (DateClues(None, "X", "2024-02-04-x.md", "", None), (), "2024-02-04"),
    "lead": (DateClues(None, "X", "x.md", "On 4 Feb 2024 it broke.", None), (), "2024-02-04"),
    "lead before publication": (DateClues(None, "X", "2024-02-06-x.md", "On 4 Feb it broke.", None), (), "2024-02-04"),
    "timeline": (DateClues(None, "X", "x.md", "", None), ("2024-02-04",), "2024-02-04"),
    "timeline before publication": (DateClues(None, "X", "2024-02-06-x.md", "", None), ("2024-02-04",), "2024-02-04"),
    "declared in the timeline": (
        DateClues("2024-02-05", "X", "x.md", "", None),
        ("2024-02-04", "2024-02-05"),
        "2024-02-05",
    ),
    "nothing": (DateClues(None, "X", "x.md", "", None), (), None),
}


@pytest.mark.parametrize(("clues", "days", "expected"), CASES.values(), ids=CASES)
def test_incident_day_is_weighed_from_what_is_told(
    clues: DateClues, days: tuple[str, ...], expected: str | None
) -> None:
    """The title is surest; a document is published on the day or after it."""
    assert expected == incident_day(clues, [TimelineEvent(1, Moment(day), "x") for day in days])


def test_day_without_a_year_needs_a_reference() -> None:
    """A year is taken from elsewhere, never made up."""
    assert first_day("on 4 Feb it broke") is None
    assert first_day("on 4 Feb it broke", "2024-03-01") == "2024-02-04"
