"""Runs tests against changed code: each change in a process of its own, which is forked and never written to disk."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

PROGRAM = "mkdocs_postmortems"
"""The topmost package of what is tested."""
_PYTEST = (
    *("-q", "-x", "--assert=plain", "--hypothesis-profile=mutants", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-m", "not slow and not browser and not servers"),
)
_MAX_MEMORY = 4 * 1024**3
"""Bytes of address space of a process; a change may well build an endless list."""


class Outcome(Enum):
    """What became of a change."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


class BaselineError(Exception):
    """The tests fail without any change."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The tests of a package as they run without a change."""

    seconds: Mapping[str, float]
    """Of each test by its id, quickest first."""
    processor_seconds: int
    """What all of them take together."""
    modules: tuple[str, ...]
    """The modules of the program that they import, in order."""


class ChangedModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Lets one module be imported from changed source."""

    def __init__(self, name: str, path: Path, source: bytes) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the changed module; `None` for all others."""
        if fullname != self.name:
            return None
        folder = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        spec = importlib.machinery.ModuleSpec(self.name, self, origin=str(self.path), is_package=folder is not None)
        spec.submodule_search_locations = folder
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)  # noqa: S102 - our own source


class _Durations:
    """A plugin of pytest that measures tests."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up setup, call and teardown."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration


class _Selection:
    """A plugin of pytest that runs the known tests alone, in their order."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._order = {id: at for at, id in enumerate(ids)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort and select."""
        items[:] = sorted((i for i in items if i.nodeid in self._order), key=lambda i: self._order[i.nodeid])


def prepare(examples: int, folder: Path) -> None:
    """Set up what all processes share.

    Args:
        examples: How many examples Hypothesis tries for each property.
        folder: An empty folder for temporary files. The program removes abandoned folders of its own from there, and a
            changed program might remove others.
    """
    os.environ["TMPDIR"] = str(folder)
    settings.register_profile(
        "mutants", max_examples=examples, deadline=None, derandomize=True, database=None, print_blob=False
    )


def measure(tests: Sequence[str]) -> Baseline:
    """Run tests without a change, and import what they need of other packages into this process.

    Args:
        tests: Paths of tests.

    Raises:
        BaselineError: they do not pass.
    """
    reading, writing = os.pipe()

    def run() -> int:
        durations = _Durations()
        code = pytest.main([*_PYTEST, *tests], plugins=[durations])
        told = {
            "seconds": durations.seconds,
            "processor": time.process_time(),
            "others": [name for name, module in [*sys.modules.items()] if _is_third_party(module)],
            "ours": [name for name in sys.modules if _is_ours(name)],
        }
        with os.fdopen(writing, "w") as pipe:
            json.dump(told, pipe)
        return int(code)

    child = _fork(run, quiet=False)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = json.loads(pipe.read() or "{}")
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise BaselineError(f"{' '.join(tests)} do not pass without a change.")
    for name in told["others"]:
        _preload(name)
    seconds = dict(sorted(told["seconds"].items(), key=lambda one: one[1]))
    return Baseline(seconds, int(told["processor"]) + 1, tuple(told["ours"]))


def import_all_but(left_out: Collection[str], baseline: Baseline) -> None:
    """Import anew what the tests need of the program, except for some modules, which each run then imports itself."""
    for name in [name for name in sys.modules if _is_ours(name)]:
        del sys.modules[name]
    for name in baseline.modules:
        if name not in left_out:
            importlib.import_module(name)


def run_tests(tests: Sequence[str], baseline: Baseline, changed: ChangedModule) -> Outcome:
    """Run the tests of a package against a changed module."""

    def run() -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
        sys.meta_path.insert(0, changed)
        return int(pytest.main([*_PYTEST, *tests], plugins=[_Selection([*baseline.seconds])]))

    limit = 5 + 3 * baseline.processor_seconds
    child = _fork(run, quiet=True)
    status = _wait(child, seconds=30 + 20 * limit)
    if status < 0:
        return Outcome.TIMED_OUT
    return Outcome.SURVIVED if status == 0 else Outcome.KILLED


def _wait(child: int, seconds: float) -> int:
    """Return the exit code of a process, negative for a signal; kill it if it takes too long."""
    until = time.monotonic() + seconds
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)


def _fork(run: Callable[[], int], *, quiet: bool) -> int:
    """Run a function in a process of its own, which ends with what it returns; return the id of the process."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        if quiet:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
        code = run()
    finally:
        os._exit(code)


def _is_third_party(module: ModuleType) -> bool:
    return "site-packages" in (getattr(module, "__file__", None) or "")


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == PROGRAM


def _preload(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 - it is imported again where it is needed
        sys.modules.pop(name, None)
