"""Small changes of a Python source, each of which a test should notice."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_TYPE_TESTS = {"isinstance", "issubclass", "cast"}
"""Functions whose arguments cannot be swapped without an exception at the first call."""
_NEUTRAL_KEYWORDS = {"strict"}
"""Arguments that only guard against mistakes of a programmer."""
_MAX_DISPLAY = 12
"""Elements up to which a literal is logic rather than a list of data."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one source file."""

    path: str
    """Posix path of the file from the root of the repository."""
    line: int
    """Where the changed code starts (1-based)."""
    function: str
    """Qualified name of the function or class around it; empty at the top of the module."""
    before: str
    after: str
    """The changed expression or statement, as `ast.unparse` writes it."""
    code: str
    """The first line of what is changed, without its indentation."""
    start: int
    end: int
    """Offsets in the UTF-8 bytes of the file."""
    lines: range
    """Lines of the statement around it; of one that holds others, those before the first of them."""

    def apply(self, source: bytes) -> bytes:
        """Return the source with this change; all other lines keep their numbers."""
        after = self.after.encode()
        missing = b"\n" * (source[self.start : self.end].count(b"\n") - after.count(b"\n"))
        padded = after[:-1] + missing + after[-1:] if after.endswith(b")") else after + missing
        return source[: self.start] + padded + source[self.end :]


def find_mutants(path: str, source: bytes) -> list[Mutant]:
    """Return every change that is known for a source, in the order of its lines."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    unique = {(one.start, one.end, one.after): one for one in finder.found}
    return sorted(unique.values(), key=lambda one: (one.start, one.end, one.after))


class _Finder(ast.NodeVisitor):
    """Visits the code that runs: no annotations, decorators, docstrings, assertions or formatted texts."""

    def __init__(self, path: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._path = path
        self._lines = source.decode().split("\n")
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._scope: list[str] = []
        self._statement = range(0)

    def visit(self, node: ast.AST) -> None:
        """Visit a node, and remember the statement that it belongs to."""
        around = self._statement
        if isinstance(node, ast.stmt | ast.excepthandler):
            self._statement = _own_lines(node)
        super().visit(node)
        self._statement = around

    def _add(self, node: ast.expr | ast.stmt, changed: ast.AST | str) -> None:
        before = ast.unparse(node)
        after = changed if isinstance(changed, str) else ast.unparse(changed)
        if after == before:
            return
        if isinstance(node, ast.expr) and not isinstance(node, ast.Constant | ast.Name):
            after = f"({after})"
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[node.end_lineno - 1] + node.end_col_offset
        code = self._lines[node.lineno - 1].strip()
        scope, lines = ".".join(self._scope), self._statement
        self.found.append(Mutant(self._path, node.lineno, scope, before, after, code, start, end, lines))

    def _negate(self, test: ast.expr) -> None:
        """Turn a condition round, unless another operator does it."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in _NEGATING):
            self._add(test, ast.UnaryOp(ast.Not(), test))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_scope(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)):
            self.visit(default)
        self._visit_scope(node)

    def _visit_scope(self, node: ast.ClassDef | ast.FunctionDef) -> None:
        self._scope.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self._scope.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        """Leave the list of what a module exports."""
        if ast.unparse(node.targets[0]) != "__all__":
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        """Leave it: it tells the type checker what the code knows."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave it: what is in it has no places of its own before Python 3.12."""

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._add(node, "pass")
            self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._add(node, "pass")
        if type(node.op) in _ARITHMETIC:
            changed = copy.copy(node)
            changed.op = _ARITHMETIC[type(node.op)]()
            self._add(node, changed)
        self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._add(node, "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self._add(node, "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        self._add(node, "break")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is None:
            self._add(node, "pass")
            return
        if not isinstance(node.value, ast.Constant):
            self._add(node, "return None")
        self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._add(test, "True")
            self._negate(test)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for at, op in enumerate(node.ops):
            changed = copy.copy(node)
            changed.ops = [*node.ops[:at], _COMPARISONS[type(op)](), *node.ops[at + 1 :]]
            self._add(node, changed)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self._add(node, ast.BoolOp(other, node.values))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, node.operand)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _ARITHMETIC:
            self._add(node, ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _FUNCTIONS:
            self._add(node.func, _FUNCTIONS[name])
        first = node.args[:2]
        swappable = name not in _TYPE_TESTS and name not in _FUNCTIONS
        if len(first) == 2 and swappable and not any(isinstance(one, ast.Starred) for one in first):
            self._add(node, ast.Call(node.func, [first[1], first[0], *node.args[2:]], node.keywords))
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            if keyword.arg not in _NEUTRAL_KEYWORDS:
                self.visit(keyword.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Leave what stands between brackets with a comma: a type and its parameters."""
        self.visit(node.value)
        if not isinstance(node.slice, ast.Tuple):
            self.visit(node.slice)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if isinstance(node.ctx, ast.Load):
            self._drop_elements(node)
            self.generic_visit(node)

    def visit_List(self, node: ast.List) -> None:
        if isinstance(node.ctx, ast.Load):
            self._drop_elements(node)
            self.generic_visit(node)

    def visit_Set(self, node: ast.Set) -> None:
        self._drop_elements(node)
        self.generic_visit(node)

    def _drop_elements(self, node: ast.Tuple | ast.List | ast.Set) -> None:
        if 2 <= len(node.elts) <= _MAX_DISPLAY:
            for at in range(len(node.elts)):
                changed = copy.copy(node)
                changed.elts = [*node.elts[:at], *node.elts[at + 1 :]]
                self._add(node, changed)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._add(node, repr(not node.value))
        elif isinstance(node.value, int | float):
            self._add(node, repr(node.value + 1))
            self._add(node, repr(node.value - 1) if node.value else "(-1)")


_NEGATING = {ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot}


def _own_lines(node: ast.stmt | ast.excepthandler) -> range:
    """Return the lines of a statement without those of the statements in it."""
    last = node.end_lineno or node.lineno
    within = getattr(node, "body", None)
    return range(node.lineno, max(within[0].lineno, node.lineno + 1) if within else last + 1)
