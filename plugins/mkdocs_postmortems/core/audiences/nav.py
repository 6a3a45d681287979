"""The navigation of one audience: what leads to a file that it does not get is left out, with its title."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Any

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)


def cut_nav(nav: Any, has: Callable[[str], bool]) -> Any:
    """Return the option `nav` without entries of files that are not there, and without sections that this empties.

    Where nothing is left it is as if there were no navigation: `None`.

    Args:
        nav: As written: lists of paths, of `{title: path}` and of `{title: list}`; `None` where there is none.
        has: Whether a path below `docs_dir` is among the files.
    """
    if nav is None:
        return None
    return _cut(nav, has) or None


def _cut(item: Any, has: Callable[[str], bool]) -> Any:
    if isinstance(item, str):
        return item if _ELSEWHERE.match(item) or _exists(item, has) else None
    if isinstance(item, list):
        return [kept for kept in (_cut(entry, has) for entry in item) if kept]
    if isinstance(item, dict):
        return {title: kept for title, value in item.items() if (kept := _cut(value, has))}
    return None


def _exists(path: str, has: Callable[[str], bool]) -> bool:
    plain = posixpath.normpath(path.split("#", maxsplit=1)[0])
    return has(plain) or has(path)
