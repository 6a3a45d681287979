"""Writes files of a site that do not depend on its pages in copies of this process, while pages are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from mkdocs_postmortems.system.forked_work import ForkedWork, can_fork

LogMessage = tuple[int, str]
"""A level of `logging`, and what to say."""

_MIN_DOCUMENTS = 50
"""With fewer documents, making a copy of the process takes longer than the work."""


class BackgroundWriting:
    """The files that are being written during a build."""

    def __init__(self, *, is_beside: bool) -> None:
        """Take whether copies of this process write; else, and where there is no room for one, at the end."""
        self._is_beside = is_beside
        self._begun: list[ForkedWork[list[LogMessage]]] = []
        self._waiting: list[Callable[[], Iterable[LogMessage]]] = []

    @classmethod
    def for_documents(cls, count: int, *, is_preview: bool) -> BackgroundWriting:
        """Return how files of this many documents are written. A preview answers requests in threads: no copies."""
        return cls(is_beside=can_fork() and count >= _MIN_DOCUMENTS and not is_preview)

    def start(self, write: Callable[[], Iterable[LogMessage]]) -> None:
        """Begin to write some files."""
        if self._is_beside:
            with suppress(OSError):  # There may be no room for another process.
                self._begun.append(ForkedWork(lambda: list(write())))
                return
        self._waiting.append(write)

    def finish(self) -> Iterator[LogMessage]:
        """Wait until all is written, and yield what there is to say.

        Raises:
            Exception: whatever writing has raised.
        """
        for work in self._begun:
            yield from work.result()
        for write in self._waiting:
            yield from write()
        self._begun, self._waiting = [], []

    def stop(self) -> None:
        """Stop writing, since the build has failed."""
        for work in self._begun:
            work.stop()
        self._begun, self._waiting = [], []
