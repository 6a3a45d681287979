"""Keeps a process from reading what lies outside of the folders that it was given.

It is a guard against accidents, such as a plugin that includes files by path, not against a plugin that means harm:
audit hooks see what Python opens, and not what a library in C does.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SYSTEM = ("/usr", "/lib", "/lib64", "/etc", "/proc", "/dev", "/sys", "/nix", "/System", "/Library")
_READS = {"open": 1, "os.listdir": 1, "os.scandir": 1, "os.link": 1, "os.symlink": 1, "os.rename": 1}
"""Events of reading, and how many of their arguments are paths that are read.

https://docs.python.org/3/library/audit_events.html
"""
_STARTS = ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system", "os.spawn")


class Guard:
    """Which files a process may read; what it tried beyond that is remembered."""

    def __init__(self, allowed: Iterable[Path], forbidden: Iterable[Path] = ()) -> None:
        packages = [Path(place) for place in sys.path if place]
        interpreter = [Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_paths()["stdlib"])]
        self._programs = _real([*packages, *interpreter])
        self._allowed = (*_real(allowed), *self._programs)
        self._forbidden = _real(forbidden)
        self._system = _real(map(Path, _SYSTEM))
        self.refused: list[str] = []

    def install(self) -> None:
        """Begin to guard this process, until it ends."""
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at an event of the interpreter; what is refused raises `PermissionError` where it happens."""
        if event in _READS:
            for path in arguments[: _READS[event]]:
                self._check(path)
        elif event in _STARTS:
            self._check_program(arguments[0])

    def _check(self, path: Any) -> None:
        if isinstance(path, str | bytes | os.PathLike) and not self._may_read(_resolved(path)):
            self._refuse(f"something read {os.fspath(path)!r}, which is outside of what this audience gets")

    def _may_read(self, path: str) -> bool:
        if _is_in(path, self._allowed):
            return True
        return _is_in(path, self._system) and not _is_in(path, self._forbidden)

    def _check_program(self, program: Any) -> None:
        if not isinstance(program, str | bytes | os.PathLike) or not _is_in(_resolved(program), self._programs):
            self._refuse(f"something started the program {program!r}, which could read anything")

    def _refuse(self, message: str) -> None:
        self.refused.append(message)
        raise PermissionError(message)


def _real(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.realpath(path) for path in paths))


def _resolved(path: str | bytes | os.PathLike[Any]) -> str:
    return os.path.realpath(os.fsdecode(path))


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)
