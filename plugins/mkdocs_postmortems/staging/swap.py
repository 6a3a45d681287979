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


def replace_trees(target: Path, slugs: Iterable[str], known: Iterable[str]) -> None:
    """Move the trees of `begin` into place, each with what lies beside it.

    A run that is killed leaves every tree whole, as it was or as it is to be.

    Args:
        target: The folder of all trees.
        slugs: The trees that were built.
        known: All trees that the site has now; those of audiences that are gone go, too.
    """
    new, old = target / _NEW, target / _OLD
    old.mkdir()
    for slug in sorted(slugs):
        if (target / slug).exists():
            (target / slug).rename(old / slug)
        (new / slug).rename(target / slug)
        _move_companions(new / slug, target / slug)
    kept = set(known)
    for tree in trees(target):
        if tree.name not in kept:
            shutil.rmtree(tree, ignore_errors=True)
            for path in _companions(tree):
                path.unlink(missing_ok=True)
    shutil.rmtree(old)
    shutil.rmtree(new)


def _companions(tree: Path) -> tuple[Path, ...]:
    """Return what lies beside a tree; the manifest last, since a move that was broken off is known by it."""
    return origin_path(tree), manifest_path(tree)


def _move_companions(tree: Path, place: Path) -> None:
    for path, there in zip(_companions(tree), _companions(place), strict=True):
        if path.exists():
            path.replace(there)


def _mend(target: Path) -> None:
    """Finish the move of a tree that is in place, bring back one whose place was still empty, and drop the rest."""
    old, new = target / _OLD, target / _NEW
    for tree in trees(new):
        if not tree.exists():
            _move_companions(tree, target / tree.name)
    if old.is_dir():
        for tree in sorted(old.iterdir()):
            if not (target / tree.name).exists():
                tree.rename(target / tree.name)
        shutil.rmtree(old)
    shutil.rmtree(new, ignore_errors=True)
