"""The tree of an audience, and what its build says, are functions of what it may read: whole builds, byte by byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated_sources import READERS, World, examples, families
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES
from sites import FULL, build_site, content, differences, fresh, write_site

POST = "---\naudience: {label}\ndate: 2024-0{month}-01\ncategories: [{category}]\n---\n# {title}\n\nOne.\n"
BLOG = {
    "blog/index.md": "---\naudience: public\n---\n# News\n",
    "blog/posts/seen.md": POST.format(label="public", month=1, category="Weekly", title="A quiet week"),
}
HIDDEN_POST = POST.format(label="security", month=5, category="Forensics", title="What the forensics say")
OPTIONS = {"exclude": ["blog/*"]}


def built(root: Path, world: World, reader: str, **site) -> tuple[dict[str, bytes | None], tuple[str, ...]]:
    """Return the tree of an audience, and what its build said."""
    config = write_site(fresh(root) / "project", world, **site)
    stage, outcome = build_site(config, reader, root / "stage")
    assert outcome.ok, "\n".join(outcome.lines)
    return content(stage.site), outcome.lines


def with_blog(world: World, number: int) -> World:
    """Return a world with a blog; some have a post that the public does not read."""
    hidden = {"blog/posts/hidden.md": HIDDEN_POST} if number % 2 else {}
    nav = [*world.nav, {"News": "blog/index.md"}] if world.nav else []
    return World({**world.files, **BLOG, **hidden}, nav)


def check(tmp_path: Path, reader: str, worlds: list[World], **site) -> None:
    """Build the first world, and compare all others with it: all of them are equal, each pair of them."""
    first, said = built(tmp_path / "first", worlds[0], reader, **site)
    for world in worlds[1:]:
        tree, lines = built(tmp_path / "other", world, reader, **site)
        assert not differences(first, tree)
        assert lines == said


@pytest.mark.slow
@pytest.mark.parametrize("number", range(6))
def test_what_is_hidden_changes_no_byte_of_a_tree(number, tmp_path):
    """Six families of five: sixty pairs, with Material, its blog and tags, the host's search, and feeds."""
    reader, *worlds = examples(families(5, READERS[:3]), 6)[number]
    if reader == "public":
        worlds = [with_blog(world, index) for index, world in enumerate(worlds)]
    assert len({json.dumps([world.files, world.nav]) for world in worlds}) > 1
    check(tmp_path, reader, worlds, plugins=FULL, options=OPTIONS)


@pytest.mark.slow
def test_with_the_theme_mkdocs(tmp_path):
    """Three pairs; it draws the navigation on every page."""
    reader, *worlds = examples(families(3), 1)[0]
    check(tmp_path, reader, worlds, plugins=["search"], theme={"name": "mkdocs"})


SEEN = """\
---
audience: public
title: Checkout timed out
date: 2024-02-03
services: [checkout]
tags: [timeout]
contributing_factors: [retry-storm]
related: {see_also: [INC-7]}
---
## Summary

The broker timed out and every checkout waited for it.

## Impact

Nobody could pay for an hour.
"""
HIDDEN = SEEN.replace("audience: public", "audience: security").replace("related: {see_also: [INC-7]}", "id: INC-7")


@pytest.mark.slow
def test_documents_outside_the_view_change_no_search_result_count_or_score(tmp_path):
    """Search index, facets with their counts, similar incidents: twenty like the visible one weigh nothing."""
    two = {"a.md": SEEN, "b.md": SEEN.replace("Checkout", "Cart")}
    more = {f"sec/{n}.md": HIDDEN.replace("INC-7", f"INC-{n}") for n in range(20)}
    few, _ = built(tmp_path / "few", World(two), "public", plugins=["search"])
    many, _ = built(tmp_path / "many", World({**two, **more}), "public", plugins=["search"])
    everything, _ = built(tmp_path / "everything", World({**two, **more}), "security", plugins=["search"])
    searched = [name for name in few if "assets/postmortems/search/" in name or "assets/postmortems/similar/" in name]
    assert any(name.endswith("pagefind-entry.json") for name in searched)
    assert any("assets/postmortems/similar/" in name for name in searched)
    assert not [name for name in searched if few[name] != many.get(name)]
    assert not differences(few, many)
    assert set(differences(few, everything)) & set(searched)  # The control: readers of the twenty find them.


PROMISE = """\
---
audience: {label}
id: {id}
title: {title}
date: 2024-0{month}-03
severity: sev{severity}
services: [{service}]
teams: [payments]
action_items: [{{text: "{text}", status: open, owner: payments, due: 2024-09-0{month}}}]
---
## Summary

{text} after the queue ran full, as in [the other](a.md).
"""
MACHINE_FILES = (".ics", ".xml", ".json", ".md", ".txt")


@pytest.mark.slow
def test_files_for_programs_are_of_what_the_audience_reads(tmp_path):
    """Hidden incidents of the same service and of their own change no byte of them; their readers get them."""
    seen = PROMISE.format(
        label="public", id="INC-1", title="Slow queue", month=2, severity=1, service="api", text="Limit"
    )
    hidden = PROMISE.format(
        label="security", id="INC-9", title="Insider", month=7, severity=1, service="api", text="Rotate"
    )
    apart = PROMISE.format(
        label="security", id="INC-8", title="Breach", month=8, severity=3, service="vault", text="Seal"
    )
    options = {
        "saved_searches": {"Grave": {"severity": ["sev1"]}, "Late": {"actions": "overdue"}, "Queue": "queue"},
        "action_slo_days": {"sev1": 30, "sev3": 60},
    }
    worlds = [World({"a.md": seen}), World({"a.md": seen, "h.md": hidden, "z.md": apart})]
    check(tmp_path, "public", worlds, options=options)
    tree, _ = built(tmp_path / "public", worlds[1], "public", options=options)
    whole, _ = built(tmp_path / "security", worlds[1], "security", options=options)
    made = {path for path in tree if path.endswith(MACHINE_FILES) and not path.startswith(("assets/", "search/"))}
    changed = {path for path in differences(tree, whole) if path in made}

    for name in (
        "feed.xml",
        "feed.json",
        f"{SERVICES.url}/api/feed.xml",
        f"{SEVERITIES.url}/sev1/feed.json",
        "searches/grave/feed.xml",
    ):
        assert name in changed, name
    for name in (
        "actions/calendar.ics",
        "api/v1/incidents.json",
        "api/v1/actions.json",
        "api/v1/facets.json",
        "llms.txt",
    ):
        assert name in changed, name
    assert {"h/index.md", f"{SERVICES.url}/vault/feed.xml", "api/v1/incidents/z.json"} <= whole.keys() - tree.keys()
    assert b"BEGIN:VEVENT" in (tree["actions/calendar.ics"] or b"")
    for path in made:
        words = (tree[path] or b"").lower()
        assert not any(word in words for word in (b"insider", b"breach", b"vault", b"inc-9", b"rotate")), path
