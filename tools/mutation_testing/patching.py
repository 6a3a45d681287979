"""Puts changed code into functions that are there already, so that nothing has to be imported anew."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType

Functions = Mapping[tuple[str, str, int], Sequence[FunctionType]]
"""Functions by file, qualified name and first line."""


def find_functions(root: Path) -> Functions:
    """Return every function of this process whose source lies below a folder."""
    found: defaultdict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename.startswith(f"{root}/"):
            found[_place(one.__code__)].append(one)
    return found


def patch(path: Path, before: bytes, after: bytes, functions: Functions) -> bool:
    """Give functions the code of a changed source; return whether that was possible, and done.

    Functions within functions come with those that make them. What runs at import, such as a default, is not changed.
    """
    old, new = (list(_outer_functions(compile(source, str(path), "exec"))) for source in (before, after))
    changed = [(a, b) for a, b in zip(old, new, strict=True) if not _is_same(a, b)]
    found = [(one, code) for was, code in changed for one in functions.get(_place(was), ())]
    if not found or any(len(one.__code__.co_freevars) != len(code.co_freevars) for one, code in found):
        return False
    for one, code in found:
        one.__code__ = code
    return True


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _outer_functions(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of functions and methods in the order of the source; of classes, what is in them."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & 1:  # CO_OPTIMIZED: a function, a lambda or a comprehension, but not a class
                yield one
            else:
                yield from _outer_functions(one)


def _is_same(a: CodeType, b: CodeType) -> bool:
    """Whether two functions do the same: `==` looks at the constants within as well, and at the lines of both."""
    return a == b
