"""Replaces the previous sites by finished ones, and completes or undoes an interrupted replacement."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.audit.build_record import build_record_path
from mkdocs_postmortems.audit.manifest import built_sites, manifest_path

_NEW = ".new"
_OLD = ".old"
"""Folders in the output folder: the new sites, and the previous ones while they are replaced."""


def begin_swap(target: Path) -> Path:
    """Recover from an interrupted run, and return an empty folder for the new sites on the same file system."""
    target.mkdir(parents=True, exist_ok=True)
    _recover(target)
    new = target / _NEW
    new.mkdir()
    return new


def swap_sites(target: Path, site_slugs: Iterable[str]) -> None:
    """Move the sites of `begin_swap` into place, each with its sidecar files.

    A run that is killed leaves every site whole, old or new; the next run completes the replacement.

    Args:
        target: The output folder.
        site_slugs: The slugs of all audiences; sites of audiences that no longer exist are removed.
    """
    old = target / _OLD
    old.mkdir()
    _move_new_sites(target)
    for site in set(built_sites(target)) - {target / slug for slug in site_slugs}:
        _move_to_old(site, old)
        for path in _sidecars(site):
            path.unlink(missing_ok=True)
    shutil.rmtree(old)
    shutil.rmtree(target / _NEW)


def _move_new_sites(target: Path) -> None:
    """Move each new site into place, then its sidecar files."""
    for new in built_sites(target / _NEW):
        site = target / new.name
        if new.exists():
            _move_to_old(site, target / _OLD)
            new.rename(site)
        for path, place in zip(_sidecars(new), _sidecars(site), strict=True):
            if path.exists():
                path.replace(place)


def _move_to_old(site: Path, old: Path) -> None:
    if site.exists():
        site.rename(old / site.name)


def _sidecars(site: Path) -> tuple[Path, ...]:
    """Return the sidecar files of a site; the manifest last, since a missing one shows that a move was interrupted."""
    return build_record_path(site), manifest_path(site)


def _recover(target: Path) -> None:
    """Complete the replacement of a run that had audited all of its sites; discard what any other run left."""
    old = target / _OLD
    if old.is_dir():
        _move_new_sites(target)
        for site in built_sites(target):
            if not site.exists() and (old / site.name).exists():
                (old / site.name).rename(site)
        shutil.rmtree(old)
    shutil.rmtree(target / _NEW, ignore_errors=True)
