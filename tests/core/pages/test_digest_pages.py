"""Digests: each month that has incidents, the worst first, and only those of the view."""

from __future__ import annotations

from mkdocs_postmortems.core.model import ActionItem, ActionStatus, Status
from mkdocs_postmortems.core.pages.digest_pages import MAX_SUMMARY, build_digest_pages, digest_months
from mkdocs_postmortems.core.taxonomy import Term


def _items(*states):
    return tuple(ActionItem(1, "Do it", status=state) for state in states)


def test_each_month_with_incidents_has_a_digest(site_model_of, incident):
    """Newest first; days unknown within a month do no harm, a year alone is in none."""
    days = {"a": "2026-09-09", "b": "2026-09", "c": "2026-03-11", "d": "2026", "e": None, "f": "2025-12-31"}
    model = site_model_of(*(incident(f"{name}.md", date=day) for name, day in days.items()))
    pages = dict(build_digest_pages(model))

    assert [(str(month.name), month.uri, month.count) for month in digest_months(model)] == [
        ("September 2026", "learn/2026-09.md", 2),
        ("March 2026", "learn/2026-03.md", 1),
        ("December 2025", "learn/2025-12.md", 1),
    ]
    assert {uri: [entry.row.uri for entry in page.entries] for uri, page in pages.items()} == {
        "learn/2026-09.md": ["b.md", "a.md"],
        "learn/2026-03.md": ["c.md"],
        "learn/2025-12.md": ["f.md"],
    }
    march = pages["learn/2026-03.md"]
    assert (march.earlier.uri, march.later.uri) == ("learn/2025-12.md", "learn/2026-09.md")
    assert pages["learn/2026-09.md"].later is None


def test_the_worst_comes_first_with_what_was_promised(site_model_of, incident):
    """And what the month had most of."""
    states = _items(ActionStatus.OPEN, ActionStatus.DONE, None)
    ranks = [Term(id="bad", name="Bad", rank=1), Term(id="mild", name="Mild", rank=3)]
    model = site_model_of(
        incident("a.md", date="2026-09-01", severity="mild", services=("db",)),
        incident("b.md", date="2026-09-05", severity="bad", services=("db", "api"), actions=states, summary="w " * 999),
        incident("c.md", date="2026-09-02"),
        severities=ranks,
    )
    ((_, page),) = build_digest_pages(model)

    assert [entry.row.uri for entry in page.entries] == ["b.md", "a.md", "c.md"]
    assert (page.promised, page.open) == (3, 1)
    assert [(link.name, link.count) for link in page.common[0].links] == [("db", 2), ("api", 1)]
    assert MAX_SUMMARY - 10 < len(page.entries[0].summary) <= MAX_SUMMARY


def test_an_incident_is_told_once(site_model_of, incident):
    """Not again in an account that another supersedes, nor in one that was withdrawn."""
    states = {"a": Status.PUBLISHED, "b": Status.SUPERSEDED, "c": Status.WITHDRAWN, "d": None, "e": Status.DRAFT}
    model = site_model_of(*(incident(f"{name}.md", date="2026-09-09", status=one) for name, one in states.items()))
    ((_, page),) = build_digest_pages(model)

    assert sorted(entry.row.uri for entry in page.entries) == ["a.md", "d.md", "e.md"]
    assert page.month.count == 3
