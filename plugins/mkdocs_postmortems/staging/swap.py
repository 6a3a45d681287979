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

    A run that is killed leaves every tree whole, as it was or as it is to be; the next one ends what it began.
    """
    old = target / _OLD
    old.mkdir()
    _move(target)
    for tree in set(trees(target)) - {target / slug for slug in slugs}:
        _put_away(tree, old)
        manifest_path(tree).unlink()
    shutil.rmtree(old)
    shutil.rmtree(target / _NEW)


def _move(target: Path) -> None:
    """Put each new tree where the last one is, and its manifest after it."""
    for new in trees(target / _NEW):
        tree = target / new.name
        if new.exists():
            _put_away(tree, target / _OLD)
            new.rename(tree)
        manifest_path(new).replace(manifest_path(tree))


def _put_away(tree: Path, old: Path) -> None:
    if tree.exists():
        tree.rename(old / tree.name)


def _mend(target: Path) -> None:
    """End what a run began that had verified all of its trees; drop what another one left."""
    old = target / _OLD
    if old.is_dir():
        _move(target)
        for tree in trees(target):
            if not tree.exists() and (old / tree.name).exists():
                (old / tree.name).rename(tree)
        shutil.rmtree(old)
    shutil.rmtree(target / _NEW, ignore_errors=True)
