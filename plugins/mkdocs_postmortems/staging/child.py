"""One audience's build, in a process of its own that reads nothing but its stage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.site.ageing import ENVIRONMENT
from mkdocs_postmortems.staging.ageing import FILE as AGE
from mkdocs_postmortems.staging.stage import Stage

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "NO_COLOR")
"""Variables of the environment that say nothing about documents."""
_ENTRY = "mkdocs_postmortems.staging.isolated"
_HOW_LONG = re.compile(r"^INFO +-  Documentation built in .*\n", re.MULTILINE)
"""What differs from run to run, and says something about what else the machine builds."""
_TEMPORARY = re.compile(r"(\.scratch/tmp)\w{8}\b")
"""Folders that Python makes under names that it draws."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build went."""

    ok: bool
    lines: tuple[str, ...]
    """What it said, without its own folder and how long it took."""


def run_build(stage: Stage, forbidden: Iterable[Path], when: int, environment: Mapping[str, str]) -> Outcome:
    """Build a stage.

    Args:
        stage: What may be read.
        forbidden: Folders of which nothing else may be read, wherever they lie: the project, its sources, its trees.
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
        "GIT_PYTHON_REFRESH": "quiet",  # There is no git in a stage; plugins that can do without it do.
    }
    if (stage.folder / AGE).exists():
        own[ENVIRONMENT] = str(stage.folder / AGE)
    command = [sys.executable, "-P", "-m", _ENTRY, str(stage.folder), *map(os.path.realpath, forbidden)]
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
    return Outcome(done.returncode == 0, tuple(_plain(done.stdout, stage.folder).splitlines()))


def _plain(said: str, folder: Path) -> str:
    """Return what a build said without what is an accident of this run."""
    for name in dict.fromkeys((os.path.realpath(folder), str(folder))):
        said = said.replace(f"{name}{os.sep}", "").replace(name, ".")
    return _TEMPORARY.sub(r"\1", _HOW_LONG.sub("", said))
