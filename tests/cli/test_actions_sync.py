"""`postmortems actions sync`: what is read from trackers, what is kept, what is said, and where tokens go."""

import json
from pathlib import Path

import pytest
from mkdocs_postmortems.core.errors import PostmortemsError
from tracker_server import Reply, running_tracker

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


def test_nothing_of_the_tracker_but_states_is_kept_or_said(run, tracker, monkeypatch):
    """Neither titles nor tokens, in the file and on the terminal, also where the tracker refuses."""
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    fine = run("actions", "sync")
    tracker.queued = [Reply(401, {"message": "ghp_secret"})]
    refused = run("actions", "sync")

    assert {one.headers["Authorization"] for one in tracker.asked} == {"Bearer ghp_secret"}
    for text in (fine.output, refused.output, STATES.read_text()):
        assert "ghp_secret" not in text
        assert "Secret title" not in text
    assert "GITHUB_TOKEN" in refused.stderr


def test_what_cannot_be_read_keeps_its_state_and_its_time(run, tracker, monkeypatch):
    """Each item in one line; the command fails, and what was read is written."""
    run("actions", "sync")
    del tracker.issues["github", "repos/acme/shop/issues/12"]
    tracker.issues["github", "repos/acme/shop/issues/13"] = _closed()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795248000")  # 2026-11-21 08:00

    result = run("actions", "sync")

    key = f"{tracker.address}/acme/shop/issues/1"
    assert result.exit_code == 1
    assert _states() == {
        f"{key}2": {"state": "done", "closed": "2026-11-03", "fetched_at": NOW},
        f"{key}3": {"state": "done", "closed": "2026-11-03"},
    }
    (problem, end) = result.stderr.splitlines()
    assert problem.startswith(f"docs/pool.md:6: {key}2: its tracker does not know it")
    assert problem.endswith("stays done, as of 2026-11-20.")
    assert end == "1 of 2 action items read, 1 changed; docs/.action-states.json is written."


def test_a_tracker_that_fails_is_one_line(run, tracker):
    """It says how many items are left; those that were read before it failed are kept."""
    tracker.queued = [None, Reply(401)]

    result = run("actions", "sync", "--wait", "0")

    assert result.exit_code == 1
    assert len(_states()) == 1
    (problem, _) = result.stderr.splitlines()
    assert problem.startswith("github (127.0.0.1:")
    assert "Not read: 1 of 2 action items; what was known of them stays." in problem


def test_a_dry_run_writes_nothing(run, tracker):
    """It says the same; --check also fails if there is something to say."""
    dry = run("actions", "sync", "--dry-run")
    checked = run("actions", "sync", "--check")

    assert (dry.exit_code, checked.exit_code) == (0, 1)
    assert "unknown -> done" in dry.stdout
    assert checked.stdout == dry.stdout
    assert not STATES.exists()
    # Control: once the file says the same, --check is content.
    run("actions", "sync")
    assert run("actions", "sync", "--check").exit_code == 0


def test_states_of_items_that_nothing_links_to_go(run, tracker):
    """The file holds no more than what documents link to."""
    run("actions", "sync")
    Path("docs/pool.md").write_text(POOL.format(github=tracker.address).replace("pull/13", "pull/14"))
    tracker.issues["github", "repos/acme/shop/issues/14"] = {"state": "open"}

    result = run("actions", "sync")

    assert f"{tracker.address}/acme/shop/issues/13: open -> no action item links to it" in result.stdout
    assert {key.rsplit("/", 1)[-1] for key in _states()} == {"12", "14"}


def test_items_of_all_audiences_are_read(run, tracker):
    """Whoever runs it has the sources: also what is restricted, in whole documents and in variants of fields."""
    base = tracker.address
    tracker.issues["github", "repos/acme/shop/issues/15"] = {"state": "open"}
    tracker.issues["github", "repos/acme/shop/issues/16"] = {"state": "open"}
    items = f'action_items: [{{text: A, tracker: "{base}/acme/shop/issues/15"}}]\n'
    variant = items.replace("items:", "items.sec:").replace("/15", "/16")
    _write(tracker, "a.md", f"---\naudience: public\ntitle: A\n{items}{variant}---\n")
    audiences = {"public": {"anyone": True}, "sec": {"includes": ["public"], "groups": ["sec"]}}
    options = {"trackers": {"github": base}, "audiences": audiences, "default_audience": "sec"}
    Path("mkdocs.yml").write_text(f"site_name: x\nplugins: [{{postmortems: {json.dumps(options)}}}]\n")

    result = run("actions", "sync")

    assert result.exit_code == 0, result.output
    assert {key.rsplit("/", 1)[-1] for key in _states()} == {"12", "13", "15", "16"}


