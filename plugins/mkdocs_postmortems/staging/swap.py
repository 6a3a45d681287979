"""Puts finished trees in the place of the last ones, and mends what an interrupted run left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.verify.manifest import manifest_path, trees

_NEW = ".new"
_OLD = ".old"
"""Folders in the target: what is to come, and what just went."""


def begin(target: Path) -> Path:
    """Return an empty folder on the target's file system for what is to come, once a broken run is mended."""
    target.mkdir(parents=True, exist_ok=True)
    _mend(target)
    new = target / _NEW
    new.mkdir()
    return new


def replace_trees(target: Path, slugs: Iterable[str]) -> None:
    """Move the trees of `begin` and their manifests into place; trees of audiences that are gone go, too.

    A run that is killed leaves every tree whole, as it was or as it is to be.
    """
    new, old = target / _NEW, target / _OLD
    old.mkdir()
    kept = set(slugs)
    for slug in sorted(kept):
        if (target / slug).exists():
            (target / slug).rename(old / slug)
        (new / slug).rename(target / slug)
        manifest_path(new / slug).replace(manifest_path(target / slug))
    for tree in trees(target):
        if tree.name not in kept:
            shutil.rmtree(tree, ignore_errors=True)
            manifest_path(tree).unlink()
    shutil.rmtree(old)
    shutil.rmtree(new)


def _mend(target: Path) -> None:
    """Bring back a tree whose place was still empty, and drop the rest."""
    old = target / _OLD
    if old.is_dir():
        for tree in sorted(old.iterdir()):
            if not (target / tree.name).exists():
                tree.rename(target / tree.name)
        shutil.rmtree(old)
    shutil.rmtree(target / _NEW, ignore_errors=True)
