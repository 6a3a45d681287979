"""From an empty folder to a served site with a new postmortem, by the commands of docs/quick-start.md."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from harness.running import free_port, running
from mkdocs_postmortems.cli import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "quick-start.md"
DOCUMENT = "---\ntitle: Checkout answered slowly\ndate: 2025-02-01\n---\n## Impact\n\nOrders took a minute.\n"


def commands() -> list[list[str]]:
    """Return the commands of the page's first section, each once, without the one that follows edits."""
    section = PAGE.read_text(encoding="utf-8").split("\n## ")[1]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line != "postmortems serve --open"]


def program(*arguments: str) -> tuple[str, ...]:
    """Return what runs the program as it is here."""
    return (sys.executable, "-c", "from mkdocs_postmortems.cli import main; main()", *arguments)


def test_there_are_five_commands_at_most():
    """In the order in which they are needed."""
    assert [command[:2] for command in commands()] == [
        ["pip", "install"],
        ["postmortems", "init"],
        ["postmortems", "new"],
        ["postmortems", "build"],
        ["python3", "-m"],
    ]


@pytest.mark.slow
def test_they_lead_to_a_served_site(tmp_path, monkeypatch):
    """With the new postmortem on its first page."""
    monkeypatch.chdir(tmp_path)
    _, *ours, serve = commands()
    for _, name, *arguments in ours:
        if name in COMMANDS:
            done = subprocess.run(program(name, *arguments), check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
        else:
            Path("postmortems/new.md").write_text(DOCUMENT)
    port = free_port()
    with running((sys.executable, *serve[1:], str(port)), port, tmp_path):
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode()
    assert "Checkout answered slowly" in page
