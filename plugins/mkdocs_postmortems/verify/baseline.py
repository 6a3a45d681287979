"""Words that every site has: those of themes and of this program. What occurs there would alarm on all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from mkdocs_postmortems.verify.decoding import Decoder
from mkdocs_postmortems.verify.layer import Layer
from mkdocs_postmortems.verify.walk import walk

_ENDINGS = (".html", ".js", ".map", ".css", ".json", ".xml", ".py", ".yml", ".md", ".svg", ".txt")
_PASSED_OVER = (".icons/", "node_modules/", "__pycache__/")
"""Thousands of drawings without a word."""


@cache
def shipped_folders() -> tuple[Path, ...]:
    """Return the folders of this program and of all themes that are installed."""
    packages = {"mkdocs_postmortems", "mkdocs.contrib.search"}
    packages |= {point.module for point in entry_points(group="mkdocs.themes")}
    return tuple(sorted(folder for package in packages if (folder := _folder(package)) is not None))


def _folder(package: str) -> Path | None:
    try:
        spec = find_spec(package)
    except ImportError:
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def baseline_texts(folders: Iterable[Path]) -> Iterator[str]:
    """Yield all texts of folders that anybody may read, names of files included."""
    decoder = Decoder()
    for folder in folders:
        for path in walk(folder).files:
            if path.endswith(_ENDINGS) and not any(part in path for part in _PASSED_OVER):
                yield path
                data = (folder / path).read_bytes()
                yield from (part.text for part in decoder.decode(path, data) if isinstance(part, Layer))
