"""Writes files that can be made again, such as those of a cache: each is whole or missing, and none is missed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

CACHE_FOLDER = ".cache/postmortems"
"""The folder of everything that can be made again, relative to the folder of mkdocs.yml."""


def ignore_in_git(folder: Path) -> None:
    """Keep a folder of files that can be made again out of git, also where nobody has thought of it.

    Raises:
        OSError: it cannot be written.
    """
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def write_record(path: Path, data: bytes) -> None:
    """Replace a file atomically; do nothing if it cannot be written."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(data)
        unfinished.replace(path)
