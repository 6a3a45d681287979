"""The list of a tree's files with their digests; it lies beside the tree, so that nobody is served it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.verify.record import RecordError, beside, read_record, write_record
from mkdocs_postmortems.verify.report import Finding
from mkdocs_postmortems.verify.walk import Tree, walk

_ENDING = ".manifest.json"
_CHUNK = 1024 * 1024
_DIGITS = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A tree as it was built."""

    audience: str
    files: Mapping[str, str]
    """SHA-256 in hexadecimal digits, by posix path."""


def manifest_path(folder: Path) -> Path:
    """Return where the manifest of a tree lies: beside `dist/staff` it is `dist/staff.manifest.json`."""
    return beside(folder, _ENDING)


def trees(folder: Path) -> tuple[Path, ...]:
    """Return the trees in a folder that have a manifest beside them, in order of name."""
    manifests = sorted(folder.glob(f"*{_ENDING}"))
    return tuple(path.with_name(path.name.removesuffix(_ENDING)) for path in manifests)


def make_manifest(folder: Path, audience: str) -> Manifest:
    """Return the manifest of a tree as it is now.

    Raises:
        RecordError: the tree holds something that is no file, or cannot be read.
    """
    tree = walk(folder)
    if tree.findings:
        raise RecordError(f"{folder} cannot be packaged: {tree.findings[0]}")
    return Manifest(audience, {path: digest(folder / path) for path in tree.files})


def write_manifest(folder: Path, audience: str, path: Path | None = None) -> Manifest:
    """Write the manifest of a tree beside it, or to `path`. Raises as `make_manifest` does."""
    manifest = make_manifest(folder, audience)
    content = {"audience": audience, "files": dict(sorted(manifest.files.items()))}
    write_record(path or manifest_path(folder), content)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        RecordError: it is missing or is not one of this format.
    """
    content = read_record(path, "manifest")
    audience, files = content.get("audience"), content.get("files")
    if not isinstance(audience, str) or not isinstance(files, dict) or not all(map(_is_digest, files.values())):
        raise RecordError(f"{path.name} lacks an audience, or digests of files.")
    return Manifest(audience, files)


def check_names(tree: Tree, manifest: Manifest) -> Iterator[Finding]:
    """Yield files that are missing or too many; what is in them is not looked at."""
    for path in sorted({*manifest.files} - {*tree.files}):
        yield Finding(path, "PV002", "is in the manifest and not in the tree.")
    for path in tree.files:
        if path not in manifest.files:
            yield Finding(path, "PV003", "is in the tree and not in the manifest.")


def check_manifest(tree: Tree, manifest: Manifest) -> Iterator[Finding]:
    """Yield files that are missing, too many, or changed."""
    yield from check_names(tree, manifest)
    for path in tree.files:
        if path in manifest.files and (found := digest(tree.root / path)) != manifest.files[path]:
            yield Finding(path, "PV004", f"has SHA-256 {found[:12]}…; expected {manifest.files[path][:12]}….")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of one that cannot be read, nothing."""
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hashed.update(chunk)
    except OSError:
        return ""
    return hashed.hexdigest()


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= _DIGITS
