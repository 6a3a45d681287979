"""Keeps a process from reading what lies outside of the folders that it was given.

It is a guard against accidents, such as a plugin that includes files by path, not against a plugin that means harm.
Audit hooks see what Python opens. They do not see

- what a library in C opens by itself, as lxml's `parse("a.xml")` does;
- whether a file exists, how long it is and when it was changed: `os.stat()` raises no event;
- a path that is relative to an open folder (`dir_fd`); the folder itself cannot be opened from outside.

What of that would end up in a tree is for the verification to find.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/etc", "/proc", "/dev", "/sys", "/nix", "/System", "/Library")
_READ_EVENTS = {
    "open": 1,
    "os.listdir": 1,
    "os.scandir": 1,
    "os.link": 1,
    "os.symlink": 1,
    "os.rename": 1,
    "os.chdir": 1,
    "sqlite3.connect": 1,
}
"""Events of reading, and how many of their arguments are paths that are read.

https://docs.python.org/3/library/audit_events.html
"""
_START_EVENTS = {
    "subprocess.Popen": 0,
    "os.posix_spawn": 0,
    "os.exec": 0,
    "os.system": 0,
    "os.spawn": 1,
    "pty.spawn": 0,
}
"""Events of starting a program, and which of their arguments says what is started."""


class Sandbox:
    """Which files a process may read; what it tried beyond that is remembered."""

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
        """Begin to guard this process, until it ends."""
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at an event of the interpreter; what is refused raises an error where it happens."""
        if event in _READ_EVENTS:
            for path in arguments[: _READ_EVENTS[event]]:
                self._check(_database_path(path) if event == "sqlite3.connect" else path)
        elif event in _START_EVENTS:
            self._check_program(arguments[_START_EVENTS[event]])

    def _check(self, path: Any) -> None:
        if isinstance(path, str | bytes | os.PathLike) and not self._may_read(_real_path(path)):
            message = f"something read {os.fspath(path)!r}, which is outside of what this audience gets"
            self.refused_reads.append(message)
            raise PermissionError(message)

    def _may_read(self, path: str) -> bool:
        """Whether the nearest folder above that anything was said about is allowed.

        The environment may lie in the project, and the project in `/usr`.
        """
        return _longest_parent(path, self._allowed) > _longest_parent(path, self._forbidden)

    def _check_program(self, program: Any) -> None:
        """Let nothing start but what packages bring along, as Pagefind: a shell or an interpreter reads anything."""
        if isinstance(program, list | tuple) and program:
            program = program[0]
        if not isinstance(program, str | bytes | os.PathLike) or not _longest_parent(
            _real_path(program), self._programs
        ):
            message = f"something wanted to start {program!r}, which could read anything; there are no programs here"
            self.refused_programs.append(message)
            raise FileNotFoundError(message)


def _database_path(database: Any) -> Any:
    """Return the path of a database; one without a path is in memory."""
    if not isinstance(database, str) or database in {"", ":memory:"}:
        return None if isinstance(database, str) else database
    return unquote(urlsplit(database).path) or None if database.startswith("file:") else database


def _real_paths(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.realpath(path) for path in paths))


def _real_path(path: str | bytes | os.PathLike[Any]) -> str:
    return os.path.realpath(os.fsdecode(path))


def _longest_parent(path: str, folders: tuple[str, ...]) -> int:
    """Return the length of the longest of these folders that a path is in; nothing if it is in none."""
    above = (folder for folder in folders if path == folder or path.startswith(folder.rstrip(os.sep) + os.sep))
    return max(map(len, above), default=0)
