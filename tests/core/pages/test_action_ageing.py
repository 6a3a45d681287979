"""Strips of open action items by age: who has them, which are late, and whose incident came again."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.action_items import promised_actions
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Relation, RelationKind, Status
from mkdocs_postmortems.core.pages.action_ageing import MAX_DOTS, MAX_OWNERS, build_action_ageing

TODAY = "2026-11-20"


def _item(owner, text="x", due=None, status=ActionStatus.OPEN):
    return ActionItem(1, text, status=status, owner=owner, due=due)


def _ageing(site_model_of, documents, slo=None):
    model = site_model_of(*documents)
    return build_action_ageing(model, list(promised_actions(documents, TODAY, slo)))


def _recurs(path):
    return (Relation(RelationKind.RECURRENCE_OF, path, 1),)


def test_each_owner_has_a_strip(site_model_of, incident):
    """The one with the most late items first; what is done is no dot, nor what is of no known day."""
    documents = [
        incident("a.md", date="2024-11-20", actions=(_item("data"), _item("web", due="2026-01-01"))),
        incident(
            "b.md", date="2026-10-21", actions=(_item("data"), _item(None), _item("web", status=ActionStatus.DONE))
        ),
        incident("c.md", date=None, actions=(_item("data"),)),
    ]

    ageing = _ageing(site_model_of, documents)

    assert [(str(row.owner.name), row.open, row.late, row.again, str(row.oldest)) for row in ageing.rows] == [
        ("web", 1, 1, 0, "2 years"),
        ("data", 2, 0, 0, "2 years"),
        ("Nobody named", 1, 0, 0, "30 days"),
    ]
    assert [(dot.place, dot.uri) for dot in ageing.rows[1].dots] == [(97.0, "a.md"), (6.9, "b.md")]
    assert ageing.rows[0].dots[0].is_late
    assert [str(tick.name) for tick in ageing.ticks] == ["6 months", "1 year", "2 years"]


def test_older_than_its_severity_allows_is_late(site_model_of, incident):
    """Also without a due date."""
    actions = (_item("data"), _item("data"), _item("data"))
    documents = [incident("a.md", date="2026-10-01", severity="sev1", actions=actions)]

    assert _ageing(site_model_of, documents, {"sev1": 30}).rows[0].late == 3
    # Control: it may become older.
    assert _ageing(site_model_of, documents, {"sev1": 90}).rows[0].late == 0


@pytest.mark.parametrize(
    ("date", "status", "again"),
    [
        ("2025-01-01", None, 2),
        ("2023-01-01", None, 0),  # it was before
        (None, None, 0),
        ("2025-01-01", Status.WITHDRAWN, 0),
        ("2025-01-01", Status.SUPERSEDED, 0),
    ],
)
def test_items_of_an_incident_that_came_again_are_ringed(site_model_of, incident, date, status, again):
    """If it came later, by an incident that counts."""
    first = incident("a.md", date="2024-01-01", actions=(_item("data"), _item("data")))
    second = incident("b.md", date=date, status=status, relations=_recurs("a.md"))
    other = incident("c.md", date="2024-06-01", actions=(_item("data"),))

    ageing = _ageing(site_model_of, [first, second, other])

    assert ageing.again == again
    assert [dot.came_again for dot in ageing.rows[0].dots] == [bool(again)] * 2 + [False]


def test_large_sites_have_small_pages(site_model_of, incident):
    """Many owners share a strip; many items share dots, which count them."""
    documents = [
        incident(f"{owner}{n}.md", date=f"202{n % 6}-01-01", actions=(_item(f"o{owner:02}"),))
        for owner in range(MAX_OWNERS + 3)
        for n in range(MAX_DOTS + 1 if owner == 0 else 1)
    ]

    rows = _ageing(site_model_of, documents).rows

    assert len(rows) == MAX_OWNERS + 1
    assert str(rows[-1].owner.name) == "3 others"
    assert rows[-1].open == 3
    assert len(rows[0].dots) == 6
    assert sum(dot.count for dot in rows[0].dots) == MAX_DOTS + 1


def test_too_few_are_not_drawn(site_model_of, incident):
    """Nor those that are all of today."""
    two = incident("a.md", date="2026-01-01", actions=(_item("a"), _item("b")))
    today = incident("b.md", date=TODAY, actions=(_item("a"), _item("b"), _item("c")))

    assert _ageing(site_model_of, [two]) is None
    assert _ageing(site_model_of, [today]) is None
    # Control: together they are.
    assert _ageing(site_model_of, [two, today]) is not None
