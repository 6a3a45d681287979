"""Copies a tree, and only what its manifest says: each file is compared while it is read for the copy."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from mkdocs_postmortems.publishing.offer import Offered, PublishError
from mkdocs_postmortems.verify.report import Finding
from mkdocs_postmortems.verify.walk import walk

_CHUNK = 1024 * 1024


def copy_tree(tree: Offered, target: Path) -> None:
    """Copy a tree and what lies beside it into a folder.

    Raises:
        PublishError: the tree is not what its manifest says.
    """
    found = walk(tree.folder)
    for finding in (*found.findings, *_missing(tree, found.files)):
        raise PublishError(f"{tree.folder} cannot be published: {finding} Build again.")
    copy = target / tree.slug
    for folder in ("", *sorted(found.folders)):
        (copy / folder).mkdir()
    for path in found.files:
        _copy_file(tree, path, copy / path)
    for companion in tree.companions:
        shutil.copyfile(companion, target / companion.name)


def _missing(tree: Offered, files: tuple[str, ...]) -> Iterator[Finding]:
    """Yield files that the manifest or the tree alone has."""
    for path in sorted({*tree.manifest.files} - {*files}):
        yield Finding(path, "PV002", "is in the manifest and not in the tree.")
    for path in files:
        if path not in tree.manifest.files:
            yield Finding(path, "PV003", "is in the tree and not in the manifest.")


def _copy_file(tree: Offered, path: str, target: Path) -> None:
    hashed = hashlib.sha256()
    try:
        with (tree.folder / path).open("rb") as source, target.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                hashed.update(chunk)
                copy.write(chunk)
            stat = os.fstat(source.fileno())
    except OSError as error:
        raise PublishError(f"{tree.folder / path} cannot be copied: {error.strerror}.") from error
    if hashed.hexdigest() != tree.manifest.files[path]:
        raise PublishError(f"{tree.folder / path} is not what it was when it was built. Build again.")
    os.utime(target, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
