"""The mutation tester itself: which changes it makes, and what it says became of them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from mutation_testing.imports import dependents, module_name, read_imports
from mutation_testing.line_coverage import LineRecorder
from mutation_testing.operators import find_mutants
from mutation_testing.patching import find_functions, patch
from mutation_testing.runner import ChangedModule

ROOT = Path(__file__).parents[2]


def plain(source: str) -> str:
    """Return a source without parentheses that it does not need."""
    return ast.unparse(ast.parse(source))


def changes(source: str) -> list[str]:
    """Return every changed source."""
    return [mutant.apply(source.encode()).decode() for mutant in find_mutants("x.py", source.encode())]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a <= b", "pass"]),
        ("x = a == b", ["x = (a != b)"]),
        ("x = a not in b", ["x = (a in b)"]),
        ("x = a and b", ["x = (a or b)"]),
        ("x = not a", ["x = (a)"]),
        ("x = a + b", ["x = (a - b)"]),
        ("x = 3", ["x = 2", "x = 4"]),
        ("x = True", ["x = False"]),
        ("x = f(a, b)", ["x = (f(b, a))"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = [a, b]", ["x = ([a])", "x = ([b])"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if True]", "x = [a for a in b if not c]"]),
        ("x = a if b else c", ["x = a if (not b) else c"]),
        ("x: tuple[int, str] = a", []),
        ("X = Mapping[str, tuple[int, ...]]", []),
        ("__all__ = ['a', 'b']", []),
        ("x = a[1]", ["x = a[0]", "x = a[2]"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f():\n    return", ["def f():\n    pass"]),
        (
            "def f(a: int = 1) -> Literal[1]: ...",
            ["def f(a: int = 0) -> Literal[1]: ...", "def f(a: int = 2) -> Literal[1]: ..."],
        ),
        ("for a in b:\n    break", ["for a in b:\n    continue"]),
        ("if a:\n    raise b", ["if a:\n    pass", "if not a:\n    raise b"]),
        ("é = 'ä', 1", ["é = ('ä',)", "é = (1,)", "é = 'ä', 0", "é = 'ä', 2"]),
        ('"""Words of 3."""', []),
        ("assert a < 3", []),
        ("x = f'{a + 1}'", []),
        ("@cache(1)\ndef f(): ...", []),
        ("zip(a, b, strict=True)", ["(zip(b, a, strict=True))", "pass"]),
    ],
)
def test_each_change_is_one_that_somebody_could_make_by_mistake(source, expected):
    """One at a time, at its place; annotations, decorators, assertions and words are left alone."""
    assert sorted(map(plain, changes(source))) == sorted(map(plain, expected))


def test_every_change_of_the_program_is_python():
    """Whatever the source, and no two are the same."""
    for path in sorted((ROOT / "plugins/mkdocs_postmortems/core/leaks").glob("*.py")):
        source = path.read_bytes()
        mutants = find_mutants(path.name, source)
        changed = [mutant.apply(source) for mutant in mutants]
        for one in changed:
            compile(one, path.name, "exec")
        assert len(set(changed)) == len(mutants)
        assert source not in changed


def test_modules_that_depend_on_a_changed_one_are_imported_anew(tmp_path):
    """Also those that reach it by way of a package."""
    files = {
        "p/__init__.py": "",
        "p/a.py": "",
        "p/b.py": "from p import a",
        "p/q/__init__.py": "from p.b import x",
        "p/q/c.py": "",
        "p/d.py": "import json",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert dependents("p.a", read_imports(tmp_path)) == {"p.a", "p.b", "p.q", "p.q.c"}
    assert module_name("p/q/__init__.py") == "p.q"


def test_a_changed_module_is_imported_in_place_of_its_file(tmp_path, monkeypatch):
    """Nothing is written to the disk."""
    (tmp_path / "changed_one.py").write_text("X = 1", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    changed = ChangedModule("changed_one", tmp_path / "changed_one.py", b"X = 2")
    monkeypatch.setattr(sys, "meta_path", [changed, *sys.meta_path])
    import changed_one

    monkeypatch.delitem(sys.modules, "changed_one")
    assert changed_one.X == 2
    assert (tmp_path / "changed_one.py").read_text(encoding="utf-8") == "X = 1"


SOURCE = """\
from functools import cache

