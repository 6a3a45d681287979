"""Threads of recurrences: all incidents that are connected, oldest first, with the promises that were not kept."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Relation, RelationKind, Status
from mkdocs_postmortems.core.pages.recurrence_thread import MAX_PROMISES, build_recurrence_thread


def _item(text, status=ActionStatus.OPEN, due=None, tracker=None):
    return ActionItem(1, text, status=status, due=due, tracker=tracker)


def _again(*paths):
    return tuple(Relation(RelationKind.RECURRENCE_OF, path, 1) for path in paths)


@pytest.fixture(name="three")
def _three(incident):
    """One incident, and two that followed, of which the last names only the second."""
    first = incident(
        "a.md",
        date="2023-05-01",
        actions=(
            _item("Limit the pool", due="2099-01-01", tracker="OPS-1"),
            _item("Old and late", due="2023-06-01"),
            _item("Kept", status=ActionStatus.DONE),
        ),
    )
    second = incident("b.md", date="2024-03-07", relations=_again("a.md"), actions=(_item("Again", tracker="OPS-1"),))
    third = incident("c.md", date="2024-04-01", relations=_again("b.md"), actions=(_item("Last one"),))
    return first, second, third


def _thread(site_model_of, documents, path):
    document = next(one for one in documents if one.path == path)
    return build_recurrence_thread(site_model_of(*documents), document)


@pytest.mark.parametrize("path", ["a.md", "b.md", "c.md"])
def test_all_pages_of_a_thread_have_the_same_incidents(site_model_of, three, path):
    """Over any number of steps, in both directions; each page marks its own."""
    thread = _thread(site_model_of, three, path)

    assert [entry.row.uri for entry in thread.entries] == ["a.md", "b.md", "c.md"]
    assert [entry.row.uri for entry in thread.entries if entry.is_current] == [path]
    assert [str(entry.since) for entry in thread.entries] == ["", "10 months later", "25 days later"]
    assert thread.later == "cba".index(path[0])


def test_promises_before_a_recurrence_that_are_still_open_are_named(site_model_of, three):
    """Overdue ones first; not those of the last incident, which nothing followed, and none that was kept."""
    first, second, third = _thread(site_model_of, three, "a.md").entries

    assert [promise.text for promise in first.promises] == ["Old and late", "Limit the pool"]
    assert "late" in str(first.promises[0].late)
    assert [promise.times for promise in first.promises] == [0, 2]
    assert [promise.text for promise in second.promises] == ["Again"]
    assert third.promises == ()


def test_many_promises_are_counted(site_model_of, incident):
    """A thread is no list of actions."""
    first = incident("a.md", date="2023-05-01", actions=tuple(_item(f"Do {n}") for n in range(MAX_PROMISES + 2)))
    thread = _thread(site_model_of, (first, incident("b.md", date="2024", relations=_again("a.md"))), "b.md")

    assert (len(thread.entries[0].promises), thread.entries[0].more) == (MAX_PROMISES, 2)
    assert thread.entries[1].since == ""


def test_what_is_withdrawn_or_replaced_is_in_no_thread(site_model_of, incident):
    """Nor is an incident alone, or one with another relation."""
    first = incident("a.md", date="2023-05-01")
    gone = incident("b.md", date="2024-03-07", relations=_again("a.md"), status=Status.WITHDRAWN)
    other = incident("c.md", relations=(Relation(RelationKind.SEE_ALSO, "a.md", 1),))

    assert _thread(site_model_of, (first, gone, other), "a.md") is None
