"""The strip of an incident: everything near it is drawn where it was, and names touch none of the others."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import DocumentKind, EventKind, Moment, Postmortem, TimelineEvent
from mkdocs_postmortems.core.pages.incident_strip import MAX_TICKS, build_incident_strip

KINDS = {kind: kind.value for kind in EventKind}


def _at(minutes: int) -> Moment:
    day, rest = divmod(minutes, 1440)
    return Moment(f"2024-03-{day + 10:02}T{rest // 60:02}:{rest % 60:02}", "UTC")


def _incident(**fields) -> Postmortem:
    return Postmortem(path="a.md", kind=DocumentKind.POSTMORTEM, title="A", id="a", **fields)


def _strip(*minutes, kinds=(), **milestones):
    events = tuple(
        TimelineEvent(n, _at(minute), f"event {n}", kind=dict(kinds).get(n)) for n, minute in enumerate(minutes, 1)
    )
    moments = {name: _at(minute) for name, minute in milestones.items()}
    return build_incident_strip(_incident(timeline=events, **moments), [one.kind for one in events], KINDS)


def test_marks_phases_and_pins_are_to_scale():
    """The middle of the time is the middle of the strip."""
    drawn = _strip(600, 630, 660, started_at=600, detected_at=630, resolved_at=660)
    (lane,) = drawn.lanes

    assert [mark.x for mark in lane.marks] == [1.5, 50.0, 98.5]
    assert [(phase.key, phase.x, phase.width) for phase in drawn.phases] == [
        ("detected", 1.5, 48.5),
        ("resolved", 50.0, 48.5),
    ]
    assert [(pin.name, pin.x) for pin in drawn.pins] == [("Started", 1.5), ("Detected", 50.0), ("Resolved", 98.5)]
    assert (str(drawn.length), drawn.drawn, drawn.left_out) == ("1 h", 3, 0)


def test_what_was_days_before_or_after_does_not_squeeze_the_rest():
    """With milestones or without; the strip says how many are left out."""
    times = (600, 610, 620, 630, 640, 650, 660, 670, 680, 690, 5000)

    assert _strip(*times, started_at=600, resolved_at=690).left_out == 1
    assert _strip(*times).left_out == 1
    assert _strip(*times[:-1], 700).left_out == 0


def test_kinds_have_lanes():
    """And one is for what has no kind."""
    kinds = {1: EventKind.IMPACT, 3: EventKind.DETECTION, 4: EventKind.IMPACT}
    drawn = _strip(0, 10, 20, 30, kinds=kinds)

    found = [(lane.name, [mark.number for mark in lane.marks]) for lane in drawn.lanes]
    assert found == [("impact", [1, 4]), ("detection", [3]), ("", [2])]


def test_too_little_is_not_drawn():
    """Two events, events at one time, or none with a time."""
    assert _strip(0, 60) is None
    assert _strip(60, 60, 60) is None
    assert _strip() is None
    assert build_incident_strip(_incident(timeline=(TimelineEvent(1, None, "then"),) * 5), (None,) * 5, KINDS) is None
    assert _strip(0, 30, 60) is not None


@given(
    minutes=st.lists(st.integers(0, 20_000), min_size=3, max_size=40),
    milestones=st.lists(st.integers(0, 20_000), max_size=4),
)
def test_everything_has_a_place_of_its_own_within_the_strip(minutes, milestones):
    """Whatever the order and distances of events; names of milestones never touch."""
    names = ("started_at", "detected_at", "mitigated_at", "resolved_at")
    drawn = _strip(*minutes, **dict(zip(names, milestones, strict=False)))
    if drawn is None:
        return
    marks = [mark for lane in drawn.lanes for mark in lane.marks]
    places = [*(mark.x for mark in marks), *(pin.x for pin in drawn.pins), *(tick.x for tick in drawn.ticks)]

    assert all(0 <= x <= 100 for x in places)
    assert all(phase.width >= 0 and phase.x + phase.width <= 100 for phase in drawn.phases)
    assert len(marks) == drawn.drawn == len({mark.number for mark in marks})
    assert drawn.drawn + drawn.left_out == len(minutes)
    assert len(drawn.ticks) <= MAX_TICKS + 1
    taken = sorted((pin.row, pin.x - 24 * pin.is_left, pin.x + 24 * (not pin.is_left)) for pin in drawn.pins)
    assert all(a[2] <= b[1] for a, b in pairwise(taken) if a[0] == b[0])
