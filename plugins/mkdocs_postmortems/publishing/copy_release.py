"""Copies built sites into a release: the files that their manifests list, each verified while it is copied."""

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
    """Copy built sites and their sidecar files into a new folder.

    Args:
        release_input: The sites to copy.
        folder: The folder to create.
        previous: The release that is served now. A site gets the permissions that its predecessor has there; a site
            without a predecessor gets those of the umask.

    Raises:
        PublishError: a site differs from its manifest.
    """
    folder.mkdir()
    _copy_permissions(folder, previous)
    for site in release_input.sites:
        _copy_site(site, folder, previous)


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
    """Return one file of a site, whose permissions stand for those of all its files."""
    return next((path for path in sorted(site.glob("*")) if path.is_file()), None)


def _copy_permissions(path: Path, like: Path | None) -> None:
    """Copy the permissions of a file or folder that may not exist; the owner keeps the rights that publishing needs."""
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
