"""Command lines and files that nobody would write on purpose: an answer or one clear line, never a traceback.

`FUZZ=10000 pytest tests/cli/test_fuzz.py` tries as many.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from mkdocs_postmortems.cli import COMMANDS, cli
from mkdocs_postmortems.core.errors import PostmortemsError

TOLD = (SystemExit, PostmortemsError, OSError, UnicodeError)
"""What `main` says in one line."""
TRIES = int(os.environ.get("FUZZ", "1000"))
LONG_RUNNING = ("serve",)
"""What runs until it is stopped."""
BUILDING = ("build",)
"""What takes seconds where it succeeds: it is given configurations that cannot be built."""
SCRAPS = """
    --- +++ : [ ] { } " ' \\ \t \n # | > - * ` <script> <!-- --> <!-- audience: audience: &a *a !!x %00
    \x00 \ufeff \u202e
    2024-13-45 25:99 sev1 title: date: services: null ~ true 1e999 -1 ../../etc/passwd / . .. 日本 🔥 | --- |
    {{ }} {% %} $(x) ${x} ;ls && || \r\n [[[[[[ ))))) ~~~ ```
""".split()
VALUES = (
    *("", "-", "--", "x", "0", "-1", "999999999999", "a.md", "broken.md", "docs", "nothing", ".", "dist", "mkdocs.yml"),
    *("bad.yml", "\udce9", "🔥", "x" * 5000, "--json", "sev1", "2024-13-45", "a\nb", "%s", "[x]"),
)


def scraps(rng: random.Random) -> str:
    """Return a text of what parsers trip over."""
    return "".join(rng.choice(SCRAPS) + rng.choice(("", " ", "\n", ": ")) for _ in range(rng.randint(0, 60)))


def files(rng: random.Random) -> None:
    """Write a site of documents and configurations that are wrong in some way."""
    Path("docs").mkdir(exist_ok=True)
    Path("docs/a.md").write_text(f"---\n{scraps(rng)}\n---\n{scraps(rng)}\n", encoding="utf-8", errors="replace")
    Path("broken.md").write_bytes(rng.randbytes(rng.randint(0, 300)))
    options = rng.choice(("", ": {audiences: {a: {}}}", ": {audiences: 3}", ": {check: x}", ": {path: ../..}"))
    Path("mkdocs.yml").write_text(f"site_name: x\nplugins:\n  - postmortems{options}\n", encoding="utf-8")
    Path("bad.yml").write_text(scraps(rng), encoding="utf-8", errors="replace")


def line(rng: random.Random) -> list[str]:
    """Return a command line: options that there are, with values that may not fit."""
    name = rng.choice([name for name in COMMANDS if name not in LONG_RUNNING])
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    words = [name]
    for _ in range(rng.randint(0, 5)):
        options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]
        if options and rng.random() < 0.6:
            words.append(rng.choice(options))
        if rng.random() < 0.8:
            words.append(rng.choice(VALUES))
    return [*words, "--config", "bad.yml"] if name in BUILDING else words


@pytest.mark.slow
# click leaves a file of one option open where another option is wrong.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_command_line_ends_in_a_traceback(tmp_path, monkeypatch):
    """Exit codes are 0, 1 and 2, and what the program cannot do it says as it says it to users."""
    monkeypatch.chdir(tmp_path)
    wrong = []
    for seed in range(TRIES):
        rng = random.Random(seed)
        files(rng)
        words = line(rng)
        result = CliRunner().invoke(cli, words, input=scraps(rng))
        is_told = result.exception is None or isinstance(result.exception, TOLD)
        if not is_told or result.exit_code not in (0, 1, 2):
            wrong.append((seed, words, repr(result.exception)[:200]))
    assert wrong == []
