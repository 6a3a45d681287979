"""Puts finished trees in the place of the last ones, and mends what an interrupted run left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.audit.build_record import build_record_path
from mkdocs_postmortems.audit.manifest import built_sites, manifest_path

_NEW = ".new"
_OLD = ".old"
"""Folders in the target: what is to come, and what just went."""


def begin_swap(target: Path) -> Path:
    """Return an empty folder on the target's file system for what is to come, once a broken run is mended."""
    target.mkdir(parents=True, exist_ok=True)
    _recover(target)
    new = target / _NEW
    new.mkdir()
    return new


def swap_sites(target: Path, site_slugs: Iterable[str]) -> None:
    """Move the trees of `begin` into place, each with what lies beside it.

    A run that is killed leaves every tree whole, as it was or as it is to be; the next one ends what it began.

    Args:
        target: The folder of all trees.
        site_slugs: All trees that the site has now; those of audiences that are gone go, too.
    """
    old = target / _OLD
    old.mkdir()
    _move_new_sites(target)
    for tree in set(built_sites(target)) - {target / slug for slug in site_slugs}:
        _move_to_old(tree, old)
        for path in _sidecars(tree):
            path.unlink(missing_ok=True)
    shutil.rmtree(old)
    shutil.rmtree(target / _NEW)


def _move_new_sites(target: Path) -> None:
    """Put each new tree where the last one is, and what lies beside it after it."""
    for new in built_sites(target / _NEW):
        tree = target / new.name
        if new.exists():
            _move_to_old(tree, target / _OLD)
            new.rename(tree)
        for path, place in zip(_sidecars(new), _sidecars(tree), strict=True):
            if path.exists():
                path.replace(place)


def _move_to_old(site: Path, old: Path) -> None:
    if site.exists():
        site.rename(old / site.name)


def _sidecars(site: Path) -> tuple[Path, ...]:
    """Return what lies beside a tree; the manifest last, since a move that was broken off is known by it."""
    return build_record_path(site), manifest_path(site)


def _recover(target: Path) -> None:
    """End what a run began that had verified all of its trees; drop what another one left."""
    old = target / _OLD
    if old.is_dir():
        _move_new_sites(target)
        for tree in built_sites(target):
            if not tree.exists() and (old / tree.name).exists():
                (old / tree.name).rename(tree)
        shutil.rmtree(old)
    shutil.rmtree(target / _NEW, ignore_errors=True)
