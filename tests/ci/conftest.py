"""A repository with postmortems for two audiences, and the workflows that `init` writes for it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.cli import cli

AUDIENCES = (
    "    audiences: {public: {anyone: true}, R&D staff: {includes: [public]}}\n    default_audience: R&D staff\n"
)
CONFIG = "site_name: Test\ntheme: {name: material, font: false}\nplugins:\n- postmortems:\n" + AUDIENCES
POSTMORTEM = """\
---
title: {title}
status: draft
date: 2024-02-0{day}
services: [dns]
audience: {audience}
---
# {title}

## Summary

The resolver `resolver-eu-1` answered {words}.
"""


@pytest.fixture(name="git")
def _git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs git in the folder of the test, as nobody in particular."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ada@example.com")
        monkeypatch.setenv(f"GIT_{name}_DATE", "2024-03-01T12:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def run(*arguments: str) -> str:
        return subprocess.run(
            ("git", *arguments), cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout.strip()

    return run


class Repository(NamedTuple):
    """A folder under version control."""

    folder: Path
    write: Callable[..., None]
    """Writes a postmortem of some name."""


def _write(folder: Path, name: str, **values: object) -> None:
    path = folder / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(POSTMORTEM.format(**{"title": name.removesuffix(".md"), "day": 1, "words": "nothing"} | values))


@pytest.fixture(name="repository")
def _repository(tmp_path: Path, git, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with a site of two audiences and a postmortem."""
    git("init", "-q", "-b", "main")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / ".gitignore").write_text("dist/\npreview/\n.cache/\n")
    write = partial(_write, tmp_path)
    write("DNS down.md", audience="public", words="late for an hour")
    return Repository(tmp_path, write)


@pytest.fixture(name="init")
def _init() -> Callable[..., str]:
    """Return a function that runs `postmortems init` and returns what it said."""

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["init", *arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run
