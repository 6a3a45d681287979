"""The nightly jobs of docs/actions.md: sound by the rules of their hosts, and what they propose is what was read."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tracker_server import running_tracker
from workflow_steps import Job, run

PAGE = (Path(__file__).parents[2] / "docs" / "actions.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
GITHUB = next(block for block in BLOCKS if "jobs" in block)
GITLAB = next(block for block in BLOCKS if "action-states" in block)
DOCUMENT = "---\ntitle: x\ndate: 2026-01-01\naction_items: [{text: A, tracker: 'BASE/acme/shop/issues/NUMBER'}]\n---\n"
GH = '#!/bin/sh\necho gh "$@" >> "$CALLS"\ntest "$2" != list || echo 0\n'


@pytest.mark.parametrize(("name", "block"), [("github-workflows", GITHUB), ("gitlab-ci", GITLAB)])
def test_jobs_are_sound(name, block, tmp_path):
    """By the schemas that check-jsonschema has with it."""
    # "on" is a boolean to YAML 1.1.
    (tmp_path / "job.yml").write_text(json.dumps({"on" if key is True else key: one for key, one in block.items()}))
    command = (
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{name}",
        str(tmp_path / "job.yml"),
    )

    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(name="tracker")
def _tracker(git, tmp_path, monkeypatch):
    """Run a tracker with one issue of two that are linked, and a repository with a remote that documents lie in."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "--bare", "remote.git")
    git("--git-dir", "remote.git", "config", "receive.advertisePushOptions", "true")
    git("init", "-q", "-b", "main")
    git("remote", "add", "origin", str(tmp_path / "remote.git"))
    git("config", f"url.{tmp_path / 'remote.git'}.insteadOf", "https://oauth2:gl-secret@gitlab.example.com/acme/kb.git")
    Path("docs").mkdir()
    with running_tracker() as tracker:
        for number in (1, 2):
            text = DOCUMENT.replace("BASE", tracker.address).replace("NUMBER", str(number))
            Path("docs", f"{number}.md").write_text(text)
        options = json.dumps({"trackers": {"github": tracker.address}})
        Path("mkdocs.yml").write_text(f"site_name: x\nplugins: [{{postmortems: {options}}}]\n")
        Path(".gitignore").write_text("remote.git\nrunner\n")
        git("add", "-A")
        git("commit", "-qm", "x")
        tracker.issues["github", "repos/acme/shop/issues/1"] = {"state": "open"}
        yield tracker


def _proposed(git):
    names = git("--git-dir", "remote.git", "show", "--format=", "--name-only", "action-states")
    text = git("--git-dir", "remote.git", "show", "action-states:docs/.action-states.json")
    return names, [one["state"] for one in json.loads(text)["states"].values()]


@pytest.mark.slow
def test_github_proposes_what_was_read(tracker, git, tmp_path):
    """Also if a part could not be read, which the last step says; the second night changes the same branch."""
    steps = [step for step in GITHUB["jobs"]["sync"]["steps"] if "run" in step]
    place = tmp_path / "runner"
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "gh").write_text(GH)
    (place / "bin" / "gh").chmod(stat.S_IRWXU)

    def night():
        return [run(Job("sync", (step["run"],), {"GITHUB_TOKEN": "gh-secret"}), tmp_path, place) for step in steps]

    install, sync, propose, fail = night()

    assert (install.code, sync.code, propose.code, fail.code) == (0, 1, 0, 1), propose.output
    assert _proposed(git) == ("docs/.action-states.json", ["open"])
    assert [call.split()[:3] for call in propose.calls] == [["gh", "pr", "list"], ["gh", "pr", "create"]]
    tracker.issues["github", "repos/acme/shop/issues/2"] = {"state": "open"}
    git("switch", "-q", "main")
    assert [one.code for one in night()[1:3]] == [0, 0]
    assert _proposed(git) == ("docs/.action-states.json", ["open", "open"])


@pytest.mark.slow
def test_gitlab_proposes_what_was_read(tracker, git, tmp_path):
    """As on GitHub, by a push that opens a merge request."""
    variables = {
        "GITLAB_TOKEN": "gl-secret",
        "CI_SERVER_HOST": "gitlab.example.com",
        "CI_PROJECT_PATH": "acme/kb",
        "CI_DEFAULT_BRANCH": "main",
    }
    # A runner has one shell for all lines of a script.
    script = "\n".join(GITLAB["action-states"]["script"])

    ran = run(Job("action-states", (script,), variables), tmp_path, tmp_path / "runner")

    assert ran.code == 1
    assert _proposed(git) == ("docs/.action-states.json", ["open"])
    assert "gl-secret" not in ran.output
    # Control: once all can be read, the job is content.
    tracker.issues["github", "repos/acme/shop/issues/2"] = {"state": "open"}
    assert run(Job("action-states", (script,), variables), tmp_path, tmp_path / "runner").code == 0


@pytest.mark.slow
def test_a_first_night_that_reads_nothing_proposes_nothing(tracker, git, tmp_path):
    """There is no file yet; what fails is that nothing could be read."""
    tracker.issues.clear()
    propose = next(step for step in GITHUB["jobs"]["sync"]["steps"] if step.get("name") == "Propose them")
    script = "\n".join(GITLAB["action-states"]["script"])

    sync = run(Job("sync", ("postmortems actions sync",), {"GITHUB_TOKEN": "gh-secret"}), tmp_path, tmp_path / "runner")
    github = run(Job("sync", (propose["run"],), {}), tmp_path, tmp_path / "runner")
    gitlab = run(Job("action-states", (script,), {"GITLAB_TOKEN": "gl-secret"}), tmp_path, tmp_path / "runner")

    assert sync.code == 1
    assert (github.code, github.output) == (0, "")
    assert gitlab.code == 1
    assert "fatal" not in gitlab.output
