"""`postmortems actions sync`: what is read from trackers, what is kept, what is said, and where tokens go."""

import json
from pathlib import Path

import pytest
from tracker_server import running_tracker

POOL = """---
title: Pool ran dry
date: 2026-03-07
severity: sev1
action_items:
  - {{text: Budget of connections, status: open, due: 2026-05-01, tracker: "{github}/acme/shop/issues/12"}}
  - {{text: Alert on the pool, tracker: "{github}/acme/shop/pull/13#discussion"}}
---

One pool for all.
"""
STATES = Path("docs/.action-states.json")
NOW = "2026-11-20T08:00:00Z"


@pytest.fixture(name="tracker")
def _tracker(run, monkeypatch):
    """Run a tracker, and make a site that links to it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795161600")  # 2026-11-20 08:00
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN", "JIRA_TOKEN", "JIRA_EMAIL", "LINEAR_API_KEY", "ASANA_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with running_tracker() as tracker:
        _write(tracker, "pool.md", POOL.format(github=tracker.address))
        _configure(github=tracker.address)
        tracker.issues["github", "repos/acme/shop/issues/12"] = _closed()
        tracker.issues["github", "repos/acme/shop/issues/13"] = {"state": "open", "pull_request": {"merged_at": None}}
        yield tracker


def _closed(reason="completed"):
    return {"state": "closed", "state_reason": reason, "closed_at": "2026-11-03T23:10:00Z", "title": "Secret title"}


def _write(tracker, name, text):
    Path("docs").mkdir(exist_ok=True)
    Path("docs", name).write_text(text)


def _configure(**trackers):
    options = json.dumps({"trackers": trackers})
    Path("mkdocs.yml").write_text(f"site_name: x\nplugins: [{{postmortems: {options}}}]\n")


def _states():
    return json.loads(STATES.read_text())["states"]


def test_states_are_read_and_kept_with_their_time(run, tracker):
    """The file holds what lists need, by address, and nothing else of what the tracker tells."""
    result = run("actions", "sync")

    base = tracker.address
    assert result.exit_code == 0, result.output
    assert STATES.read_text() == (
        f'{{\n  "fetched_at": "{NOW}",\n  "states": {{\n'
        f'    "{base}/acme/shop/issues/12": {{"state": "done", "closed": "2026-11-03"}},\n'
        f'    "{base}/acme/shop/issues/13": {{"state": "open"}}\n  }}\n}}\n'
    )
    assert f"{base}/acme/shop/issues/12: unknown -> done (2026-11-03)" in result.stdout
    assert "2 of 2 action items read, 2 changed; docs/.action-states.json is written." in result.stderr


def test_what_was_read_is_what_is_listed(run, tracker):
    """An item that is open in the text and done in its tracker is no longer overdue."""
    before = json.loads(run("actions", "--overdue", "--json").stdout)
    run("actions", "sync")

    after = {one["text"]: one for one in json.loads(run("actions", "--all", "--json").stdout)}

    assert [one["text"] for one in before] == ["Budget of connections"]
    assert json.loads(run("actions", "--overdue", "--json").stdout) == []
    assert after["Budget of connections"]["state"] == "done"
    assert after["Alert on the pool"]["state"] == "open"
    assert after["Alert on the pool"]["state_as_of"] == "2026-11-20"


def test_a_second_run_changes_nothing(run, tracker):
    """What is the same is written the same; options of both commands are not mixed up."""
    run("actions", "sync")
    old = STATES.read_bytes()

    again = run("actions", "sync")

    assert STATES.read_bytes() == old
    assert again.stdout == ""
    assert run("actions", "--overdue", "sync").exit_code == 2
