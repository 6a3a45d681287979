"""One audience's build, in a process of its own that reads nothing but its stage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.build.build_info import BUILD_INFO_FILE
from mkdocs_postmortems.build.staging_dir import StagingDir
from mkdocs_postmortems.site.environment import BUILD_INFO_VARIABLE

_INHERITED_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "NO_COLOR")
"""Variables of the environment that say nothing about documents."""
_ENTRY_MODULE = "mkdocs_postmortems.build.sandboxed_entry"
_DURATION_LINE = re.compile(r"^INFO +-  Documentation built in .*\n", re.MULTILINE)
"""What differs from run to run, and says something about what else the machine builds."""
_TEMPORARY_NAME = re.compile(r"(\.scratch/tmp)\w{8}\b")
"""Folders that Python makes under names that it draws."""


@dataclass(frozen=True, slots=True)
class SubprocessResult:
    """How a build went."""

    ok: bool
    lines: tuple[str, ...]
    """What it said, without its own folder and how long it took."""


def run_subprocess_build(
    staging_dir: StagingDir, forbidden: Iterable[Path], build_time: int, environment: Mapping[str, str]
) -> SubprocessResult:
    """Build a stage.

    Args:
        staging_dir: What may be read.
        forbidden: Folders of which nothing else may be read, wherever they lie: the project, its sources, its trees.
        build_time: Seconds since 1970 that the build takes for now.
        environment: Variables that the configuration asks for.
    """
    scratch = staging_dir.folder / ".scratch"
    scratch.mkdir()
    passed = {name: os.environ[name] for name in _INHERITED_VARIABLES if name in os.environ}
    own = {"HOME": str(scratch), "TMPDIR": str(scratch), "TEMP": str(scratch), "PYTHONHASHSEED": "0"}
    own |= {
        "SOURCE_DATE_EPOCH": str(build_time),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_PYTHON_REFRESH": "quiet",  # There is no git in a stage; plugins that can do without it do.
    }
    build_info = staging_dir.folder / BUILD_INFO_FILE
    if build_info.exists():
        own[BUILD_INFO_VARIABLE] = str(build_info)
    command = [sys.executable, "-P", "-m", _ENTRY_MODULE, str(staging_dir.folder), *map(os.path.realpath, forbidden)]
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command,
        cwd=staging_dir.folder,
        env={**environment, **passed, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return SubprocessResult(
        done.returncode == 0, tuple(_without_run_details(done.stdout, staging_dir.folder).splitlines())
    )


def _without_run_details(output: str, folder: Path) -> str:
    """Return what a build said without what is an accident of this run."""
    for name in dict.fromkeys((os.path.realpath(folder), str(folder))):
        output = output.replace(f"{name}{os.sep}", "").replace(name, ".")
    return _TEMPORARY_NAME.sub(r"\1", _DURATION_LINE.sub("", output))
