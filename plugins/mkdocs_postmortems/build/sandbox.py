"""Keeps a process from reading files outside of its allowed folders.

It is a guard against accidents, such as a plugin that includes files by path, not against a plugin that means harm.
Audit hooks see what Python opens. They do not see

- what a library in C opens by itself, as lxml's `parse("a.xml")` does;
- whether a file exists, how long it is and when it was changed: `os.stat()` raises no event;
- a path that is relative to an open folder (`dir_fd`); the folder itself cannot be opened from outside.

What Linux tells of other processes, such as their environment variables, is refused as files of the project are.

The audit finds what of that ends up in a site.

`python -m mkdocs_postmortems.build.sandbox STAGING_DIR FORBIDDEN... [-- ARGUMENTS]` runs `mkdocs` with the arguments
in the current directory; without any, it builds the site.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import runpy
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs_postmortems.system.audit_hooks import (
    AnyPath,
    install_audit_hook,
    is_path,
    read_path,
    real_path,
    started_programs,
)

_SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/etc", "/proc", "/dev", "/sys", "/nix", "/System", "/Library")

_PROCESS_FILE = re.compile(r"/proc/([0-9]+)(?=/|$)")
"""The folder of a process in Linux, by its number."""


class Sandbox:
    """An audit hook that refuses reads outside of the allowed folders, and records what it refused."""

    def __init__(self, allowed: Iterable[Path], forbidden: Iterable[Path] = ()) -> None:
        interpreter = [sys.prefix, sys.base_prefix, sysconfig.get_paths()["stdlib"]]
        packages = [path for path in sys.path if path]
        self._allowed = _real_paths([*allowed, *map(Path, (*packages, *interpreter, *_SYSTEM_FOLDERS))])
        self._forbidden = _real_paths(forbidden)
        self._programs = _real_paths(Path(sysconfig.get_paths()[key]) for key in ("purelib", "platlib"))
        self.refused_reads: list[str] = []
        """Files that were asked for."""
        self.refused_programs: list[str] = []
        """Programs that were asked for."""

    def install(self) -> None:
        """Guard this process until it ends."""
        install_audit_hook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Check an audit event; raise `PermissionError` at the call that is refused."""
        path = read_path(event, arguments)
        if path is not None:
            self._check(path)
        for program in started_programs(event, arguments):
            self._check_program(program)

    def _check(self, path: AnyPath) -> None:
        if not self._may_read(real_path(path)):
            if not os.path.lexists(path):
                # Searching parent folders for a configuration or a repository is common, and reads nothing.
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(path))
            message = f"something read {os.fspath(path)!r}, which is outside of what this audience gets"
            self.refused_reads.append(message)
            raise PermissionError(message)

    def _may_read(self, path: str) -> bool:
        """Whether the nearest allowed or forbidden folder above the path is an allowed one.

        The nearest one decides, since the virtual environment may lie in the project, and the project in `/usr`.
        """
        process = _PROCESS_FILE.match(path)
        if process and int(process[1]) != os.getpid():
            return False
        return _longest_parent(path, self._allowed) > _longest_parent(path, self._forbidden)

    def _check_program(self, program: Any) -> None:
        """Refuse all programs but those of installed packages, such as Pagefind: a shell could read any file."""
        if not is_path(program) or not _longest_parent(real_path(program), self._programs):
            message = f"something wanted to start {program!r}, which could read anything; there are no programs here"
            self.refused_programs.append(message)
            raise FileNotFoundError(message)


def _real_paths(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(real_path, paths)))


def _longest_parent(path: str, folders: tuple[str, ...]) -> int:
    """Return the length of the longest of the folders that contain the path; 0 if none does."""
    above = (folder for folder in folders if path == folder or path.startswith(folder.rstrip(os.sep) + os.sep))
    return max(map(len, above), default=0)


def main() -> None:
    """Run MkDocs in the current directory; exit with 3 if a read outside of the staging folder was refused."""
    given = sys.argv[1:]
    end = given.index("--") if "--" in given else len(given)
    staging_dir, *forbidden = map(Path, given[:end])
    guard = Sandbox([staging_dir], forbidden)
    guard.install()
    # Processes that are forked are guarded as well; a new interpreter would not be, and no event tells of its start.
    multiprocessing.set_executable(os.devnull)
    sys.argv = ["mkdocs", *(given[end + 1 :] or ("build", "--clean"))]
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    finally:
        for missed in dict.fromkeys(guard.refused_programs):
            sys.stderr.write(f"INFO    -  {missed}\n")
        for refused in dict.fromkeys(guard.refused_reads):
            sys.stderr.write(f"ERROR   -  {refused}\n")
        if guard.refused_reads:
            sys.stderr.flush()
            sys.exit(3)


if __name__ == "__main__":
    main()
