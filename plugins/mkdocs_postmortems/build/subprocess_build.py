"""Runs the build of one audience in a process that can read nothing but its staging folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.build.audience_history import BUILD_INFO_FILE
from mkdocs_postmortems.build.previous_pages import PAGES_FILE
from mkdocs_postmortems.build.stage_server import Finished, StageServer
from mkdocs_postmortems.build.staging_dir import StagingDir
from mkdocs_postmortems.site.environment import BUILD_INFO_VARIABLE, PAGES_VARIABLE, WHOLE_VARIABLE

_INHERITED_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "NO_COLOR")
"""Environment variables that are passed on: they say nothing about documents."""
SCRATCH = ".scratch"
"""The folder of temporary files of a stage."""
_WHOLE = "whole"
"""The file there that says that MkDocs came to its end; a hook or a plugin may end the process with 0 before."""
_ENTRY_MODULE = "mkdocs_postmortems.build.sandbox"
_DURATION_LINE = re.compile(r"^INFO +-  Documentation built in .*\n", re.MULTILINE)
"""The line with the duration, which differs from run to run."""
_NO_REASONS = ("INFO ", "WARNING ", "DEBUG ")
"""How the lines of a log begin that do not say why a build failed."""
_TEMPORARY_NAME = re.compile(r"(\.scratch/tmp)\w{8}\b")
"""Temporary folders with random names."""


@dataclass(frozen=True, slots=True)
class SubprocessResult:
    """The outcome of a build process."""

    ok: bool
    lines: tuple[str, ...]
    """The output, without the path of the staging folder and without durations."""


@dataclass(frozen=True, slots=True)
class StageProcess:
    """How a process is started that can read nothing but its staging folder."""

    staging_dir: StagingDir
    forbidden: tuple[Path, ...]
    """Folders that must not be read: the project, its sources, built sites."""
    build_time: int
    """The build date, in seconds since 1970."""
    environment: Mapping[str, str]
    """Variables that the configuration reads by `!ENV`."""

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of `mkdocs` with arguments; without any, it builds the site."""
        return [sys.executable, "-P", "-m", _ENTRY_MODULE, *self.folders(), *(["--", *arguments] if arguments else [])]

    def folders(self) -> tuple[str, ...]:
        """Return the arguments of the sandbox: the folder that may be read, and those that must not be."""
        return str(self.staging_dir.folder), *map(os.path.realpath, self.forbidden)

    def variables(self) -> dict[str, str]:
        """Return the environment variables of the process, and make its folder of temporary files."""
        scratch = self.staging_dir.folder / SCRATCH
        scratch.mkdir(exist_ok=True)
        own = {"HOME": str(scratch), "TMPDIR": str(scratch), "TEMP": str(scratch)}
        own |= {"SOURCE_DATE_EPOCH": str(self.build_time), WHOLE_VARIABLE: str(scratch / _WHOLE)}
        for name, variable in ((BUILD_INFO_FILE, BUILD_INFO_VARIABLE), (PAGES_FILE, PAGES_VARIABLE)):
            file = self.staging_dir.folder / name
            if file.exists():
                own[variable] = str(file)
        return {**self.environment, **common_variables(), **own}


def run_subprocess_build(
    staging_dir: StagingDir,
    forbidden: Iterable[Path],
    build_time: int,
    environment: Mapping[str, str],
    server: StageServer | None = None,
) -> SubprocessResult:
    """Build the site of a staging folder, in a copy of the server's process if there is one, else in a new interpreter.

    The arguments are those of `StageProcess`.
    """
    process = StageProcess(staging_dir, tuple(forbidden), build_time, environment)
    done = _run(process) if server is None else server.run(process.folders(), staging_dir.folder, process.variables())
    lines = _without_run_details(done.output.decode("utf-8", errors="replace"), staging_dir.folder).splitlines()
    ok = done.code == 0 and (staging_dir.folder / SCRATCH / _WHOLE).exists()
    if not ok and all(line.startswith(_NO_REASONS) for line in lines):
        how = f"with {done.code}" if done.code >= 0 else "by a signal or without a word"
        early = "" if done.code else " before the site was whole"
        lines.append(f"ERROR   -  MkDocs ended {how}{early}; a hook or a plugin may have ended it.")
    return SubprocessResult(ok, tuple(lines))


def _run(process: StageProcess) -> Finished:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        process.command(),
        cwd=process.staging_dir.folder,
        env=process.variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Finished(done.returncode, done.stdout)


def common_variables() -> dict[str, str]:
    """Return the environment variables that are the same for every stage."""
    passed = {name: os.environ[name] for name in _INHERITED_VARIABLES if name in os.environ}
    return passed | {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_PYTHON_REFRESH": "quiet",  # There is no git in a staging folder; plugins that can do without it do.
    }


def _without_run_details(output: str, folder: Path) -> str:
    """Return the output of a build without paths, names and times that differ from run to run."""
    for name in dict.fromkeys((os.path.realpath(folder), str(folder))):
        output = output.replace(f"{name}{os.sep}", "").replace(name, ".")
    return _TEMPORARY_NAME.sub(r"\1", _DURATION_LINE.sub("", output))
