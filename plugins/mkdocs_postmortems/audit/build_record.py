"""Reads and writes the build record, a JSON file beside a built site that names the build it comes from.

It is not part of the manifest: a manifest depends only on what its audience may read, a build on all sources.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.audit.manifest import SidecarError, manifest_path, read_sidecar, sidecar_path, write_sidecar

_BUILD_RECORD_SUFFIX = ".build.json"


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The build that a site comes from."""

    build: str
    """Identifier of the build: equal for sites built from the same sources and settings on the same day only."""
    siblings: tuple[str, ...]
    """Names of the folders of all sites of the build, including this one."""
    manifest: str
    """SHA-256 of the site's manifest file, in hexadecimal digits."""


def build_record_path(folder: Path) -> Path:
    """Return the path of the build record of a site: for `dist/staff` it is `dist/staff.build.json`."""
    return sidecar_path(folder, _BUILD_RECORD_SUFFIX)


def write_build_record(folder: Path, build: str, siblings: tuple[str, ...]) -> None:
    """Write the build record of a site, whose manifest must be written already.

    Args:
        folder: the site.
        build: identifier of the build.
        siblings: names of the folders of all sites of the build.
    """
    content = {"build": build, "siblings": sorted(siblings), "manifest": manifest_digest(folder)}
    write_sidecar(build_record_path(folder), content)


def read_build_record(folder: Path) -> BuildRecord:
    """Read the build record of a site.

    Raises:
        SidecarError: it is missing, cannot be read, or is not a build record.
    """
    path = build_record_path(folder)
    content = read_sidecar(path, "name of a build")
    build, siblings, manifest = (content.get(key) for key in ("build", "siblings", "manifest"))
    if not (isinstance(build, str) and isinstance(manifest, str) and isinstance(siblings, list)):
        raise SidecarError(f"{path.name} lacks a build, its sites, or the digest of the manifest.")
    return BuildRecord(build, tuple(map(str, siblings)), manifest)


def manifest_digest(folder: Path) -> str:
    """Return the SHA-256 of the manifest file of a site, in hexadecimal digits."""
    return hashlib.sha256(manifest_path(folder).read_bytes()).hexdigest()
