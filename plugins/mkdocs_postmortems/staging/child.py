"""One audience's build, in a process of its own that reads nothing but its stage."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.staging.ageing import FILE as AGE
from mkdocs_postmortems.staging.stage import Stage

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "NO_COLOR")
"""Variables of the environment that say nothing about documents."""
_ENTRY = "mkdocs_postmortems.staging.isolated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went."""

    ok: bool
    lines: tuple[str, ...]
    """What it said, with its own folder taken out."""


def run_build(stage: Stage, forbidden: Path, when: int, environment: Mapping[str, str]) -> Outcome:
    """Build a stage.

    Args:
        stage: What may be read.
        forbidden: The project's folder, of which nothing else may be read.
        when: Seconds since 1970 that the build takes for now.
        environment: Variables that the configuration asks for.
    """
    scratch = stage.folder / ".scratch"
    scratch.mkdir()
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    own = {"HOME": str(scratch), "TMPDIR": str(scratch), "TEMP": str(scratch), "PYTHONHASHSEED": "0"}
    own |= {
        "SOURCE_DATE_EPOCH": str(when),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    if (stage.folder / AGE).exists():
        own["POSTMORTEMS_AGE"] = str(stage.folder / AGE)
    command = [sys.executable, "-P", "-m", _ENTRY, str(stage.folder), str(forbidden)]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command,
        cwd=stage.folder,
        env={**environment, **passed, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = done.stdout.replace(f"{stage.folder}{os.sep}", "").replace(str(stage.folder), ".")
    return Outcome(done.returncode == 0, tuple(said.splitlines()))