def test_tables_take_the_place_of_trackers(run, tracker):
    """No tracker is asked unless it is named; rows that nothing links to are passed over."""
    base = tracker.address
    rows = f"url,state,closed\n{base}/acme/shop/pull/13,merged,2026-11-02\n{base}/acme/shop/issues/99,open,\n"
    Path("states.csv").write_text(rows)

    result = run("actions", "sync", "--csv", "states.csv")

    assert result.exit_code == 0, result.output
    assert tracker.asked == []
    assert _states() == {f"{base}/acme/shop/issues/13": {"state": "done", "closed": "2026-11-02"}}
    # Control: with the tracker named, the other item is asked for, and only that.
    assert run("actions", "sync", "--csv", "states.csv", "--tracker", "github").exit_code == 0
    assert [one.path for one in tracker.asked] == ["/api/v3/repos/acme/shop/issues/12"]
    assert len(_states()) == 2


def test_tables_have_states_of_trackers_that_nobody_knows(run, tracker):
    """By the key as the document has it; a word that is no state is said with its line."""
    text = POOL.format(github="x").replace("x/acme/shop/issues/12", "OPS-7")
    _write(tracker, "pool.md", text.replace("x/acme/shop/pull/13#discussion", "OPS-8"))
    Path("states.csv").write_text("key,state\nops-7,done\nOPS-8,whatever\n")

    result = run("actions", "sync", "--csv", "states.csv")

    assert result.exit_code == 1
    assert _states() == {"OPS-7": {"state": "done"}}
    assert "states.csv:3: OPS-8: 'whatever' is no known state." in result.stderr
    assert "docs/pool.md:7: OPS-8: no known tracker has it; the option trackers says where keys lead." in result.stderr


def test_only_the_named_trackers_are_asked(run, tracker):
    """The states of others stay."""
    result = run("actions", "sync", "--tracker", "jira")

    assert result.exit_code == 0
    assert tracker.asked == []
    assert not STATES.exists()


def test_a_wrong_option_sends_no_token_anywhere(run, tracker, monkeypatch):
    """An address that cannot be read must not make the maker's host the home of the token."""
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    _configure(github="git.example.com")

    result = run("actions", "sync")

    assert isinstance(result.exception, PostmortemsError)
    assert "is no address of a tracker" in str(result.exception)
    assert tracker.asked == []


def test_a_file_that_was_merged_halfway_is_left_alone(run, tracker):
    """States that only it knows would be lost."""
    STATES.write_text("{\n<<<<<<< ours\n")

    result = run("actions", "sync")

    assert isinstance(result.exception, PostmortemsError)
    assert "docs/.action-states.json:2" in str(result.exception)
    assert STATES.read_text() == "{\n<<<<<<< ours\n"


def test_a_file_is_whole_or_the_old_one(run, tracker, monkeypatch):
    """If writing fails, the old file is there, and nothing beside it."""
    run("actions", "sync")
    old = STATES.read_bytes()
    tracker.issues["github", "repos/acme/shop/issues/13"] = _closed()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mkdocs_postmortems.sources.files.os.replace", fail)
    result = run("actions", "sync")

    assert isinstance(result.exception, PostmortemsError)
    assert STATES.read_bytes() == old
    assert sorted(path.name for path in Path("docs").iterdir()) == [".action-states.json", "pool.md"]


def test_no_links_are_no_failure(run, tracker):
    """A site whose action items link to nothing has no file."""
    _write(tracker, "pool.md", "---\ntitle: x\naction_items: [{text: a}]\n---\n")

    result = run("actions", "sync")

    assert result.exit_code == 0
    assert result.stderr == "0 of 0 action items read, 0 changed.\n"
    assert not STATES.exists()


def test_check_tells_where_document_and_tracker_differ(run, tracker):
    """As information: people decide which is right."""
    run("actions", "sync")

    result = run("check")

    assert "PC136" in result.output
    assert "is open here, and done in its tracker, as of 20 Nov 2026" in result.output
