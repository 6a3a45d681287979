"""Runs tests against changed code: each change in a process of its own, which is forked and never written to disk.

Tests are collected once. A change within a function is put into the function that is there already, and tried with the
tests that run its lines, quickest first. Only what runs at import takes another import, and all the tests.
"""

from __future__ import annotations

import gc
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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

from mutation_testing.line_coverage import LineRecorder, plain
from mutation_testing.patching import Functions, find_functions, patch

PROGRAM = "mkdocs_postmortems"
"""The topmost package of what is tested."""
ROOT = Path(__file__).resolve().parents[2]
_PYTEST = (
    *("-q", "--assert=plain", "--hypothesis-profile=mutants", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-m", "not slow and not browser and not servers"),
)
_NOT_PATCHED = 70
"""Exit code of a process that could not change the code of functions."""
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
    """Processor time of each test by its id, quickest first."""
    lines_by_test: Mapping[str, Mapping[str, frozenset[int]]]
    """Which lines a test runs, by its id and the path of the file."""
    lines_before: Mapping[str, frozenset[int]]
    """Which lines run before the first test, at import."""
    modules: tuple[str, ...]
    """The modules of the program that they import, in order."""

    def tests_of(self, path: Path, lines: range) -> list[str]:
        """Return the tests that run any of some lines, quickest first."""
        return [id for id in self.seconds if not self.lines_by_test[id].get(str(path), _NO_LINES).isdisjoint(lines)]

    def nearest_and_others(self, path: Path) -> tuple[list[str], list[str]]:
        """Return the tests that run something of a file, and all others."""
        near = [test for test in self.seconds if str(path) in self.lines_by_test[test]]
        return near, [test for test in self.seconds if str(path) not in self.lines_by_test[test]]

    def is_run_at_import(self, path: Path, lines: range) -> bool:
        """Whether any of some lines run before the first test."""
        return not self.lines_before.get(str(path), _NO_LINES).isdisjoint(lines)


_NO_LINES: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One changed source, and the tests that could notice."""

    path: Path
    lines: range
    """Where the statement is that was changed."""
    before: bytes
    after: bytes


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


class _Selection:
    """A plugin of pytest that runs some tests alone, in their order, each within a time of its own."""

    def __init__(self, ids: Sequence[str], seconds: Mapping[str, float]) -> None:
        self._order = {id: at for at, id in enumerate(ids)}
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort and select."""
        items[:] = self.select(items)

    def select(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """Return the known tests among some, in their order."""
        return sorted((i for i in items if i.nodeid in self._order), key=lambda i: self._order[i.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """End the process if a test takes several times as long as it does without a change."""
        limit = int(time.process_time() + 3 + 3 * self._seconds[item.nodeid])
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        return (yield)


class _FewExamples:
    """A plugin of pytest that limits how many examples Hypothesis tries, also where a test asks for more."""

    def __init__(self, examples: int) -> None:
        self._examples = examples

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Change the settings of tests."""
        for item in items:
            test = getattr(item, "obj", None)
            own = getattr(test, "_hypothesis_internal_use_settings", None)
            if own is not None and own.max_examples > self._examples:
                test._hypothesis_internal_use_settings = settings(own, max_examples=self._examples)  # noqa: SLF001


class _Forks:
    """A plugin of pytest that runs tests once for each change, in a process that holds the changed code."""

    def __init__(self, changes: Sequence[Change], baseline: Baseline, tell: Callable[[int, str], None]) -> None:
        self._changes = changes
        self._baseline = baseline
        self._tell = tell

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Start and await the processes; in each of them, leave the rest to pytest."""
        functions = find_functions(ROOT)
        gc.freeze()
        for at, change in enumerate(self._changes):
            tests = self._baseline.tests_of(change.path, change.lines)
            child = os.fork()
            if not child:
                return self._prepare(session, change, tests, functions)
            self._tell(at, _outcome_of(child, self._baseline, tests))
        return True

    def _prepare(self, session: pytest.Session, change: Change, tests: list[str], functions: Functions) -> None:
        if not patch(change.path, change.before, change.after, functions):
            os._exit(_NOT_PATCHED)
        selection = _Selection(tests, self._baseline.seconds)
        session.items[:] = selection.select(session.items)
        session.config.pluginmanager.register(selection)
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))


def prepare(folder: Path) -> None:
    """Set up what all processes share.

    Args:
        folder: An empty folder for temporary files. The program removes abandoned folders of its own from there, and a
            changed program might remove others.
    """
    os.environ["TMPDIR"] = str(folder)
    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        print_blob=False,
        phases=(Phase.explicit, Phase.generate),
    )


@dataclass(frozen=True, slots=True)
class SuiteRunner:
    """Runs the tests of a package, without and with changes."""

    tests: Sequence[str]
    """Paths of tests."""
    sources: Sequence[str]
    """Paths of what may be changed, from the root."""
    examples: int
    """How many examples Hypothesis tries for each property."""

    def measure(self) -> Baseline:
        """Run the tests without a change, and import what they need of other packages into this process.

        Raises:
            BaselineError: they do not pass.
        """

        def run(tell: Callable[[Any], None]) -> int:
            for name in [name for name in sys.modules if _is_ours(name)]:
                del sys.modules[name]
            recorder = LineRecorder([str(ROOT / path) for path in self.sources], str(ROOT))
            recorder.start()
            code = self._pytest(recorder)
            sys.settrace(None)
            tell(
                [
                    recorder.seconds,
                    {id: plain(lines) for id, lines in recorder.lines_by_test.items()},
                    plain(recorder.lines_before),
                    [name for name, module in [*sys.modules.items()] if _is_third_party(module)],
                    [name for name in sys.modules if _is_ours(name)],
                    code,
                ]
            )
            return code

        told = list(_tell_by_fork(run, quiet=False))
        if not told or told[0][-1] != 0:
            raise BaselineError(f"{' '.join(self.tests)} do not pass without a change.")
        seconds, by_test, before, others, ours, _ = told[0]
        for name in others:
            _preload(name)
        lines = {id: {file: frozenset(numbers) for file, numbers in found.items()} for id, found in by_test.items()}
        return Baseline(
            dict(sorted(seconds.items(), key=lambda one: one[1])),
            lines,
            {file: frozenset(numbers) for file, numbers in before.items()},
            tuple(ours),
        )

    def run_patched(self, changes: Sequence[Change], baseline: Baseline) -> Iterator[tuple[int, Outcome | None]]:
        """Yield what became of changes within functions, by their index; `None` for one that takes another import."""

        def run(tell: Callable[[Any], None]) -> int:
            return self._pytest(_Forks(changes, baseline, lambda at, outcome: tell([at, outcome])), "--tb=no", "-x")

        for at, outcome in _tell_by_fork(run, quiet=True):
            yield at, Outcome(outcome) if outcome else None

    def run_imported(self, changed: ChangedModule, baseline: Baseline) -> Outcome:
        """Return what became of a change for which the module is imported again, by all the tests."""
        for tests in filter(None, baseline.nearest_and_others(changed.path)):
            child = _fork(partial(self._run_against, changed, tests, baseline), quiet=True)
            outcome = Outcome(_outcome_of(child, baseline, tests))
            if outcome is not Outcome.SURVIVED:
                return outcome
        return Outcome.SURVIVED

    def _run_against(self, changed: ChangedModule, tests: Sequence[str], baseline: Baseline) -> int:
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
        sys.meta_path.insert(0, changed)
        files = dict.fromkeys(id.partition("::")[0] for id in tests)
        return self._pytest(_Selection(tests, baseline.seconds), "--tb=no", "-x", paths=files)

    def _pytest(self, plugin: object, *options: str, paths: Iterable[str] = ()) -> int:
        arguments = [*_PYTEST, *options, *(paths or self.tests)]
        return int(pytest.main(arguments, plugins=[plugin, _FewExamples(self.examples)]))


def import_all_but(left_out: Collection[str], baseline: Baseline) -> None:
    """Import anew what the tests need of the program, except for some modules, which each run then imports itself."""
    for name in [name for name in sys.modules if _is_ours(name)]:
        del sys.modules[name]
    for name in baseline.modules:
        if name not in left_out:
            importlib.import_module(name)


def _tell_by_fork(run: Callable[[Callable[[Any], None]], int], *, quiet: bool) -> Iterator[Any]:
    """Run a function in a process of its own, and yield what it tells, as JSON, while it does."""
    reading, writing = os.pipe()
    child = _fork(lambda: run(lambda told: _write(writing, told)), quiet=quiet)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        yield from map(json.loads, pipe)
    os.waitpid(child, 0)


def _write(pipe: int, told: Any) -> None:
    left = json.dumps(told).encode() + b"\n"
    while left:
        left = left[os.write(pipe, left) :]


def _outcome_of(child: int, baseline: Baseline, tests: Sequence[str]) -> str:
    """Wait for a process that runs some tests; return the value of its outcome, nothing if they did not run."""
    status = _wait(child, seconds=120 + 40 * sum(baseline.seconds[id] for id in tests))
    if status == _NOT_PATCHED:
        return ""
    outcome = Outcome.TIMED_OUT if status < 0 else Outcome.KILLED if status else Outcome.SURVIVED
    return outcome.value


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
