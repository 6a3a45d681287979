"""Which lines each test runs, so that a change is tried with those tests alone."""

from __future__ import annotations

import functools
import gc
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from types import FrameType
from typing import Any

import pytest

Lines = defaultdict[str, set[int]]
"""Numbers of lines by the file that holds them."""
_CACHE = type(functools.lru_cache(lambda: 0))
_MAX_CALLS = 200
"""Calls of a function of which a test records the lines; further ones hardly run others, and recording is slow."""


class LineRecorder:
    """A plugin of pytest that measures each test and records the lines that it runs.

    What a fixture of a module or a session runs counts for every test that asks for it. Caches are emptied before each
    test, so that it runs what it needs itself.
    """

    def __init__(self, files: Collection[str], root: str) -> None:
        self.seconds: dict[str, float] = {}
        """Processor time of each test, as long as its lines are recorded."""
        self.lines_by_test: dict[str, Lines] = {}
        self.lines_before: Lines = defaultdict(set)
        """What runs before the first test: imports, and what makes the parameters of tests."""
        self._files = frozenset(files)
        self._root = root
        self._lines_by_fixture: dict[str, Lines] = {}
        self._current = self.lines_before
        self._calls: Counter[int] = Counter()
        self._caches: list[Any] = []

    def start(self) -> None:
        """Record from now on, in all threads."""
        threading.settrace(self._enter)
        sys.settrace(self._enter)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in self._files:
            return None
        code = id(frame.f_code)  # The hash of code would be computed anew from all that it holds.
        self._calls[code] += 1
        return self._record if self._calls[code] <= _MAX_CALLS else None

    def _record(self, frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            self._current[frame.f_code.co_filename].add(frame.f_lineno)
        return self._record

    def pytest_collection_finish(self) -> None:
        """Find the caches of the program and of its tests."""
        caches = [one for one in gc.get_objects() if isinstance(one, _CACHE)]
        self._caches = [
            one for one in caches if _file_of(one).startswith(self._root) and "/.venv/" not in _file_of(one)
        ]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record what a test runs."""
        for cache in self._caches:
            cache.cache_clear()
        self._calls.clear()
        lines = self._current = self.lines_by_test[item.nodeid] = defaultdict(set)
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begun
            self._current = defaultdict(set)
            for name in getattr(item, "fixturenames", ()):
                for file, numbers in self._lines_by_fixture.get(name, {}).items():
                    lines[file] |= numbers

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Record what a fixture runs that several tests share."""
        test, self._current = self._current, self._lines_by_fixture.setdefault(fixturedef.argname, defaultdict(set))
        if fixturedef.scope == "function":
            self._current = test
        else:
            self._calls.clear()
        try:
            return (yield)
        finally:
            self._current = test


def _file_of(cache: Any) -> str:
    return getattr(getattr(cache.__wrapped__, "__code__", None), "co_filename", "")


def plain(lines: Mapping[str, set[int]]) -> dict[str, list[int]]:
    """Return lines as JSON can hold them."""
    return {file: sorted(numbers) for file, numbers in lines.items()}
