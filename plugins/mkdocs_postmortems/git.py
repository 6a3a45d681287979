"""What a repository says about files: which changed since a revision, and what they were then."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.errors import PostmortemsError


class GitError(PostmortemsError):
    """git is not there, or does not know what it is asked for."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The files below a folder that are not as they were; paths start at the folder."""

    before: dict[str, str | None]
    """By path of a file that is there now: its text at the revision; `None` if it was not there."""

    @property
    def paths(self) -> frozenset[str]:
        """The files that changed or are new."""
        return frozenset(self.before)


def changes_since(folder: Path, revision: str) -> Changes:
    """Return what changed below a folder, also what is not committed yet, or not yet known to git.

    Args:
        folder: A folder of a repository.
        revision: Anything that names a commit; where branches parted, what only the other one changed does not count.

    Raises:
        GitError: it cannot be told.
    """
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", what=revision
    ).strip()
    base = _git(folder, "merge-base", commit, "HEAD", what=revision, may_fail=True).strip() or commit
    listed = _git(folder, "diff", "--name-status", "-z", "--relative", "--find-renames", base, "--", ".", what=revision)
    old = _old_names(listed.split("\0"))
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".", what=revision)
    old.update((path, None) for path in new.split("\0") if path)
    texts = _texts(folder, base, [path for path in old.values() if path])
    return Changes({path: texts.get(was) if was else None for path, was in sorted(old.items())})


def _old_names(fields: list[str]) -> dict[str, str | None]:
    r"""By present name the one that a file had: `M\0x.md\0R090\0old.md\0new.md\0`."""
    found: dict[str, str | None] = {}
    rest = iter(fields)
    for status in rest:
        if not status:
            continue
        name = next(rest)
        if status[0] in "RC":
            found[next(rest)] = name
        elif status[0] != "D":
            found[name] = None if status[0] == "A" else name
    return found


def _texts(folder: Path, commit: str, paths: list[str]) -> dict[str, str]:
    """Return the texts of files at a commit, all by one program; what is no text is left out."""
    if not paths:
        return {}
    wanted = "".join(f"{commit}:./{path}\n" for path in paths if "\n" not in path)
    command = ["git", "-C", str(folder), "cat-file", "--batch"]
    answer = subprocess.run(command, input=wanted.encode(), capture_output=True, check=False).stdout  # noqa: S603 - no shell
    found: dict[str, str] = {}
    place = 0
    for path in (path for path in paths if "\n" not in path):
        end = answer.find(b"\n", place)
        if end < 0:
            break
        head = answer[place:end].split(b" ")
        place = end + 1
        if len(head) != 3 or not head[2].isdigit():  # `missing`
            continue
        size = int(head[2])
        found[path] = answer[place : place + size].decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        place += size + 1
    return found


def _git(folder: Path, *arguments: str, what: str, may_fail: bool = False) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror}; --since needs it.") from error
    if done.returncode and not may_fail:
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise GitError(f"git knows no revision {what!r} in {folder}." + (f" ({said})" if said else ""))
    return done.stdout.decode(errors="surrogateescape") if not done.returncode else ""
