"""Which build a tree is of. It lies beside the tree's manifest, and like it is nothing that readers are served.

It is no part of the manifest: that says what a tree's readers may know, and a build knows of everything.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.verify.manifest import ManifestError, manifest_path

FORMAT = 1
_ENDING = ".build.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tree comes from."""

    build: str
    """The same for all trees that were made of the same sources, settings and day; another for any others."""
    siblings: tuple[str, ...]
    """The folders of all trees that the site has, this one among them."""
    manifest: str
    """SHA-256 of the tree's manifest."""


def origin_path(folder: Path) -> Path:
    """Return where it lies: beside `dist/staff` it is `dist/staff.build.json`."""
    resolved = folder.resolve()
    return resolved.with_name(f"{resolved.name}{_ENDING}")


def write_origin(folder: Path, build: str, siblings: tuple[str, ...]) -> None:
    """Write which build a tree is of, once its manifest is written."""
    digest = manifest_digest(folder)
    content = {"format": FORMAT, "build": build, "siblings": sorted(siblings), "manifest": digest}
    origin_path(folder).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def read_origin(folder: Path) -> Origin:
    """Read which build a tree is of.

    Raises:
        ManifestError: it is missing, or is nothing of the kind.
    """
    path = origin_path(folder)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ManifestError(f"there is no {path.name}; expected what `postmortems build` wrote there.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestError(f"{path.name} cannot be read: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ManifestError(f"{path.name} says of no build of format {FORMAT}.")
    build, siblings, manifest = (content.get(key) for key in ("build", "siblings", "manifest"))
    if not (isinstance(build, str) and isinstance(manifest, str) and isinstance(siblings, list)):
        raise ManifestError(f"{path.name} lacks a build, its trees, or the digest of the manifest.")
    return Origin(build, tuple(map(str, siblings)), manifest)


def manifest_digest(folder: Path) -> str:
    """Return the SHA-256 of the manifest of a tree."""
    return hashlib.sha256(manifest_path(folder).read_bytes()).hexdigest()
