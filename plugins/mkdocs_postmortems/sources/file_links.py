"""Finds files that have several paths: by symbolic links and by hard links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType


def find_links(root: Path, files: Iterable[tuple[Path, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return the other paths of each file below a folder that has several, relative to it.

    The other path of a symbolic link is that of its target. A file with hard links has several names, none of which is
    the first.

    Args:
        root: The folder.
        files: The files below it, each with its path relative to the folder.
    """
    targets: dict[str, str] = {}
    names: dict[tuple[int, int], list[str]] = {}
    real_root = root.resolve()
    for path, display_path in files:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            target = Path(os.path.realpath(path))
            if target.is_relative_to(real_root):
                targets[display_path] = target.relative_to(real_root).as_posix()
        elif status.st_nlink > 1:
            names.setdefault((status.st_dev, status.st_ino), []).append(display_path)
    links = {path: tuple(one for one in same if one != path) for same in names.values() for path in same}
    links |= {path: (target, *links.get(target, ())) for path, target in targets.items()}
    return MappingProxyType({path: others for path, others in links.items() if others})
