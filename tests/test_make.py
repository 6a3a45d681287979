"""The commands that the README promises run what they say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("arguments", "audience"), [((), "staff"), (("AS=sre",), "sre")])
def test_serve_shows_the_sample_as_one_audience(arguments, audience):
    """Make has a variable of the same name, and so have environments with a compiler."""
    # `make check` runs these tests: what make hands down to a make below it would add lines and options.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ("make", "--dry-run", "serve", *arguments)
    done = subprocess.run(command, cwd=ROOT, env=environment | {"AS": "as"}, capture_output=True, text=True, check=True)

    assert done.stdout.rstrip().endswith(f"postmortems serve --as {audience}")
