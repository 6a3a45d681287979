"""Puts finished trees in the place of the last ones, and mends what an interrupted run left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.verify.manifest import manifest_path, trees
from mkdocs_postmortems.verify.origin import origin_path

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


def replace_trees(target: Path, known: Iterable[str]) -> None:
    """Move the trees of `begin` into place, each with what lies beside it.

    A run that is killed leaves every tree whole, as it was or as it is to be; the next one ends what it began.

    Args:
        target: The folder of all trees.
        known: All trees that the site has now; those of audiences that are gone go, too.
    """
    old = target / _OLD
    old.mkdir()
    _move(target)
    for tree in set(trees(target)) - {target / slug for slug in known}:
        _put_away(tree, old)
        for path in _companions(tree):
            path.unlink(missing_ok=True)
    shutil.rmtree(old)
    shutil.rmtree(target / _NEW)


def _move(target: Path) -> None:
    """Put each new tree where the last one is, and what lies beside it after it."""
    for new in trees(target / _NEW):
        tree = target / new.name
        if new.exists():
            _put_away(tree, target / _OLD)
            new.rename(tree)
        for path, place in zip(_companions(new), _companions(tree), strict=True):
            if path.exists():
                path.replace(place)


def _put_away(tree: Path, old: Path) -> None:
    if tree.exists():
        tree.rename(old / tree.name)


def _companions(tree: Path) -> tuple[Path, ...]:
    """Return what lies beside a tree; the manifest last, since a move that was broken off is known by it."""
    return origin_path(tree), manifest_path(tree)


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
