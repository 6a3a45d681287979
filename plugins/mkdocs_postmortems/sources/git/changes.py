"""What changed in a folder since a revision, and what it was then."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.sources.git.client import GitError, read_blobs, run_git

_FILE_MODE_PREFIX = "100"
"""How the mode of a file begins; links and repositories within the repository have others."""
_HEAD_NAMES = ("HEAD", "@")


@dataclass(frozen=True, slots=True)
class Changes:
    """The files below a folder that are not as they were; paths start at the folder."""

    before: Mapping[str, str | None]
    """By path of a file that is there now: its text at the revision; `None` if it was not there."""
    deleted: Mapping[str, str | None]
    """By path of a file that is no longer there, or has another name now: its text at the revision."""

    def __contains__(self, path: str) -> bool:
        """Whether a file changed or is new; all of a repository within the repository did if that did."""
        return path in self.before or any(str(folder) in self.before for folder in PurePosixPath(path).parents)

    def __or__(self, other: Changes) -> Changes:
        """Return both."""
        return Changes({**self.before, **other.before}, {**self.deleted, **other.deleted})

    def relative_to(self, folder: str) -> Changes:
        """Return it with paths that start at another folder, which is given from where they start now."""

        def moved(files: Mapping[str, str | None]) -> dict[str, str | None]:
            return {posixpath.relpath(path, folder): text for path, text in files.items()} if folder else dict(files)

        return Changes(moved(self.before), moved(self.deleted))


@dataclass(frozen=True, slots=True)
class _Change:
    """A file as it was and as it is."""

    old_path: str
    new_path: str
    """Paths; empty if there is none."""
    blob: str
    """Git's name of the text that it was; empty if it was none."""


def changes_since(folder: Path, revision: str, pathspec: str = ".") -> Changes:
    """Return what changed below a folder, also what is not committed yet, or not yet known to git.

    Args:
        folder: A folder of a repository.
        revision: Anything that names a commit; where branches parted, what only the other one changed does not count.
        pathspec: The file in it that is asked about; all if it is not said.

    Raises:
        GitError: it cannot be told.
    """
    base = _merge_base(folder, revision)
    options = (
        "--raw",
        "-z",
        "--no-abbrev",
        "--relative",
        "--find-renames",
        "--no-ext-diff",
        "--ignore-submodules=none",
    )
    listed = run_git(folder, "diff", *options, base, "--", pathspec)
    changes = list(_parse_raw_diff(_split_nul(listed)))
    new = run_git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", pathspec)
    changes += (_Change("", path.rstrip("/"), "") for path in _split_nul(new) if path)
    texts = read_blobs(folder, {change.blob for change in changes if change.blob})
    before: dict[str, str | None] = {}
    for change in changes:
        if change.new_path and before.get(change.new_path) is None:  # One in conflict is listed twice.
            before[change.new_path] = texts.get(change.blob)
    gone = {
        change.old_path: texts.get(change.blob)
        for change in changes
        if change.old_path and change.old_path not in before
    }
    return Changes(dict(sorted(before.items())), dict(sorted(gone.items())))


def _merge_base(folder: Path, revision: str) -> str:
    """Return the commit, or the tree of nothing, that a folder is compared with."""
    run_git(folder, "rev-parse", "--git-dir")
    commit = _git_or_empty(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    head = _git_or_empty(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if revision in _HEAD_NAMES and not head:
        return run_git(folder, "hash-object", "-t", "tree", "--stdin").decode().strip()
    is_shallow = run_git(folder, "rev-parse", "--is-shallow-repository") != b"false\n"
    base = _git_or_empty(folder, "merge-base", commit, "HEAD") if commit and head else commit
    hint = "; this clone is shallow: fetch all commits (`git fetch --unshallow`, or a depth of 0 in CI)"
    if not commit:
        raise GitError(f"git knows no revision {revision!r} in {folder}{hint if is_shallow else ''}.")
    if is_shallow and not base:
        raise GitError(f"git knows no commit that {revision!r} and HEAD come from in {folder}{hint}.")
    return base or commit


def _git_or_empty(folder: Path, *arguments: str) -> str:
    """Return what git answers; nothing if it knows no answer."""
    try:
        return run_git(folder, *arguments).decode().strip()
    except GitError:
        return ""


def _split_nul(output: bytes) -> list[str]:
    return [os.fsdecode(part) for part in output.split(b"\0")]


def _parse_raw_diff(fields: Iterable[str]) -> Iterable[_Change]:
    r"""Yield what `git diff --raw` says: `:100644 100644 12ab… 34cd… R090\0old.md\0new.md\0`."""
    rest = iter(fields)
    for about in rest:
        if not about:
            continue
        mode, _, text, _, status = about.removeprefix(":").split(" ")
        first = next(rest)
        second = next(rest) if status[0] in "RC" else first
        was = "" if status[0] in "AC" else first
        yield _Change(was, "" if status[0] == "D" else second, text if mode.startswith(_FILE_MODE_PREFIX) else "")
