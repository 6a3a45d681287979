"""States that were read from trackers: where readers see them, and that they tell nobody of what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated_sources import World
from mkdocs_postmortems.core.machines.icalendar import CALENDAR_URI
from sites import MKDOCS, build_site, content, differences, fresh, mkdocs_build, run_beside, stage_site, write_site

DOCUMENT = """\
---
audience: {label}
title: {label} incident
date: 2026-01-0{day}
severity: sev1
services: [checkout]
action_items:
{items}
---
## Summary

The queue ran full.
"""
ISSUE = "https://github.com/acme/shop/issues/"
TRACKERS = {"jira": "https://acme.atlassian.net"}
OPTIONS = {"trackers": TRACKERS, "action_slo_days": {"sev1": 30}}
TIME = "2026-11-19T05:00:00Z"


def _document(label: str, day: int, *trackers: str) -> str:
    items = [f"  - {{text: Promise {one[-6:]}, status: open, due: 2026-03-01, tracker: '{one}'}}" for one in trackers]
    return DOCUMENT.format(label=label, day=day, items="\n".join(items))


def _snapshot(states: dict[str, object], time: str = TIME) -> str:
    return json.dumps({"fetched_at": time, "states": states})


PUBLIC = _document("public", 1, f"{ISSUE}1", f"{ISSUE}2", "OPS-3", f"{ISSUE}4")
SECURITY = _document("security", 2, f"{ISSUE}7", "OPS-8")
DOCUMENTS = {"open.md": PUBLIC, "sec/hidden.md": SECURITY}
SEEN = {
    f"{ISSUE}1": {"state": "done", "closed": "2026-02-03"},
    f"{ISSUE}2": {"state": "in_progress", "fetched_at": "2026-10-01T05:00:00Z"},
    "https://acme.atlassian.net/browse/OPS-3": {"state": "wont_do"},
}
HIDDEN = {f"{ISSUE}7": {"state": "done"}, "https://acme.atlassian.net/browse/OPS-8": {"state": "open"}}


def _built(root: Path, reader: str, files: dict[str, str]) -> dict[str, bytes | None]:
    config = write_site(fresh(root) / "project", World(files), options=OPTIONS, theme=MKDOCS)
    stage, outcome = build_site(config, reader, root / "stage")
    assert outcome.ok, "\n".join(outcome.lines)
    return content(stage.site)


@pytest.mark.slow
def test_readers_see_what_the_tracker_says(tmp_path):
    """On the page of the incident, in the lists, the calendar and the API, with the day of the state."""
    site = _built(tmp_path / "with", "public", {**DOCUMENTS, ".action-states.json": _snapshot({**SEEN, **HIDDEN})})
    without = _built(tmp_path / "without", "public", DOCUMENTS)

    def text(name: str, tree: dict[str, bytes | None] = site) -> str:
        return (tree[name] or b"").decode()

    actions = json.loads(text("api/v1/actions.json"))["actions"]
    assert [one["state"] for one in actions] == ["done", "in_progress", "wont_do", "open"]
    assert [one["state_as_of"] for one in actions] == ["2026-11-19", "2026-10-01", "2026-11-19", None]
    assert actions[0]["completed_at"] == "2026-02-03"
    assert text(CALENDAR_URI).count("BEGIN:VEVENT") == 2
    listed = text("actions/index.html")
    assert "2 open, 2 of them overdue; 2 done." in listed
    assert "States of linked items are those of their trackers as of 1 Oct 2026." in listed
    page = text("open/index.html")
    assert "as of 1 Oct 2026" in page
    assert "trackers as of 19 Nov 2026" in page
    assert "pm-state--wont-do" in page
    # Control: the documents alone say that all are open, and no day.
    assert "4 open, 4 of them overdue; 0 done." in text("actions/index.html", without)
    assert "as of" not in text("open/index.html", without)


@pytest.mark.slow
def test_states_of_what_is_hidden_change_no_byte(tmp_path):
    """Neither the states of hidden items, nor when they were read, nor that there are any; their readers see them."""
    both = {**SEEN, **HIDDEN}
    none = _built(tmp_path / "none", "public", {**DOCUMENTS, ".action-states.json": _snapshot(SEEN)})
    later = {key: {"state": "wont_do", "fetched_at": "2026-11-20T09:00:00Z"} for key in HIDDEN}
    for name, states in (
        ("both", both),
        ("later", {**SEEN, **later}),
        ("orphans", {**SEEN, f"{ISSUE}99": HIDDEN[f"{ISSUE}7"]}),
    ):
        other = _built(tmp_path / name, "public", {**DOCUMENTS, ".action-states.json": _snapshot(states)})
        assert not differences(none, other)
    again = _document("security", 9, "OPS-8").replace("severity:", "related: {recurrence_of: [open.md]}\nseverity:")
    other = {**DOCUMENTS, "sec/again.md": again, ".action-states.json": _snapshot(SEEN)}
    assert not differences(none, _built(tmp_path / "again", "public", other))
    # Control: for those who read the document, all of that is a difference.
    assert b"pm-actions__again" in (_built(tmp_path / "again", "security", other)["actions/index.html"] or b"")
    theirs = [
        _built(tmp_path / f"sec{number}", "security", {**DOCUMENTS, ".action-states.json": _snapshot(states)})
        for number, states in enumerate((SEEN, both, {**SEEN, **later}))
    ]
    assert "sec/hidden/index.html" in differences(theirs[0], theirs[1])
    assert "sec/hidden/index.html" in differences(theirs[1], theirs[2])


def test_a_stage_has_the_states_of_its_own_items(tmp_path):
    """The file is cut as documents are, to the time of what is left; no site has it."""
    files = {**DOCUMENTS, ".action-states.json": _snapshot({**SEEN, **HIDDEN}, "2026-11-20T01:00:00Z")}
    config = write_site(tmp_path / "project", World(files), options=OPTIONS, theme=MKDOCS)

    public = json.loads((stage_site(config, "public", tmp_path / "p").folder / "docs/.action-states.json").read_text())
    security = json.loads(
        (stage_site(config, "security", tmp_path / "s").folder / "docs/.action-states.json").read_text()
    )

    assert public["states"].keys() == SEEN.keys()
    assert security["states"].keys() == {*SEEN, *HIDDEN}
    none = write_site(tmp_path / "none", World({**files, "open.md": _document("public", 1, "OPS-99")}), options=OPTIONS)
    assert not (stage_site(none, "public", tmp_path / "n").folder / "docs/.action-states.json").exists()


def test_a_tracker_that_is_cut_out_has_no_state(tmp_path):
    """A state belongs to a link that its readers read: of two variants, each audience has the state of its own."""
    items = "action_items:\n  - {text: A, status: open}\n"
    variants = "action_items.security:\n" + items[14:].replace("open", f"open, tracker: '{ISSUE}1'").replace("'", '"')
    cut = PUBLIC[: PUBLIC.index("action_items")] + items + variants + PUBLIC[PUBLIC.index("---\n##") :]
    config = write_site(tmp_path / "project", World({"open.md": cut, ".action-states.json": _snapshot(SEEN)}))

    public, security = (stage_site(config, name, tmp_path / name).folder for name in ("public", "security"))

    assert not (public / "docs/.action-states.json").exists()
    assert f"{ISSUE}1" in (security / "docs/.action-states.json").read_text()


@pytest.mark.slow
def test_figures_count_what_the_tracker_says(tmp_path):
    """`stats` of an audience, and of another."""
    files = {**DOCUMENTS, ".action-states.json": _snapshot({**SEEN, **HIDDEN})}
    config = write_site(tmp_path, World(files), options=OPTIONS, theme=MKDOCS)

    def counted(audience: str) -> dict[str, int]:
        return json.loads(run_beside(config, "stats", "--json", "--audience", audience).stdout)["actions"]

    assert counted("public") == {**counted("public"), "total": 4, "open": 2, "done": 1, "wont_do": 1}
    assert counted("security") == {**counted("security"), "total": 6, "open": 3, "done": 2, "wont_do": 1}


def test_a_file_that_was_merged_halfway_is_an_error(tmp_path):
    """It is said at its line, and documents count again."""
    broken = "{\n<<<<<<< ours\n"
    config = write_site(tmp_path, World({**DOCUMENTS, ".action-states.json": broken}), options=OPTIONS, theme=MKDOCS)

    result = run_beside(config, "check")

    assert "docs/.action-states.json:2" in result.output
    assert "PM009" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("more", [{}, {"exclude_docs": "!.action-states.json"}])
def test_a_site_for_everybody_has_states_and_not_the_file(tmp_path, more):
    """By plain `mkdocs build` without audiences, also if hidden files are to be published."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/open.md").write_text(PUBLIC.replace("audience: public\n", ""))
    (tmp_path / "docs/.action-states.json").write_text(_snapshot(SEEN))
    config = {"site_name": "x", "theme": MKDOCS, "plugins": [{"postmortems": OPTIONS}], **more}
    (tmp_path / "mkdocs.yml").write_text(json.dumps(config))

    done = mkdocs_build(tmp_path / "mkdocs.yml", "")

    assert done.returncode == 0, done.stderr
    assert "2 open, 2 of them overdue; 2 done." in (tmp_path / "site/actions/index.html").read_text()
    assert not list((tmp_path / "site").rglob("*action-states*"))
