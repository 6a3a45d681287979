r"""Finds texts on which a regular expression takes more than linear time.

The texts are made from the expression itself: what leads to a repetition, then what it repeats, many times, then
something that keeps the whole from matching. This finds the two usual kinds: repetitions that can share the same signs
(`\s*,?\s*$`), and searches that begin again at each sign of a long run (`\w+:`).
"""

from __future__ import annotations

import ast
import functools
import importlib
import os
import pickle
import pkgutil
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import mkdocs_postmortems

ROOT = Path(mkdocs_postmortems.__file__).parent
_SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_METHODS = _SEARCHES | {"match", "fullmatch"}
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_MAX_ATTACKS = 60
_ENDS = ("", "\x00\n!")
"""What stands behind the repeated text: nothing, or what few expressions take."""
_SHORT = (12, 16, 20, 24, 28)
_LENGTHS = tuple(60 * 2**power for power in range(9))
_NOISE = 0.0003
"""Seconds below which times say nothing."""
_MEASURABLE = 0.004
"""Seconds that no text of so few signs may take."""
_LONG = 0.1
"""Seconds after which the growth so far decides; repetitions that are bounded by a small number have ended before."""
_CONFIRMATIONS = 2
"""How often a slow text is measured again: what a busy machine does once, it seldom does three times."""
_MAX_RATIO = 2.8
"""How much longer twice the text may take; linear is 2, quadratic 4."""

Steps = Any
"""Part of a parsed expression: pairs of an operation and its arguments."""


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """An expression of the program."""

    module: str
    line: int
    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]
    """How it is applied: `search` (and all that looks everywhere), `match`, `fullmatch`."""

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.module}:{self.line} {self.name}"


