"""Reads, writes and checks manifests, and reads and writes the JSON sidecar files of built sites in general.

A sidecar lies beside the site's folder, not in it, so that servers do not publish it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_postmortems.audit.site_files import SiteFiles, list_site_files
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.sources.files import MANIFEST_SUFFIX

_FORMAT = 1
"""Version of all sidecar files, in their field `format`."""


class SidecarError(PostmortemsError):
    """A sidecar file is missing, cannot be read or written, or does not have the expected content."""


def sidecar_path(folder: Path, suffix: str) -> Path:
    """Return the path of a sidecar file: for `dist/staff` it is `dist/staff` followed by `suffix`.

    Raises:
        SidecarError: the folder is the root of the file system.
    """
    resolved = folder.resolve()
    if not resolved.name:
        raise SidecarError(f"{folder} is no built site: no file can lie beside it.")
    return resolved.with_name(f"{resolved.name}{suffix}")


def write_sidecar(path: Path, content: Mapping[str, object]) -> None:
    """Write a sidecar file: the content and the version of its format."""
    text = json.dumps({"format": _FORMAT, **content}, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def read_sidecar(path: Path, what: str) -> Mapping[str, Any]:
    """Read a sidecar file.

    Args:
        path: the file.
        what: what the file is called in error messages, such as `manifest`.

    Raises:
        SidecarError: it is missing, cannot be read, or has another format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SidecarError(
            f"there is no {path.name}; expected the {what} that `postmortems build` wrote there."
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise SidecarError(f"{path.name} cannot be read: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise SidecarError(f"{path.name} is no {what} of format {_FORMAT}.")
    return content


_CHUNK = 1024 * 1024
_DIGITS = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The audience of a built site and the digests of its files."""

    audience: str
    files: Mapping[str, str]
    """POSIX path -> SHA-256 in hexadecimal digits."""


def manifest_path(folder: Path) -> Path:
    """Return the path of the manifest of a site: for `dist/staff` it is `dist/staff.manifest.json`."""
    return sidecar_path(folder, MANIFEST_SUFFIX)


def built_sites(folder: Path) -> tuple[Path, ...]:
    """Return the sites in a folder that have a manifest beside them, sorted by name."""
    manifests = sorted(folder.glob(f"?*{MANIFEST_SUFFIX}"))
    return tuple(path.with_name(path.name.removesuffix(MANIFEST_SUFFIX)) for path in manifests)


def make_manifest(folder: Path, audience: str) -> Manifest:
    """Return the manifest of a site as it is on the disk.

    Raises:
        SidecarError: the site holds something other than files and folders, or cannot be read.
    """
    tree = list_site_files(folder)
    if tree.findings:
        raise SidecarError(f"{folder} cannot be packaged: {tree.findings[0]}")
    return Manifest(audience, {path: file_digest(folder / path) for path in tree.files})


def write_manifest(folder: Path, audience: str, path: Path | None = None) -> Manifest:
    """Write the manifest of a site beside it, or to `path`, and return it. Raises what `make_manifest` raises."""
    manifest = make_manifest(folder, audience)
    content = {"audience": audience, "files": dict(sorted(manifest.files.items()))}
    write_sidecar(path or manifest_path(folder), content)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        SidecarError: it is missing, cannot be read, or is not a manifest.
    """
    content = read_sidecar(path, "manifest")
    audience, files = content.get("audience"), content.get("files")
    if not isinstance(audience, str) or not isinstance(files, dict) or not all(map(_is_digest, files.values())):
        raise SidecarError(f"{path.name} lacks an audience, or digests of files.")
    return Manifest(audience, files)


def check_file_names(site: SiteFiles, manifest: Manifest) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each missing and each unexpected file; their content is not compared."""
    for path in sorted({*manifest.files} - {*site.files}):
        yield Diagnostic(path, NO_LINE, "PV002", "is in the manifest and not in the site.")
    for path in site.files:
        if path not in manifest.files:
            yield Diagnostic(path, NO_LINE, "PV003", "is in the site and not in the manifest.")


def check_manifest(site: SiteFiles, manifest: Manifest) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each missing, unexpected or changed file."""
    yield from check_file_names(site, manifest)
    for path in site.files:
        if path in manifest.files and (found := file_digest(site.root / path)) != manifest.files[path]:
            yield Diagnostic(
                path, NO_LINE, "PV004", f"has SHA-256 {found[:12]}…; expected {manifest.files[path][:12]}…."
            )


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; empty if the file cannot be read."""
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
