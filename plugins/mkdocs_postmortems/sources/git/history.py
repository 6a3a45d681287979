"""The versions of the files of a folder, commit by commit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_postmortems.sources.git.client import GitError, read_blobs, run_git

_NULL_BLOB = "0" * 40


@dataclass(frozen=True, slots=True)
class Version:
    """The state of a document after a commit."""

    day: str
    """The day of the commit, `YYYY-MM-DD` in UTC."""
    blob: str
    """The blob id of the text; empty if the commit removed the document."""


@dataclass(frozen=True, slots=True)
class History:
    """The versions of the files of a folder along the first-parent history."""

    root: Path
    commit: str
    day: str
    """The day of the commit, `YYYY-MM-DD` in UTC."""
    versions: Mapping[str, tuple[Version, ...]]
    """Versions by path below the folder, newest first. Empty in a shallow clone."""
    uncommitted: frozenset[str]
    """Paths of files with uncommitted changes."""

    def text(self, version: Version) -> str:
        """Return the text of a version; empty if the document did not exist."""
        return read_blobs(self.root, {version.blob}).get(version.blob, "") if version.blob else ""


def read_history(root: Path) -> History | None:
    """Read the history of the files below a folder; `None` without a repository or without git."""
    try:
        return _read_log(root)
    except GitError:
        return None


def _read_log(root: Path) -> History:
    head = run_git(root, "log", "-1", "--format=%h %ct", "--abbrev=7")
    status = run_git(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    prefix = run_git(root, "rev-parse", "--show-prefix")
    commit, _, when = head.decode().strip().partition(" ")
    shallow = run_git(root, "rev-parse", "--is-shallow-repository") != b"false\n"
    changed = (os.fsdecode(entry[3:]) for entry in status.split(b"\0") if entry)
    below = os.fsdecode(prefix.rstrip(b"\n"))
    unsaved = frozenset(path.removeprefix(below) for path in changed)
    return History(root, commit, _day(when), {} if shallow else _versions(root), unsaved)


def _versions(root: Path) -> Mapping[str, tuple[Version, ...]]:
    """Return the versions of each file along the first-parent history; a merge counts as one change."""
    log = ("log", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", "--relative", "--format=@%ct")
    found: dict[str, list[Version]] = {}
    day = ""
    entries = _entries(run_git(root, *log, "--", "."))
    for entry in entries:
        if entry.startswith(b"@"):
            day = _day(entry[1:].decode())
        elif entry:
            text = entry.split(b" ")[3].decode()
            found.setdefault(os.fsdecode(next(entries)), []).append(Version(day, "" if text == _NULL_BLOB else text))
    return {path: tuple(versions) for path, versions in found.items()}


def _entries(output: bytes) -> Iterator[bytes]:
    for entry in output.split(b"\0"):
        yield entry.removeprefix(b"\n")


def _day(seconds: str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
