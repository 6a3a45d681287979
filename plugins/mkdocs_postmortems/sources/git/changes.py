"""The files of a folder that changed since a revision, with their earlier texts."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.sources.git.client import GitError, read_blobs, run_git

_FILE_MODE_PREFIX = "100"
"""The mode of a regular file starts with this; links and submodules have other modes."""
_HEAD_NAMES = ("HEAD", "@")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed files below a folder; paths are relative to the folder."""

    before: Mapping[str, str | None]
    """Text at the revision by path of a file that exists now; `None` if the file is new."""
    deleted: Mapping[str, str | None]
    """Text at the revision by path of a file that was deleted or renamed since."""

    def __contains__(self, path: str) -> bool:
        """Whether a file changed or is new; all files of a changed submodule count as changed."""
        return path in self.before or any(str(folder) in self.before for folder in PurePosixPath(path).parents)

    def __or__(self, other: Changes) -> Changes:
        """Return the union of both."""
        return Changes({**self.before, **other.before}, {**self.deleted, **other.deleted})

    def relative_to(self, folder: str) -> Changes:
        """Return the changes with paths relative to another folder, given relative to the present one."""

        def moved(files: Mapping[str, str | None]) -> dict[str, str | None]:
            return {posixpath.relpath(path, folder): text for path, text in files.items()} if folder else dict(files)

        return Changes(moved(self.before), moved(self.deleted))


@dataclass(frozen=True, slots=True)
class _Change:
    """One entry of `git diff --raw`."""

    old_path: str
    new_path: str
    """The path now; empty if the file was deleted."""
    blob: str
    """The id of the blob at the revision; empty if the file is new."""


def changes_since(folder: Path, revision: str, pathspec: str = ".") -> Changes:
    """Return the changes below a folder, including uncommitted and untracked files.

    Args:
        folder: A folder of a repository.
        revision: Anything that names a commit. The merge base with it counts, so changes on the other branch do not.
        pathspec: Limits the question to one file; `None` for all.

    Raises:
        GitError: git cannot answer.
    """
    base = merge_base(folder, revision)
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


def merge_base(folder: Path, revision: str) -> str:
    """Return the commit to compare with a revision by, or the empty tree if there is none.

    Raises:
        GitError: git does not know the revision, or nothing that it has in common with what is checked out.
    """
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
    """Return the answer of git; empty if git has none."""
    try:
        return run_git(folder, *arguments).decode().strip()
    except GitError:
        return ""


def _split_nul(output: bytes) -> list[str]:
    return [os.fsdecode(part) for part in output.split(b"\0")]


def _parse_raw_diff(fields: Iterable[str]) -> Iterable[_Change]:
    r"""Yield the entries of `git diff --raw`: `:100644 100644 12ab… 34cd… R090\0old.md\0new.md\0`."""
    rest = iter(fields)
    for about in rest:
        if not about:
            continue
        mode, _, text, _, status = about.removeprefix(":").split(" ")
        first = next(rest)
        second = next(rest) if status[0] in "RC" else first
        was = "" if status[0] in "AC" else first
        yield _Change(was, "" if status[0] == "D" else second, text if mode.startswith(_FILE_MODE_PREFIX) else "")
