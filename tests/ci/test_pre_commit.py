"""The hook that a repository of postmortems may name."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
SAMPLE = Path(__file__).parents[2] / "docs" / "publishing.md"


def test_hooks_have_what_pre_commit_asks_for():
    """An id, a name, a command and the language that it is installed by."""
    for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8")):
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["entry"].split()[0] == "postmortems"


def test_the_page_about_it_names_a_hook_that_there_is():
    """And is YAML."""
    found = re.search(r"```yaml\n(repos:.*?)```", SAMPLE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    named = [hook["id"] for repo in yaml.safe_load(found[1])["repos"] for hook in repo["hooks"]]
    assert set(named) <= {hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
