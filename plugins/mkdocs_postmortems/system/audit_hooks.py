"""The audit events of the interpreter for reading files and starting programs.

https://docs.python.org/3/library/audit_events.html
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeGuard
from urllib.parse import unquote, urlsplit

AnyPath = str | bytes | os.PathLike[Any]
AuditHook = Callable[[str, tuple[Any, ...]], None]

_READ_EVENTS = frozenset("open os.listdir os.scandir os.link os.symlink os.rename os.chdir sqlite3.connect".split())
"""Events of reading; the first argument of each is the path."""
_START_EVENTS = {
    "subprocess.Popen": 0,
    "os.posix_spawn": 0,
    "os.exec": 0,
    "os.system": 0,
    "os.spawn": 1,
    "pty.spawn": 0,
}
"""Events of starting a program, and the index of the argument that names it."""


def install_audit_hook(hook: AuditHook) -> None:
    """Install a hook for all events of this process; it cannot be removed."""
    sys.addaudithook(hook)


def read_path(event: str, arguments: tuple[Any, ...]) -> AnyPath | None:
    """Return the path that an event reads; `None` if it reads none."""
    if event not in _READ_EVENTS:
        return None
    path = _database_path(arguments[0]) if event == "sqlite3.connect" else arguments[0]
    return path if is_path(path) else None


def started_programs(event: str, arguments: tuple[Any, ...]) -> Iterator[Any]:
    """Yield the program that an event starts, if it starts one: a path, or whatever else was given for it."""
    if event in _START_EVENTS:
        program = arguments[_START_EVENTS[event]]
        yield program[0] if isinstance(program, list | tuple) and program else program


def is_path(value: object) -> TypeGuard[AnyPath]:
    """Whether an argument of an event is a path; files are also opened by the number of a descriptor."""
    return isinstance(value, str | bytes | os.PathLike)


def real_path(path: AnyPath) -> str:
    """Return a path without links and relative parts, as guards compare them."""
    return os.path.realpath(os.fsdecode(path))


def _database_path(database: Any) -> Any:
    """Return the path of a database; one without a path is in memory."""
    if not isinstance(database, str) or database in {"", ":memory:"}:
        return None if isinstance(database, str) else database
    return unquote(urlsplit(database).path) or None if database.startswith("file:") else database
