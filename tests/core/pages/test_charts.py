"""Drawings: to scale, escaped, the same every time, each with its numbers."""

from xml.etree import ElementTree as ET

import pytest
from mkdocs_postmortems.core.model import Moment, TimelineEvent
from mkdocs_postmortems.core.pages.charts import (
    Segment,
    Series,
    duration_bar,
    duration_segments,
    phase_ends,
    sparkline,
    stacked_bars,
)
from mkdocs_postmortems.core.pages.timeline_view import place_events


def _at(clock, day="2024-03-07"):
    return Moment(f"{day}T{clock}", "UTC")


def _events(*clocks):
    return [TimelineEvent(n, _at(*clock.split("@")), f"event {n}") for n, clock in enumerate(clocks)]


def test_bars_are_stacked_to_scale():
    """Two of four are half the height, one upon the other, and the table has the same numbers."""
    chart = stacked_bars("By quarter", ["2024 Q1"], [Series("SEV1", "--a:b"), Series("SEV2", "--c:d")], [[2, 1]])
    rects = [r.attrib for r in ET.fromstring(chart.svg).iter("rect")]

    assert [float(r["height"]) for r in rects] == [60, 30]
    assert float(rects[0]["y"]) == float(rects[1]["y"]) + 30
    assert chart.head == ("Quarter", "SEV1", "SEV2", "All")
    assert chart.rows == (("2024 Q1", "2", "1", "3"),)


def test_a_series_that_never_occurs_has_no_column():
    """Empty columns say nothing."""
    chart = stacked_bars("T", ["2024 Q1"], [Series("SEV1", ""), Series("SEV2", "")], [[0, 1]])

    assert chart.head == ("Quarter", "SEV2", "All")
    assert [name for name, _ in chart.legend] == ["SEV2"]


def test_names_in_drawings_are_escaped():
    """A severity may be called anything."""
    chart = stacked_bars('<b>"', ["2024 Q1"], [Series("</title><script>", '"><script>')], [[1]])

    assert "<script" not in chart.svg
    assert ET.fromstring(chart.svg) is not None


def test_a_sparkline_says_its_numbers():
    """The drawing has a name for those who cannot see it."""
    drawn = ET.fromstring(sparkline("Drift", [0, 2, 1]))

    assert drawn.attrib["aria-label"] == "Drift. The last 3 quarters, oldest first: 0, 2, 1"
    assert drawn.attrib["role"] == "img"
    assert len(list(drawn.iter("rect"))) == 3


def test_duration_has_a_segment_for_each_known_moment(incident):
    """A moment that is missing joins its neighbours."""
    document = incident(
        "a.md", started_at=_at("14:32"), detected_at=_at("14:36"), mitigated_at=_at("16:02"), resolved_at=_at("16:20")
    )

    assert [(s.name, s.minutes) for s in duration_segments(document)] == [
        ("until detected", 4),
        ("until mitigated", 86),
        ("until resolved", 18),
    ]
    chart = duration_bar(duration_segments(document))
    assert chart is not None
    assert chart.rows[1] == ("until mitigated", "1 h 26 min")
    widths = [float(r.attrib["width"]) for r in ET.fromstring(chart.svg).iter("rect")]
    assert sum(widths) == pytest.approx(317, abs=1)


def test_times_out_of_order_are_not_drawn(incident):
    """A bar cannot run backwards."""
    document = incident("a.md", started_at=_at("14:32"), detected_at=_at("14:30"), resolved_at=_at("15:00"))

    assert duration_segments(document) == ()
    assert duration_bar(()) is None


def test_gaps_are_to_scale_and_long_ones_break():
    """Up to the limit distance is time; beyond it the length is written."""
    drawn = place_events(_events("10:00", "10:02", "10:06", "10:10", "10:11", "13:30"))

    assert drawn.limit == 5
    assert [place.gap for place in drawn.events][:5] == [0, 0.96, 1.92, 1.92, 0.48]
    assert [place.gap_label for place in drawn.events] == ["", "", "", "", "", "3 h 19 min"]


def test_a_day_is_shown_where_it_changes():
    """Clocks alone are enough within a day."""
    drawn = place_events(_events("23:50", "23:58", "00:10@2024-03-08"))

    assert [place.day for place in drawn.events] == ["7 March 2024", "", "8 March 2024"]


def test_events_without_times_stand_close():
    """What has no time has no distance."""
    drawn = place_events(
        [TimelineEvent(1, None, "a"), TimelineEvent(2, _at("10:00"), "b"), TimelineEvent(3, None, "c")]
    )

    assert [(p.gap, p.gap_label, p.clock) for p in drawn.events] == [(0, "", ""), (0, "", "10:00"), (0, "", "")]


def test_ranges_and_guesses_are_shown_as_such():
    """`~14:30` stays about 14:30, and a range shows both ends."""
    events = [TimelineEvent(1, Moment("2024-03-07T14:30", approx=True), "a", until=Moment("2024-03-07T14:40"))]

    assert place_events(events).events[0].clock == "~14:30–14:40"


def test_a_step_back_in_time_says_so():
    """Two lists of events in one document are not drawn as one march of time."""
    back = place_events(_events("11:40", "11:21", "11:22"))
    overlapping = place_events([TimelineEvent(1, _at("11:00"), "a", until=_at("11:30")), *_events("11:10")])

    assert [place.gap_label for place in back.events] == ["", "19 min earlier", ""]
    assert [place.gap_label for place in overlapping.events] == ["", ""]


def test_colours_that_do_not_differ_have_no_legend():
    """Three greys explain nothing; the table has the numbers."""
    same = stacked_bars("T", ["2024 Q1"], [Series("down", "--a:b"), Series("slow", "--a:b")], [[1, 1]])

    assert len(same.legend) == 1
    assert same.head == ("Quarter", "down", "slow", "All")


def test_the_axis_of_one_year_names_its_quarters():
    """Its number is the title of the page."""
    quarters = [f"2013 Q{n}" for n in range(1, 5)]
    chart = stacked_bars("T", quarters, [Series("", "")], [[1], [0], [0], [2]])
    ticks = [text.text for text in ET.fromstring(chart.svg).iter("text")]

    assert ticks[-4:] == ["Q1", "Q2", "Q3", "Q4"]


def test_phases_end_where_their_share_of_the_time_does():
    """Rounded to percent; one phase alone, or no time at all, is no picture."""
    parts = (Segment("until detected", "detected", 15), Segment("until resolved", "resolved", 45))

    assert [(end.key, end.percent, str(end.took)) for end in phase_ends(parts)] == [
        ("detected", 25, "15 min"),
        ("resolved", 100, "45 min"),
    ]
    assert phase_ends(parts[:1]) == ()
    assert phase_ends((Segment("a", "detected", 0), Segment("b", "resolved", 0))) == ()
