"""Kills a process at a point of its work that a test chose: what is left behind does not depend on anybody's speed."""

from __future__ import annotations

import mmap
import os
import signal
import sys

CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate")
"""Events of Python's audit hooks that change folders; opening a file for writing is one as well."""


class Steps:
    """The steps that this process and its forks have come to."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)

    @property
    def count(self) -> int:
        """How many there were."""
        return int.from_bytes(self._shared[:8], "little")

    @count.setter
    def count(self, number: int) -> None:
        self._shared[:8] = number.to_bytes(8, "little")


def stop_before(number: int, event: str = "", ending: str = "", steps: Steps | None = None) -> None:
    """Count steps from now on, and kill this process before one of them; where it leads its group, all of that.

    Args:
        number: Which step is not done any more; 0 if all are.
        event: The audit event that is a step; without, each change to the disk is one.
        ending: How the path of what the event is about ends.
        steps: Where they are counted, for whoever forked this process.
    """
    counted = steps or Steps()

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        is_step = name == event if event else name in CHANGES or (name == "open" and _is_write(arguments))
        if is_step and (not ending or str(arguments[0]).endswith(ending)):
            counted.count += 1
            if counted.count == number:
                is_leader = os.getpgrp() == os.getpid()
                (os.killpg if is_leader else os.kill)(0 if is_leader else os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _is_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