@dataclass(frozen=True, slots=True)
class Attack:
    """A text of any length."""

    before: str
    repeated: str
    end: str

    def text(self, length: int) -> str:
        """Return it with about that many signs."""
        return self.before + self.repeated * (length // len(self.repeated) + 1) + self.end


def compiled_patterns() -> list[CompiledPattern]:
    """Return all expressions of the program: those that modules compile, and literals in functions."""
    uses = _uses()
    found = {}
    for (module, line), pattern in _recorded().items():
        name = _names(module).get(line, "")
        methods = uses.get((module, name)) or uses.get(("", name)) or _uses_of_others(module)
        found[module, pattern.pattern, pattern.flags] = CompiledPattern(module, line, name, pattern, _applied(methods))
    for one in _literals():
        found[one.module, one.pattern.pattern, one.pattern.flags] = one
    return sorted(found.values(), key=lambda one: (one.module, one.line))


def _applied(methods: Iterable[str]) -> frozenset[str]:
    """Name how an expression is applied; one that is handed on may be searched for."""
    kinds = {"search" if method in _SEARCHES else method for method in methods}
    return frozenset(kinds or {"search"})


def _recorded() -> dict[tuple[str, int], re.Pattern[Any]]:
    """Import every module in a process of its own, and note what it compiles.

    In this process they are imported already, and a second copy of their classes would be confused with the first.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = (sys.executable, "-c", f"from {__name__} import send_recorded; send_recorded()")
    sent: dict[tuple[str, int], re.Pattern[Any]] = pickle.loads(  # noqa: S301 - our own process wrote it
        subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    )
    return sent


def send_recorded() -> None:
    """Write what all modules compile, by file and line, to standard output."""
    found: dict[tuple[str, int], re.Pattern[Any]] = {}
    compile_pattern: Callable[..., re.Pattern[Any]] = re._compile  # type: ignore[attr-defined]

    def record(pattern: Any, flags: Any) -> re.Pattern[Any]:
        compiled = compile_pattern(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT):
            found[path.relative_to(ROOT).as_posix(), frame.f_lineno] = compiled
        return compiled

    re._compile = record  # type: ignore[attr-defined]
    for one in pkgutil.walk_packages(mkdocs_postmortems.__path__, "mkdocs_postmortems."):
        if not one.name.endswith("__main__"):
            importlib.import_module(one.name)
    re._compile = compile_pattern  # type: ignore[attr-defined]
    sys.stdout.buffer.write(pickle.dumps(found))


def _literals() -> Iterator[CompiledPattern]:
    """Yield the expressions that are written where they are applied: `re.sub("…", …)`."""
    for path in ROOT.rglob("*.py"):
        for call in ast.walk(_tree(path)):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id == "re"
                and call.func.attr in _METHODS
                and isinstance(call.args[0], ast.Constant)
            ):
                pattern = re.compile(call.args[0].value)
                module = path.relative_to(ROOT).as_posix()
                yield CompiledPattern(module, call.lineno, "", pattern, _applied({call.func.attr}))


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@functools.cache
def _names(module: str) -> dict[int, str]:
    """Return the names that a module gives to expressions, by each line of the assignment."""
    found = {}
    for node in ast.walk(_tree(ROOT / module)):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), target.id)
    return found


def _uses() -> dict[tuple[str, str], set[str]]:
    """Return which methods are called on each name: by module, and for the public ones of all (`""`)."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in ROOT.rglob("*.py"):
        module = path.relative_to(ROOT).as_posix()
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS and isinstance(node.value, ast.Name):
                for owner in {module, "" if not node.value.id.startswith("_") else module}:
                    found.setdefault((owner, node.value.id), set()).add(node.attr)
    return found


def _uses_of_others(module: str) -> set[str]:
    """Return the methods that a module calls on local names: how it applies the expressions of its tables."""
    return {
        node.attr
        for node in ast.walk(_tree(ROOT / module))
        if isinstance(node, ast.Attribute)
        and node.attr in _METHODS
        and isinstance(node.value, ast.Name)
        and node.value.id.islower()
        and not node.value.id.startswith("_")
    }


def attacks(pattern: re.Pattern[Any]) -> list[Attack]:
    """Return texts made to be slow for an expression."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = _parser.parse(
            pattern.pattern, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
        )
    found = dict.fromkeys([*_repetitions(tree, ""), *(("", sign) for sign in " a1\n")])
    return [
        Attack(before, repeated, end) for (before, repeated), end in product([*found][:_MAX_ATTACKS], _ENDS) if repeated
    ]


def _repetitions(steps: Steps, before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each step, and what can be repeated there."""
    done = full = before
    for step in steps:
        operation, argument = step
        once = _sample([step], full=True)
        yield "", full + once
        yield "", done + once
        if operation in _REPEATS and argument[1] > 50:
            for repeated in _bodies(argument[2]):
                yield full, repeated
                yield done, repeated
        for inner in _inner(operation, argument):
            yield from _repetitions(inner, full)
        done, full = done + _sample([step], full=False), full + once


def _inner(operation: object, argument: Any) -> list[Steps]:
    if operation is _constants.SUBPATTERN:
        return [argument[3]]
    if operation in _REPEATS:
        return [argument[2]]
    if operation is _constants.ATOMIC_GROUP:
        return [argument]
    if operation is _constants.BRANCH:
        return list(argument[1][:12])
    return [argument[1]] if operation in (_constants.ASSERT, _constants.ASSERT_NOT) else []


def _bodies(steps: Steps) -> Iterator[str]:
    """Yield forms of what a repetition repeats: one of each sign of a set, and a blank, which most sets have."""
    yield _sample(steps, full=True) or "a"
    yield " "
    for operation, argument in steps:
        if operation is _constants.IN and argument[0][0] is not _constants.NEGATE:
            yield from (_sign([one]) for one in argument[:6])


def _sample(steps: Steps, *, full: bool) -> str:
    """Return a text that steps match: as short as may be, or with each optional part once (`full`)."""
    return "".join(_sample_one(operation, argument, full=full) for operation, argument in steps)


def _sample_one(operation: object, argument: Any, *, full: bool) -> str:
    if operation is _constants.LITERAL:
        return chr(argument)
    if operation is _constants.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if operation is _constants.ANY:
        return "a"
    if operation is _constants.IN:
        return _sign(argument)
    if operation in _REPEATS:
        return _sample(argument[2], full=full) * min(max(argument[0], int(full)), 50)
    if operation is _constants.BRANCH:
        return _sample(argument[1][0], full=full)
    if operation is _constants.SUBPATTERN:
        return _sample(argument[3], full=full)
    return _sample(argument, full=full) if operation is _constants.ATOMIC_GROUP else ""


_OF_CATEGORY = {
    _constants.CATEGORY_DIGIT: "1",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_DIGIT: "a",
    _constants.CATEGORY_NOT_SPACE: "a",
    _constants.CATEGORY_NOT_WORD: "-",
}


def _sign(items: Any) -> str:
    """Return a sign of a set."""
    if items[0][0] is _constants.NEGATE:
        return next((sign for sign in "ax1 -.,\n" if not any(_has(item, sign) for item in items[1:])), "é")
    operation, argument = items[0]
    if operation is _constants.CATEGORY:
        return _OF_CATEGORY[argument]
    return chr(argument if operation is _constants.LITERAL else argument[0])


def _has(item: Any, sign: str) -> bool:
    operation, argument = item
    if operation is _constants.CATEGORY:
        category = str(argument).rpartition("_")[2].lower()
        return bool(re.match({"digit": r"\d", "space": r"\s", "word": r"\w"}[category], sign)) != (
            "NOT" in str(argument)
        )
    low, high = argument if operation is _constants.RANGE else (argument, argument)
    return bool(low <= ord(sign) <= high)


def slow_attack(one: CompiledPattern) -> tuple[str, Attack, list[tuple[int, float]]] | None:
    """Return how an expression is applied, the text on which it is slow, and the seconds for lengths, or `None`."""
    for attack, method in product(attacks(one.pattern), sorted(one.methods)):
        try:
            times = _slow_times(one.pattern, method, attack)
            is_slow_again = times and all(_slow_times(one.pattern, method, attack) for _ in range(_CONFIRMATIONS))
        except UnicodeEncodeError:
            continue
        if is_slow_again:
            return method, attack, times
    return None


def _slow_times(pattern: re.Pattern[Any], method: str, attack: Attack) -> list[tuple[int, float]]:
    """Return times of lengths when they grow faster than the length does, twice in a row; else nothing."""
    for length in _SHORT:
        if (seconds := _seconds(pattern, method, attack.text(length))) > _MEASURABLE:
            return [(length, seconds)]
    if all(_seconds(pattern, method, attack.text(length)) < _NOISE for length in (250, 2000)):
        return []
    times: list[tuple[int, float]] = []
    for length in _LENGTHS:
        times.append((length, min(_seconds(pattern, method, attack.text(length)) for _ in range(2))))
        if times[-1][1] > (_LONG if len(times) > 2 else 5 * _LONG):
            break
    seconds = [one for _, one in times[-3:]]
    is_hopeless = len(seconds) < 3
    grows = seconds[0] > _NOISE and all(after > _MAX_RATIO * before for before, after in pairwise(seconds))
    return times[-3:] if is_hopeless or grows else []


def _seconds(pattern: re.Pattern[Any], method: str, text: str) -> float:
    subject = text.encode("latin-1") if isinstance(pattern.pattern, bytes) else text
    began = time.thread_time()
    if method == "search":
        for _ in pattern.finditer(subject):
            pass
    else:
        getattr(pattern, method)(subject)
    return time.thread_time() - began
