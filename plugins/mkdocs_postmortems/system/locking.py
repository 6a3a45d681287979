"""Locks a folder against a second run. The lock ends with the process that holds it, also when that is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_postmortems.core.errors import PostmortemsError

if sys.platform != "win32":
    import fcntl


class BusyError(PostmortemsError):
    """Another process holds the lock of the folder."""


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the lock of an existing folder until the block ends.

    Raises:
        BusyError: another process holds it.
    """
    with try_lock(folder) as is_ours:
        if not is_ours:
            raise BusyError(f"another run is at work in {folder}; nothing was changed. Try again when it has ended.")
        yield


@contextmanager
def try_lock(folder: Path) -> Iterator[bool]:
    """Try to hold the lock of a folder until the block ends; yield whether it is held.

    The folder itself is locked, so that no file has to be made and none can be left behind.
    """
    if sys.platform == "win32":
        yield True
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield _flock(handle)
    finally:
        os.close(handle)


def _flock(handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
