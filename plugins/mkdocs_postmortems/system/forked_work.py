"""Work that a copy of this process does beside it, where there is another processor for it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


def processor_count() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def can_fork() -> bool:
    """Whether copies of this process can work beside it."""
    return processor_count() > 1 and "fork" in multiprocessing.get_all_start_methods()


class ForkedWork(Generic[T]):
    """Work whose effects are files and a result that can be sent. What it changes in memory is lost."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Start to work in a copy of this process.

        Raises:
            OSError: there is no room for another process.
        """
        context = multiprocessing.get_context("fork")
        self._answers, answer = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=_run, args=(work, answer), daemon=True)
        self._process.start()
        answer.close()

    def result(self) -> T:
        """Wait for the end of the work, and return its result.

        Raises:
            ChildProcessError: the copy has ended without one.
            Exception: whatever the work has raised.
        """
        try:
            result, error = self._answers.recv()
        except EOFError:
            self._process.join()
            raise ChildProcessError(f"a copy of this process has ended with {self._process.exitcode}") from None
        self._process.join()
        if error is not None:
            raise error
        return cast("T", result)

    def stop(self) -> None:
        """Stop working, whatever the work is at."""
        self._process.kill()
        self._process.join()


def _run(work: Callable[[], Any], answer: Connection) -> None:
    # The process whose copy this is decides when to stop. Its handlers are its own: an exception that one raises may be
    # lost here, and Ctrl-C, which the terminal sends to both, would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()  # Looking for garbage would copy all of the memory that both share.
    try:
        answer.send((work(), None))
    except Exception as error:  # noqa: BLE001 - the other process raises it
        answer.send((None, error))
