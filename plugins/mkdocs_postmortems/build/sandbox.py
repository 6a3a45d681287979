"""Keeps a process from reading files outside of its allowed folders.

It is a guard against accidents, such as a plugin that includes files by path, not against a plugin that means harm.
Audit hooks see what Python opens. They do not see

- what a library in C opens by itself, as lxml's `parse("a.xml")` does;
- whether a file exists, how long it is and when it was changed: `os.stat()` raises no event;
- a path that is relative to an open folder (`dir_fd`); the folder itself cannot be opened from outside.

The audit finds what of that ends up in a site.
"""

from __future__ import annotations

import os
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
            message = f"something read {os.fspath(path)!r}, which is outside of what this audience gets"
            self.refused_reads.append(message)
            raise PermissionError(message)

    def _may_read(self, path: str) -> bool:
        """Whether the nearest allowed or forbidden folder above the path is an allowed one.

        The nearest one decides, since the virtual environment may lie in the project, and the project in `/usr`.
        """
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
