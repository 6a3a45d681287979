"""Writes files that can be made again, such as those of a cache: each is whole or missing, and none is missed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def write_record(path: Path, data: bytes) -> None:
    """Replace a file atomically; do nothing if it cannot be written."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(data)
        unfinished.replace(path)
