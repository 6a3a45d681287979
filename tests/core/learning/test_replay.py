"""A replay shows what responders saw, in their order, and never what came later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.learning.replay import MIN_QUESTIONS, ReplayRole, plan_replay
from mkdocs_postmortems.core.model import EventKind, Moment, TimelineEvent
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

PLAIN = """
- 14:02 release 512 rolled out
- 14:05 checkout answers with 503
- 14:20 alert CheckoutErrors pages the on-call engineer
- 14:31 pool found exhausted
- 14:31 dashboard shared in the channel
- 14:40 release rolled back
- 14:52 error rate normal
"""


def _document(timeline, front=""):
    return parse(Source("a.md", f"---\ndate: 2024-03-07\n{front}---\n# A\n\n## Timeline\n\n{timeline}")).postmortem


def _letters(timeline, front=""):
    return "".join(step.role.value[0] for step in plan_replay(_document(timeline, front)))


@pytest.mark.parametrize(
    ("timeline", "front", "expected"),
    [
        pytest.param(PLAIN, "", "bbsasaa", id="words of an alert; what happened in the same minute is shown with it"),
        pytest.param(PLAIN, "detected_at: 2024-03-07T14:05\n", "bsaasaa", id="a stated time of detection wins"),
        pytest.param(PLAIN, "detected_at: 2024-03-07T14:03\n", "bsaasaa", id="which need not be that of an event"),
        pytest.param(
            "- 14:02 advisory out\n- 14:05 we became aware\n- 14:09 hosts scanned\n- 14:12 notified others\n",
            "",
            "bsaa",
            id="who becomes aware is alerted",
        ),
        pytest.param(
            "- 14:02 release\n- 14:05 site is down\n- 14:09 rolled back\n- 14:12 verified\n",
            "",
            "bsaa",
            id="without an alert, what could be seen",
        ),
        pytest.param(
            "- 14:02 release\n- 14:05 restarted\n- 14:09 rolled back\n- 14:12 users notified\n",
            "",
            "saaa",
            id="who is told at the end was not alerted by it",
        ),
        pytest.param(
            "| Time | Kind | What |\n|---|---|---|\n| 14:02 | change | config pushed |\n| 14:05 | detection | pager |\n"
            "| 14:09 | impact | carts empty |\n| 14:12 | decision | roll back |\n| 14:20 | recovery | carts back |\n",
            "",
            "bssaa",
            id="labels; what happens to responders is no question",
        ),
        pytest.param("- 14:02 alert fires\n- 14:05 fixed\n", "", "", id="one question is no drill"),
        pytest.param("", "", "", id="no timeline"),
    ],
)
def test_each_event_has_its_role(timeline, front, expected):
    """Before the alarm (b), shown with the one before (s), or asked for (a)."""
    assert _letters(timeline, front) == expected


def test_time_is_told_from_the_alarm_on():
    """What passed before anybody knew is nothing that a responder felt; a step back in time is not told."""
    steps = plan_replay(_document(PLAIN + "- 14:50 note added later\n"))

    assert [step.minutes for step in steps] == [None, 3, None, 11, 0, 9, 12, None]


KINDS = st.sampled_from([None, *EventKind])
MOMENTS = st.none() | st.builds(
    lambda h, m: Moment(f"2024-03-07T{h:02}:{m:02}"), st.integers(0, 23), st.integers(0, 59)
)
EVENTS = st.builds(TimelineEvent, st.just(1), MOMENTS, st.sampled_from(["alert", "down", "fixed", ""]), kind=KINDS)


@given(st.lists(EVENTS, max_size=12))
def test_a_replay_has_every_event_once_and_begins_with_what_is_seen(events):
    """What came before the alarm stands first, then one event that is shown, and enough to ask."""
    roles = [step.role for step in plan_replay(replace(_document(""), timeline=tuple(events)))]
    after = [role for role in roles if role is not ReplayRole.BEFORE]

    assert len(roles) in (0, len(events))
    assert roles == [ReplayRole.BEFORE] * (len(roles) - len(after)) + after
    if roles:
        assert after[0] is ReplayRole.SHOWN
        assert after.count(ReplayRole.ASKED) >= MIN_QUESTIONS
