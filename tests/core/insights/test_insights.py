"""What is counted, what is left out, and what the numbers say."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.insights import build_insights
from mkdocs_postmortems.core.insights.factor_pairs import find_factor_pairs, fisher_tail
from mkdocs_postmortems.core.insights.population import Exclusion
from mkdocs_postmortems.core.insights.proportion import wilson_interval
from mkdocs_postmortems.core.insights.statistics_json import statistics_json
from mkdocs_postmortems.core.model import (
    ActionItem,
    ActionStatus,
    DocumentKind,
    Factor,
    IncidentType,
    Relation,
    RelationKind,
    Status,
    TimelineEvent,
)

TODAY = "2026-11-20"


def insights_of(view):
    """Return the insights of a view."""
    return build_insights(view.taxonomy, view.incidents, TODAY)


def test_what_is_no_incident_of_its_own_is_left_out_and_said(incident, view_of):
    """Each reason has its document; what is counted is counted."""
    duplicate = Relation(RelationKind.DUPLICATE_OF, "counted.md", 1)
    view = view_of(
        incident("counted.md"),
        incident("near.md", type=IncidentType.NEAR_MISS),
        incident("draft.md", status=Status.DRAFT),
        incident("notice.md", kind=DocumentKind.NOTICE),
        incident("drill.md", type=IncidentType.EXERCISE),
        incident("window.md", type=IncidentType.MAINTENANCE),
        incident("gone.md", status=Status.WITHDRAWN),
        incident("old.md", status=Status.SUPERSEDED),
        incident("twin.md", relations=(duplicate,)),
        incident("guide.md", kind=DocumentKind.PAGE),
    )
    insights = insights_of(view)

    assert {document.path for document in insights.incidents} == {"counted.md", "near.md", "draft.md"}
    assert {reason: len(some) for reason, some in insights.population.excluded.items()} == dict.fromkeys(Exclusion, 1)


def test_numbers_of_nothing(view_of):
    """An empty site has numbers, too: none is a division by zero."""
    plain = statistics_json(insights_of(view_of()))

    assert plain["incidents"] == 0
    assert plain["recurrence"] == {"count": 0, "of": 0, "share": None, "interval": None, "ids": []}
    assert plain["durations"]["time_to_detect"]["median_minutes"] is None


def test_practice(incident, view_of):
    """Detection, recurrence, evidence and promises are counted over what states them."""
    again = Relation(RelationKind.RECURRENCE_OF, "a.md", 1)
    actions = (
        ActionItem(1, "x", done=True),
        ActionItem(2, "y", done=False, due="2024-01-01"),
        ActionItem(3, "z", status=ActionStatus.WONT_DO),
        ActionItem(4, "?"),
    )
    events = (
        TimelineEvent(1, None, "seen [here](https://a.example)"),
        TimelineEvent(2, None, "felt"),
        TimelineEvent(3, None, "graphed", source="board"),
    )
    view = view_of(
        incident("a.md", detection="customer-report", actions=actions, invited=4, attended=3),
        incident("b.md", detection="monitoring-alert", relations=(again,), timeline=events, invited=2),
        incident("c.md"),
    )
    insights = insights_of(view)

    assert [d.path for d in insights.customers_first.having] == ["a.md"]
    assert (insights.customers_first.total, insights.recurrence.total) == (2, 3)
    assert [d.path for d in insights.recurrence.having] == ["b.md"]
    assert (insights.evidence.events, insights.evidence.shown) == (3, 2)
    assert (insights.participation.invited, insights.participation.attended) == (4, 3)
    totals = insights.actions
    assert (totals.total, totals.open, totals.done, totals.wont_do, totals.unstated, totals.overdue) == (
        4,
        1,
        1,
        1,
        1,
        1,
    )


def test_pairs_above_chance(incident):
    """Two factors that always meet are a pair; two that meet as often as chance has it are none."""
    tied = [incident(f"t{n}.md", factors=(Factor(1, "pool"), Factor(2, "retry"))) for n in range(6)]
    by_chance = [
        incident(f"c{n}.md", factors=(*[Factor(1, "even")] * (n % 2 == 0), *[Factor(2, "third")] * (n % 3 == 0)))
        for n in range(36)
    ]
    found = find_factor_pairs([*tied, *by_chance])

    assert [pair.factors for pair in found] == [("pool", "retry")]
    assert len(found[0].documents) == 6
    assert found[0].expected == pytest.approx(6 * 6 / (6 + 24))


def test_two_meetings_are_no_pair(incident):
    """However surprising: two incidents are an anecdote. Control: three are enough among many."""
    rest = [incident(f"r{n}.md", factors=(Factor(1, f"other-{n}"),)) for n in range(40)]
    both = [incident(f"b{n}.md", factors=(Factor(1, "one"), Factor(2, "two"))) for n in range(3)]

    assert not find_factor_pairs([*rest, *both[:2]])
    assert find_factor_pairs([*rest, *both])


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))))
def test_fisher_is_what_counting_all_sets_gives(sizes):
    """Against counting: every set of one size drawn from the total, beside a fixed set of the other."""
    total, one, other = sizes
    fixed = set(range(one))
    shared = [len(fixed.intersection(some)) for some in combinations(range(total), other)]
    for both in range(max(0, one + other - total), min(one, other) + 1):
        expected = sum(n >= both for n in shared) / len(shared)
        assert fisher_tail(both, one, other, total) == pytest.approx(expected)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_their_share(counts):
    """An interval lies within 0 and 1, around the share, and solves Wilson's equation at its ends."""
    count, total = counts
    low, high = wilson_interval(count, total)
    share = count / total

    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    for end in (low, high):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(share - end) == pytest.approx(1.959963984540054 * math.sqrt(end * (1 - end) / total))


def test_small_numbers_are_withheld_on_request(incident, view_of):
    """A number over fewer incidents is `None`, with no id behind it; by default nothing is withheld."""
    documents = [incident(f"{n}.md", services=("shop", "solo") if n == 0 else ("shop",)) for n in range(5)]
    insights = insights_of(view_of(*documents))

    assert statistics_json(insights, 3)["by_service"] == {"shop": 5, "solo": None}
    assert "solo" not in statistics_json(insights, 3)["ids"]["by_service"]
    assert statistics_json(insights)["by_service"] == {"shop": 5, "solo": 1}
