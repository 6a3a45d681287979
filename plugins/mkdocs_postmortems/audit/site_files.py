"""The files of a tree, in order, and what is in it that is no file."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What a folder holds."""

    root: Path
    files: tuple[str, ...]
    """Posix paths in order; links are never followed."""
    folders: frozenset[str]
    findings: tuple[Diagnostic, ...]


def list_site_files(root: Path) -> SiteFiles:
    """List a folder and everything below it."""
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
            shown = _relative_path(root, path)
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                folders.add(shown)
                waiting.append(path)
            elif stat.S_ISREG(mode):
                files.append(shown)
            else:
                what = "symbolic link" if stat.S_ISLNK(mode) else "special file"
                findings.append(Diagnostic(shown, NO_LINE, "PV005", f"is a {what}; expected files and folders alone."))
    return SiteFiles(root, tuple(sorted(files)), frozenset(folders), tuple(findings))


def _relative_path(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
