"""Changes packages in small ways, and prints which changes no test notices. `make mutants` runs it."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from mutation_testing.imports import dependents, module_name, read_imports
from mutation_testing.operators import Mutant, find_mutants
from mutation_testing.runner import (
    ROOT,
    Baseline,
    Change,
    ChangedModule,
    Outcome,
    SuiteRunner,
    import_all_but,
    prepare,
)

SOURCE_ROOT = "plugins"
EQUIVALENT = Path(__file__).with_name("equivalent.yml")
CACHE = ROOT / ".cache" / "mutants"
"""Where survivors are kept for `--again`."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is changed, and the tests that should notice."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the changes of one package."""

    package: str
    known: int
    """All changes that could be made."""
    equivalent: int
    """Those left out, since they change nothing that anybody could see."""
    outcomes: tuple[tuple[Mutant, Outcome], ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The changes that no test noticed."""
        return tuple(mutant for mutant, outcome in self.outcomes if outcome is Outcome.SURVIVED)

    @property
    def row(self) -> str:
        """One row of the table."""
        count = Counter(outcome for _, outcome in self.outcomes)
        share = 100 * count[Outcome.SURVIVED] / max(1, len(self.outcomes))
        return (
            f"| {self.package} | {self.known:,} | {self.equivalent} | {len(self.outcomes):,} "
            f"| {count[Outcome.KILLED]:,} | {count[Outcome.TIMED_OUT]} | {count[Outcome.SURVIVED]} | {share:.1f} % |"
        )


