"""Copies trees, and only what their manifests say: each file is compared while it is read for the copy."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from pathlib import Path

from mkdocs_postmortems.publishing.offer import Offer, Offered, PublishError
from mkdocs_postmortems.verify.manifest import check_names
from mkdocs_postmortems.verify.walk import walk

_CHUNK = 1024 * 1024


def make_release(offer: Offer, folder: Path, like: Path | None) -> None:
    """Copy trees and what lies beside them into a folder that is made for them.

    Args:
        offer: The trees.
        folder: Where they are put.
        like: The release that is served. Whoever may read a tree there may read its successor, whatever the umask
            of this run is; what has no predecessor follows the umask.

    Raises:
        PublishError: a tree is not what its manifest says.
    """
    folder.mkdir()
    _permit(folder, like)
    for tree in offer.trees:
        _copy_tree(tree, folder, like)


def _copy_tree(tree: Offered, target: Path, like: Path | None) -> None:
    found = walk(tree.folder)
    for finding in (*found.findings, *check_names(found, tree.manifest)):
        raise PublishError(f"{tree.folder} cannot be published: {finding} Build again.")
    copy, model = target / tree.slug, like / tree.slug if like else None
    model_file = _some_file(model) if model else None
    for path in ("", *sorted(found.folders)):
        (copy / path).mkdir()
        _permit(copy / path, model)
    for path in found.files:
        _copy_file(tree, path, copy / path)
        _permit(copy / path, model_file)
    for companion in tree.companions:
        shutil.copyfile(companion, target / companion.name)
        _permit(target / companion.name, like / companion.name if like else None)


def _some_file(tree: Path) -> Path | None:
    """Return a file that has the permissions of all files of a tree."""
    return next((path for path in sorted(tree.glob("*")) if path.is_file()), None)


def _permit(path: Path, like: Path | None) -> None:
    """Give a file or folder the permissions of another one, if that is there; its owner keeps what is needed here."""
    if like and like.exists():
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _copy_file(tree: Offered, path: str, target: Path) -> None:
    hashed = hashlib.sha256()
    try:
        with (tree.folder / path).open("rb") as source, target.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                hashed.update(chunk)
                copy.write(chunk)
            status = os.fstat(source.fileno())
    except OSError as error:
        raise PublishError(f"{tree.folder / path} cannot be copied: {error.strerror}.") from error
    if hashed.hexdigest() != tree.manifest.files[path]:
        raise PublishError(f"{tree.folder / path} is not what it was when it was built. Build again.")
    os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))
