"""Which modules of a package depend on one of them, so that all others can be imported once for many runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path


def read_imports(root: Path) -> dict[str, frozenset[str]]:
    """Return, for each module below a folder, the modules that are imported with it.

    Args:
        root: The folder that holds the topmost package.
    """
    files = {module_name(path.relative_to(root).as_posix()): path for path in sorted(root.rglob("*.py"))}
    return {
        name: frozenset(one for one in _imported(name, path) if one in files and one != name)
        for name, path in files.items()
    }


def dependents(target: str, imports: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the target and all modules that import it, directly or not."""
    found: set[str] = set()
    waiting = [target]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other, imported in imports.items() if name in imported]
    return frozenset(found)


def module_name(path: str) -> str:
    """Return the dotted name of a source file, whose path starts at its topmost package."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imported(name: str, path: Path) -> Iterator[str]:
    """Yield what is imported with a module: what it names, and the packages above all of that and above itself."""
    yield from _with_packages(name)
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_packages(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield from _with_packages(f"{node.module}.{alias.name}")


def _with_packages(name: str) -> Iterator[str]:
    parts = name.split(".")
    yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))