HEAD = (
    "| package | possible | equivalent | tried | killed | timed out | survived | share |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def main(arguments: Sequence[str]) -> int:
    """Run it; 1 if a change survived."""
    parser = argparse.ArgumentParser(prog="mutation_testing", description=__doc__)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutation-testing"]
    packages = {
        name: Package(name, tuple(one["sources"]), tuple(one["tests"])) for name, one in settings["packages"].items()
    }
    parser.add_argument("packages", nargs="*", choices=[[], *packages], metavar="PACKAGE", help=", ".join(packages))
    parser.add_argument("--sample", type=int, default=250, help="changes per package; 0 for all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (default: %(default)s)")
    parser.add_argument("--match", default="", help="only changes whose `path:line` holds this")
    parser.add_argument("--again", action="store_true", help="only changes that survived the last time")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for name in options.packages or packages:
            package = packages[name]
            mutants, known, equivalent = choose(package, options)
            runner = SuiteRunner(package.tests, source_files(package.sources), settings["hypothesis_examples"])
            results.append(Result(name, known, equivalent, tuple(run(package, mutants, runner))))
    print(f"\n{HEAD}", *(result.row for result in results), sep="\n")
    return int(any(result.survivors for result in results))


def choose(package: Package, options: argparse.Namespace) -> tuple[list[Mutant], int, int]:
    """Return the changes to try, how many there could be, and how many of them are equivalent."""
    found = [one for path in source_files(package.sources) for one in find_mutants(path, (ROOT / path).read_bytes())]
    excused = load_equivalent()
    left = [one for one in found if not any(is_excused(one, entry) for entry in excused)]
    stale = [entry for entry in excused if is_stale(entry, package, found)]
    for entry in stale:
        print(f"{EQUIVALENT.name}: there is no such change any more in {entry['file']}: {entry['code']}")
    chosen = [one for one in left if options.match in f"{one.path}:{one.line}"]
    if options.again:
        before = {key(entry) for entry in json.loads((CACHE / f"{package.name}.json").read_text("utf-8"))}
        chosen = [one for one in chosen if key(identity(one)) in before]
    elif 0 < options.sample < len(chosen):
        picked = set(random.Random(options.seed).sample(range(len(chosen)), options.sample))  # noqa: S311 - a sample
        chosen = [one for at, one in enumerate(chosen) if at in picked]
    return chosen, len(found), len(found) - len(left)


def source_files(sources: Iterable[str]) -> list[str]:
    """Return the Python files of folders and files, as posix paths from the root."""
    paths = {
        path
        for source in sources
        for path in ((ROOT / source).rglob("*.py") if (ROOT / source).is_dir() else [ROOT / source])
    }
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def load_equivalent() -> list[dict[str, Any]]:
    """Return the changes that nobody could notice: file, line of code, what it becomes (all if unsaid), and why."""
    return yaml.safe_load(EQUIVALENT.read_text("utf-8")) or []


def is_excused(mutant: Mutant, entry: Mapping[str, Any]) -> bool:
    """Whether a change is one of those that nobody could notice."""
    same = mutant.path == entry["file"] and mutant.code == entry["code"]
    return same and ("after" not in entry or mutant.after in entry["after"])


def is_stale(entry: Mapping[str, Any], package: Package, found: Sequence[Mutant]) -> bool:
    """Whether an entry of a package excuses nothing, since the code was edited."""
    return entry["file"] in source_files(package.sources) and not any(is_excused(one, entry) for one in found)


def identity(mutant: Mutant) -> dict[str, str]:
    """Return what names a change without a line number, which the next edit would make wrong."""
    return {"file": mutant.path, "function": mutant.function, "before": mutant.before, "after": mutant.after}


def key(entry: dict[str, str]) -> tuple[str, ...]:
    """Return an identity as something that can be compared."""
    return tuple(entry[name] for name in ("file", "function", "before", "after"))


def run(package: Package, mutants: Sequence[Mutant], runner: SuiteRunner) -> list[tuple[Mutant, Outcome]]:
    """Return the outcome of each change; print the survivors while they are found, and keep them for `--again`."""
    begun = time.monotonic()
    outcomes: list[tuple[Mutant, Outcome]] = []
    for mutant, outcome, note in try_all(mutants, runner):
        outcomes.append((mutant, outcome))
        if outcome is Outcome.SURVIVED:
            place = f"{mutant.path}:{mutant.line} in {mutant.function or 'the module'}"
            print(f"\n{place} survived{note}", *diff(mutant, (ROOT / mutant.path).read_bytes()), sep="\n")
        if len(outcomes) % 25 == 0:
            print(f"{package.name}: {len(outcomes)} of {len(mutants)}, {time.monotonic() - begun:.0f} s", flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    survived = [identity(mutant) for mutant, outcome in outcomes if outcome is Outcome.SURVIVED]
    (CACHE / f"{package.name}.json").write_text(json.dumps(survived, indent=1), encoding="utf-8")
    return outcomes


def try_all(mutants: Sequence[Mutant], runner: SuiteRunner) -> Iterator[tuple[Mutant, Outcome, str]]:
    """Yield the outcome of each change, and what is to be said about it: first of those within functions."""
    baseline = runner.measure()
    print(f"{len(mutants)} changes, {len(baseline.seconds)} tests", flush=True)
    within, at_import = [], []
    for mutant in mutants:
        if baseline.is_run_at_import(ROOT / mutant.path, mutant.lines):
            at_import.append(mutant)
        elif baseline.tests_of(ROOT / mutant.path, mutant.lines):
            within.append(mutant)
        else:
            yield mutant, Outcome.SURVIVED, ": no test runs it"
    for at, outcome in runner.run_patched([change_of(mutant) for mutant in within], baseline):
        if outcome is None:
            at_import.append(within[at])
        else:
            yield within[at], outcome, ""
    for mutant, outcome in run_imported(at_import, runner, baseline):
        yield mutant, outcome, ""


def run_imported(
    mutants: Iterable[Mutant], runner: SuiteRunner, baseline: Baseline
) -> Iterator[tuple[Mutant, Outcome]]:
    """Yield the outcome of changes for which modules are imported again, module by module."""
    imports = read_imports(ROOT / SOURCE_ROOT)
    for path, some in groupby(sorted(mutants, key=lambda one: one.path), key=lambda one: one.path):
        name = module_name(path.removeprefix(f"{SOURCE_ROOT}/"))
        import_all_but(dependents(name, imports), baseline)
        for mutant in some:
            changed = ChangedModule(name, ROOT / path, change_of(mutant).after)
            yield mutant, runner.run_imported(changed, baseline)


def change_of(mutant: Mutant) -> Change:
    """Return a change as the runner takes it."""
    source = (ROOT / mutant.path).read_bytes()
    return Change(ROOT / mutant.path, mutant.lines, source, mutant.apply(source))


def diff(mutant: Mutant, source: bytes) -> list[str]:
    """Return the lines that a change removes and adds."""
    before, after = source.decode().splitlines(), mutant.apply(source).decode().splitlines()
    return [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=0)
        if not line.startswith(("---", "+++", "@@")) and line != "+"
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
