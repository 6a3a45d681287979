"""What git says of the sources: the only place that asks it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one commit left it."""

    day: str
    """When, `YYYY-MM-DD` in UTC."""
    text: str
    """Git's name of the text; empty if the commit removed it."""


@dataclass(frozen=True, slots=True)
class History:
    """What became of the files of a folder along the main line of its repository."""

    root: Path
    commit: str
    day: str
    """Of the commit."""
    versions: Mapping[str, tuple[Version, ...]]
    """The newest first, by path below the folder. Empty if the repository holds the last commits alone."""
    unsaved: frozenset[str]
    """Paths of what differs from the commit."""

    def text(self, version: Version) -> str:
        """Return the text of a version, as it is read; empty if there was none."""
        if not version.text:
            return ""
        data = _git(self.root, "cat-file", "blob", version.text) or b""
        return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def read_history(root: Path) -> History | None:
    """Read what became of the files below a folder; `None` if it is in no repository, or there is no git."""
    head = _git(root, "log", "-1", "--format=%h %ct", "--abbrev=7")
    status = _git(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    prefix = _git(root, "rev-parse", "--show-prefix")
    if not head or status is None or prefix is None:
        return None
    commit, _, when = head.decode().strip().partition(" ")
    shallow = _git(root, "rev-parse", "--is-shallow-repository") != b"false\n"
    changed = (os.fsdecode(entry[3:]) for entry in status.split(b"\0") if entry)
    below = os.fsdecode(prefix.rstrip(b"\n"))
    unsaved = frozenset(path.removeprefix(below) for path in changed)
    return History(root, commit, _day(when), {} if shallow else _versions(root), unsaved)


def _versions(root: Path) -> Mapping[str, tuple[Version, ...]]:
    """Return what each commit of the main line made of each file; what a merge brought is the merge's."""
    log = ("log", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "-z", "--relative", "--format=@%ct")
    found: dict[str, list[Version]] = {}
    day = ""
    entries = _entries(_git(root, *log, "--", ".") or b"")
    for entry in entries:
        if entry.startswith(b"@"):
            day = _day(entry[1:].decode())
        elif entry:
            text = entry.split(b" ")[3].decode()
            found.setdefault(os.fsdecode(next(entries)), []).append(Version(day, "" if text == _NOTHING else text))
    return {path: tuple(versions) for path, versions in found.items()}


def _entries(output: bytes) -> Iterator[bytes]:
    for entry in output.split(b"\0"):
        yield entry.removeprefix(b"\n")


def _day(seconds: str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Run git, which changes nothing; `None` if it fails."""
    command = ("git", "--no-optional-locks", "-c", "log.showSignature=false", *arguments)
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - git alone
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
