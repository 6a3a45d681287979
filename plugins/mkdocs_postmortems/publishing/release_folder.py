"""The folder that a server reads: releases side by side, and a link to the one that is served.

    releases/0007-3fa9c1d2e4b5/   a site for each audience, with what lies beside it
    current                       leads to one of them; the only thing that ever changes for a reader

A release newer than the current one was never served to its end: a run was killed, or it was taken back. The next
run removes it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.publishing.release_input import PublishError

_RELEASES = "releases"
_CURRENT = "current"
_NEXT = ".current"
_NEW = ".new"
_REMOVED = ".going"
_NAME = re.compile(r"(\d{4,})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """The sites of all audiences that are, were or will be served together."""

    number: int
    digest: str
    """The first digits of the digest of its input."""

    def __str__(self) -> str:
        """Return the name of its folder."""
        return f"{self.number:04}-{self.digest}"


@dataclass(frozen=True, slots=True)
class ReleaseFolder:
    """A folder that a server reads. Only the holder of its lock may change it."""

    root: Path

    @property
    def new(self) -> Path:
        """The folder in which a new release is prepared."""
        return self.root / _RELEASES / _NEW

    def path_of(self, release: Release) -> Path:
        """Return the folder of a release."""
        return self.root / _RELEASES / str(release)

    @property
    def releases(self) -> tuple[Release, ...]:
        """The complete releases, oldest first."""
        folder = self.root / _RELEASES
        paths = (
            (path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()) if folder.is_dir() else ()
        )
        return tuple(sorted(release for path in paths if (release := _parse_release(path.name))))

    @property
    def current(self) -> Release | None:
        """The served release; `None` if there is none yet, or its folder is gone."""
        named = self.linked
        return named if named and self.path_of(named).is_dir() else None

    @property
    def linked(self) -> Release | None:
        """The release that the link names, whether its folder exists or not; `None` without a link."""
        link = self.root / _CURRENT
        if not link.is_symlink():
            if link.exists():
                raise PublishError(f"{link} is no symbolic link; expected the one that a release before left there.")
            return None
        return _parse_release(link.readlink().name)

    def next_release(self, digest: str) -> Release:
        """Return the next release, numbered after all that were served."""
        last = self.current or max(self.releases, default=None)
        return Release(last.number + 1 if last else 1, digest[:12])

    def previous(self, release: Release) -> Release | None:
        """Return the release before the served one; `None` if there is none."""
        return max((one for one in self.releases if one < release), default=None)

    def clean_up(self) -> None:
        """Remove what a killed run left behind, and releases that were rolled back."""
        (self.root / _NEXT).unlink(missing_ok=True)
        folder = self.root / _RELEASES
        folder.mkdir(exist_ok=True)
        for path in (*folder.glob(_NEW), *folder.glob(f"{_REMOVED}-*")):
            shutil.rmtree(path)
        current = self.current
        self._remove(one for one in self.releases if current and one > current)

    def discard_new(self) -> None:
        """Remove a new release that was not committed."""
        shutil.rmtree(self.new, ignore_errors=True)

    def commit_new(self, release: Release) -> None:
        """Give the finished new release its final name, after its files are flushed to the disk."""
        os.sync()
        self.new.rename(self.path_of(release))
        _sync_folder(self.root / _RELEASES)

    def switch(self, release: Release) -> None:
        """Serve a release: an atomic change of the link, for readers as well as for a run that is killed."""
        following = self.root / _NEXT
        following.symlink_to(Path(_RELEASES, str(release)), target_is_directory=True)
        following.replace(self.root / _CURRENT)
        _sync_folder(self.root)

    def prune(self, keep: int) -> None:
        """Remove all releases but the newest ones."""
        current = self.current
        past = [one for one in self.releases if current and one <= current]
        self._remove(past[:-keep])

    def _remove(self, releases: Iterable[Release]) -> None:
        for release in releases:
            # Under another name first: what is removed by halves must never be taken for a release.
            going = self.root / _RELEASES / f"{_REMOVED}-{release}"
            self.path_of(release).rename(going)
            shutil.rmtree(going)


def _parse_release(name: str) -> Release | None:
    match = _NAME.fullmatch(name)
    return Release(int(match[1]), match[2]) if match else None


def _sync_folder(folder: Path) -> None:
    """Flush the entries of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
