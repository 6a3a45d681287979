"""Lists the files and folders of a built site, and reports anything else in it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The content of a built site."""

    root: Path
    files: tuple[str, ...]
    """Sorted POSIX paths, relative to the root; symbolic links are not followed."""
    folders: frozenset[str]
    """POSIX paths of all folders below the root."""
    findings: tuple[Diagnostic, ...]
    """Folders that cannot be read, symbolic links and special files; unsorted."""


def list_site_files(root: Path) -> SiteFiles:
    """Return the content of a folder and everything below it."""
    files: list[str] = []
    folders: set[str] = set()
    findings: list[Diagnostic] = []
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            findings.append(
                Diagnostic(_relative_path(root, folder), NO_LINE, "PV006", f"folder cannot be read: {error.strerror}.")
            )
            continue
        for entry in entries:
            path = folder / entry.name
            relative = _relative_path(root, path)
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                folders.add(relative)
                waiting.append(path)
            elif stat.S_ISREG(mode):
                files.append(relative)
            else:
                what = "symbolic link" if stat.S_ISLNK(mode) else "special file"
                findings.append(
                    Diagnostic(relative, NO_LINE, "PV005", f"is a {what}; expected files and folders alone.")
                )
    return SiteFiles(root, tuple(sorted(files)), frozenset(folders), tuple(findings))


def _relative_path(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
