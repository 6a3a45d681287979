"""Puts finished trees in the place of the last ones, and mends what an interrupted run left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.verify.manifest import ENDING

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
        (new / f"{slug}{ENDING}").replace(target / f"{slug}{ENDING}")
    for manifest in sorted(target.glob(f"*{ENDING}")):
        slug = manifest.name.removesuffix(ENDING)
        if slug not in kept:
            shutil.rmtree(target / slug, ignore_errors=True)
            manifest.unlink()
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
