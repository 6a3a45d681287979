"""The folder of a run's stages. They hold what is restricted, so those of a run that was killed go with the next."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_postmortems.locking import held

_PREFIX = "postmortems-build-"


@contextmanager
def stages() -> Iterator[Path]:
    """Yield an empty folder, which nobody else can read, until the block ends; clear away those of dead runs.

    It is not below the project: programs that look upwards for a repository must not find one.
    """
    _clear()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear() -> None:
    """Remove folders of ours that no living run holds the lock of."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder):
            continue
        with held(folder) as is_dead:
            # One that is empty may be another run's, which is about to take its lock.
            if is_dead and any(folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
