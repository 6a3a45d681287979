"""Copies trees, and only what their manifests say: each file is compared while it is read for the copy."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from pathlib import Path

from mkdocs_postmortems.audit.manifest import check_file_names
from mkdocs_postmortems.audit.site_files import list_site_files
from mkdocs_postmortems.publishing.release_input import InputSite, PublishError, ReleaseInput

_CHUNK = 1024 * 1024


def copy_release(release_input: ReleaseInput, folder: Path, previous: Path | None) -> None:
    """Copy trees and what lies beside them into a folder that is made for them.

    Args:
        release_input: The trees.
        folder: Where they are put.
        previous: The release that is served. Whoever may read a tree there may read its successor, whatever the umask
            of this run is; what has no predecessor follows the umask.

    Raises:
        PublishError: a tree is not what its manifest says.
    """
    folder.mkdir()
    _copy_permissions(folder, previous)
    for tree in release_input.sites:
        _copy_site(tree, folder, previous)


def _copy_site(site: InputSite, target: Path, previous: Path | None) -> None:
    found = list_site_files(site.folder)
    for finding in (*found.findings, *check_file_names(found, site.manifest)):
        raise PublishError(f"{site.folder} cannot be published: {finding} Build again.")
    copy, model = target / site.slug, previous / site.slug if previous else None
    model_file = _sample_file(model) if model else None
    for path in ("", *sorted(found.folders)):
        (copy / path).mkdir()
        _copy_permissions(copy / path, model)
    for path in found.files:
        _copy_file(site, path, copy / path)
        _copy_permissions(copy / path, model_file)
    for companion in site.sidecars:
        shutil.copyfile(companion, target / companion.name)
        _copy_permissions(target / companion.name, previous / companion.name if previous else None)


def _sample_file(site: Path) -> Path | None:
    """Return a file that has the permissions of all files of a tree."""
    return next((path for path in sorted(site.glob("*")) if path.is_file()), None)


def _copy_permissions(path: Path, like: Path | None) -> None:
    """Give a file or folder the permissions of another one, if that is there; its owner keeps what is needed here."""
    if like and like.exists():
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _copy_file(site: InputSite, path: str, target: Path) -> None:
    hashed = hashlib.sha256()
    try:
        with (site.folder / path).open("rb") as source, target.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                hashed.update(chunk)
                copy.write(chunk)
            status = os.fstat(source.fileno())
    except OSError as error:
        raise PublishError(f"{site.folder / path} cannot be copied: {error.strerror}.") from error
    if hashed.hexdigest() != site.manifest.files[path]:
        raise PublishError(f"{site.folder / path} is not what it was when it was built. Build again.")
    os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))