def outer(
    a, b=1
):
    if (
        a
        and b
    ):
        return [n for n in (1, 2)]
    return 3


class Thing:
    @cache
    def method(self):
        return super().__eq__(self) or 5
"""


@pytest.mark.parametrize(
    ("before", "lines"),
    [("a and b", [6, 7, 8, 9]), ("1", [4]), ("(1, 2)", [10]), ("3", [11]), ("5", [17])],
)
def test_a_change_belongs_to_its_statement(before, lines):
    """Of a statement that holds others, to the lines before them; no line after it moves."""
    found = [one for one in find_mutants("x.py", SOURCE.encode()) if one.before == before]

    assert found
    for mutant in found:
        assert set(lines) >= set(mutant.lines) or before == "1"
        assert mutant.line in mutant.lines
        assert mutant.apply(SOURCE.encode()).count(b"\n") == SOURCE.count("\n")


def loaded(tmp_path):
    """Return the path and the names of a module out of `SOURCE`."""
    path = tmp_path / "loaded.py"
    path.write_text(SOURCE, encoding="utf-8")
    names = {"__name__": "loaded"}
    exec(compile(SOURCE, str(path), "exec"), names)  # noqa: S102 - the text above
    return path, names


@pytest.mark.parametrize(("old", "new"), [("return 3", "return 4"), ("or 5", "or 6"), ("in (1, 2)", "in (3, 4)")])
def test_changed_code_is_put_into_functions(tmp_path, old, new):
    """Also into methods, into what is within a function, and into what a decorator holds."""
    path, names = loaded(tmp_path)
    before = names["outer"](0), names["outer"](1), names["Thing"]().method()
    assert patch(path, SOURCE.encode(), SOURCE.replace(old, new).encode(), find_functions(tmp_path))
    after = names["outer"](0), names["outer"](1), names["Thing"]().method()

    assert before == (3, [1, 2], True)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == (0 if "or" in old else 1)


@pytest.mark.parametrize(("old", "new"), [("b=1", "b=2"), ("super().__eq__(self) or 5", "5"), ("nothing", "")])
def test_what_cannot_be_put_into_functions_is_not(tmp_path, old, new):
    """A default runs at import, a function keeps what it closes over, and there may be no change at all."""
    path, names = loaded(tmp_path)

    assert not patch(path, SOURCE.encode(), SOURCE.replace(old, new).encode(), find_functions(tmp_path))
    assert names["outer"](0) == 3


def test_lines_that_run_are_recorded(tmp_path):
    """Of the files that are asked for alone."""
    path, names = loaded(tmp_path)
    recorder = LineRecorder([str(path)], str(tmp_path))
    tracing = sys.gettrace()
    recorder.start()
    names["outer"](0)
    sys.settrace(tracing)
    threading.settrace(None)

    assert {file: numbers & {10, 11} for file, numbers in recorder.lines_before.items()} == {str(path): {11}}


@pytest.mark.slow
def test_what_became_of_each_change_is_counted():
    """Of a sample that is the same in every run; nearly every change of a pattern or a condition is noticed."""
    command = [sys.executable, "-m", "mutation_testing", "leaks", "--match", "core/leaks/normalize.py", "--sample", "4"]
    environment = os.environ | {"PYTHONPATH": "tools"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    row = next(line for line in run.stdout.splitlines() if line.startswith("| leaks |"))
    _, _, tried, killed, timed_out, survived = (int(cell.replace(",", "")) for cell in row.split("|")[2:8])

    assert run.stderr == ""
    assert (tried, killed + timed_out + survived) == (4, 4)
    assert killed >= 2
    assert run.returncode == (survived > 0)
