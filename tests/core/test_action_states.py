"""The snapshot of states in trackers: its text, and what it means for action items."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.action_states import ActionStates, read_snapshot, write_snapshot
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, DocumentKind, Postmortem, TrackedState
from mkdocs_postmortems.core.source import Source

STATES = [ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.WONT_DO]
TIMES = st.datetimes().filter(lambda time: time.year > 999).map(lambda time: f"{time:%Y-%m-%dT%H:%M:%SZ}")
TRACKED = st.builds(
    TrackedState,
    st.sampled_from(STATES),
    TIMES,
    st.none() | st.dates().filter(lambda day: day.year > 999).map(str),
)
SNAPSHOTS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), TRACKED)


def _read(text):
    return read_snapshot(Source("docs/.action-states.json", text))


@given(SNAPSHOTS)
def test_what_is_written_is_read(snapshot):
    """Whatever the keys, states and times are; in any order, the text is the same."""
    text = write_snapshot(snapshot)

    assert _read(text) == (snapshot, ())
    assert write_snapshot(dict(reversed(snapshot.items()))) == text


@given(SNAPSHOTS.filter(bool), TIMES)
def test_a_new_time_changes_one_line(snapshot, time):
    """When all items were read at once, the time is written once."""
    before = {key: TrackedState(one.state, "0999-01-01T00:00:00Z", one.closed) for key, one in snapshot.items()}
    after = {key: TrackedState(one.state, time, one.closed) for key, one in snapshot.items()}
    lines = zip(write_snapshot(before).split("\n"), write_snapshot(after).split("\n"), strict=True)

    assert sum(old != new for old, new in lines) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{\n<<<<<<< ours\n", 2),
        ("[]", 1),
        ("{}", 1),
        ('{"fetched_at": "2026-11-20T08:00:00Z", "states": []}', 1),
        ('{"fetched_at": "yesterday", "states": {"A-1": {"state": "open"}}}', 1),
        ('{"fetched_at": 7, "states": {"A-1": {"state": "open"}}}', 1),
        ('{"fetched_at": "2026-11-20T08:00:00Z", "states": {"A-1": {"state": "verified"}}}', 1),
        ('{"fetched_at": "2026-11-20T08:00:00Z", "states": {"A-1": {"state": "shut"}}}', 1),
        ('{"fetched_at": "2026-11-20T08:00:00Z", "states": {"A-1": {"state": "done", "closed": "soon"}}}', 1),
        ("[" * 100_000, 1),
    ],
)
def test_what_is_wrong_is_said_and_nothing_counts(text, line):
    """A part of the states would be worse than none."""
    snapshot, (problem,) = _read(text)

    assert snapshot == {}
    assert (problem.code, problem.line, problem.is_error) == ("PM009", line, True)


D, O, P, V, W = (ActionStatus(one) for one in ("done", "open", "in_progress", "verified", "wont_do"))  # noqa: E741
TABLE = [
    # written, in the tracker, what counts, contradicted
    (None, O, O, False),
    (None, D, D, False),
    (O, O, O, False),
    (P, O, P, False),
    (O, P, P, True),
    (D, O, O, True),
    (V, O, O, True),
    (W, O, O, True),
    (O, D, D, True),
    (P, D, D, True),
    (V, D, V, False),
    (W, D, W, False),
    (D, W, W, True),
    (O, W, W, True),
    (W, W, W, False),
]


@pytest.mark.parametrize(("written", "tracked", "state", "contradicted"), TABLE)
def test_the_tracker_counts_unless_the_document_says_more(written, tracked, state, contradicted):
    """Verified is done and more; that something will not be done is closed to a tracker that knows no reasons."""
    item = ActionItem(1, "x", status=written, tracked=TrackedState(tracked, "2026-11-20T08:00:00Z", "2026-11-01"))

    assert item.state is state
    assert item.is_contradicted is contradicted
    assert item.is_open is (state in (O, P))
    assert item.is_settled is (state in (D, V, W))
    assert item.done_on == ("2026-11-01" if state in (D, V) else None)


def test_check_boxes_are_states_too():
    """Ticked in the text, open in the tracker: it is open."""
    item = ActionItem(1, "x", done=True, tracked=TrackedState(O, "2026-11-20T08:00:00Z"))

    assert item.is_open
    assert not item.is_settled
    # Control: without a tracker, the box counts.
    assert ActionItem(1, "x", done=True).is_settled


def test_only_linked_items_get_a_state():
    """A document without any stays the same object."""
    states = ActionStates({"OPS-1": TrackedState(D, "2026-11-20T08:00:00Z")})
    items = (ActionItem(1, "a", tracker="OPS-1"), ActionItem(2, "b", tracker="OPS-2"), ActionItem(3, "c"))
    document = Postmortem(path="x.md", kind=DocumentKind.POSTMORTEM, title="x", id="x", actions=items)
    other = Postmortem(path="y.md", kind=DocumentKind.POSTMORTEM, title="y", id="y", actions=items[1:])

    assert [one.state for one in states.attached_to(document).actions] == [D, None, None]
    assert states.attached_to(other) is other
    assert states.used_by([other]).snapshot == {}
    assert json.loads(write_snapshot(states.used_by([document]).snapshot))["states"].keys() == {"OPS-1"}
