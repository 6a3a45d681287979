"""Which build a tree is of. It lies beside the tree's manifest, and like it is nothing that readers are served.

It is no part of the manifest: that says what a tree's readers may know, and a build knows of everything.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.audit.manifest import SidecarError, manifest_path, read_sidecar, sidecar_path, write_sidecar

_BUILD_RECORD_SUFFIX = ".build.json"


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """Where a tree comes from."""

    build: str
    """The same for all trees that were made of the same sources, settings and day; another for any others."""
    siblings: tuple[str, ...]
    """The folders of all trees that the site has, this one among them."""
    manifest: str
    """SHA-256 of the tree's manifest."""


def build_record_path(folder: Path) -> Path:
    """Return where it lies: beside `dist/staff` it is `dist/staff.build.json`."""
    return sidecar_path(folder, _BUILD_RECORD_SUFFIX)


def write_build_record(folder: Path, build: str, siblings: tuple[str, ...]) -> None:
    """Write which build a tree is of, once its manifest is written."""
    content = {"build": build, "siblings": sorted(siblings), "manifest": manifest_digest(folder)}
    write_sidecar(build_record_path(folder), content)


def read_build_record(folder: Path) -> BuildRecord:
    """Read which build a tree is of.

    Raises:
        RecordError: it is missing, or is nothing of the kind.
    """
    path = build_record_path(folder)
    content = read_sidecar(path, "name of a build")
    build, siblings, manifest = (content.get(key) for key in ("build", "siblings", "manifest"))
    if not (isinstance(build, str) and isinstance(manifest, str) and isinstance(siblings, list)):
        raise SidecarError(f"{path.name} lacks a build, its trees, or the digest of the manifest.")
    return BuildRecord(build, tuple(map(str, siblings)), manifest)


def manifest_digest(folder: Path) -> str:
    """Return the SHA-256 of the manifest of a tree."""
    return hashlib.sha256(manifest_path(folder).read_bytes()).hexdigest()
