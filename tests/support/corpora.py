"""Real postmortems of other organisations, where they lie beside the checkout."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
BIN = Path(sys.executable).parent


def writable_copy(source: Path, target: Path) -> None:
    """Copy a folder whose files are read-only."""
    shutil.copytree(source, target)
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
