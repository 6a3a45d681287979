"""Finds repositories and runs git, read-only. No other module starts git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

from mkdocs_postmortems.core.errors import PostmortemsError

_CONFIG_OVERRIDES = ("log.showSignature=false", "log.showRoot=true", "log.diffMerges=separate")
"""Overrides of user settings that would change the output."""
_OPTIONS = (
    "--no-optional-locks",
    "--no-pager",
    "--literal-pathspecs",
    *(part for one in _CONFIG_OVERRIDES for part in ("-c", one)),
)
_REPOSITORY_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables that git sets for hooks: they name the repository of the hook, which need not be the one asked about."""


class GitError(PostmortemsError):
    """git is not installed, or has no answer."""


def repository_root(folder: Path) -> Path:
    """Return the root of the repository that contains a folder; the folder itself if none does."""
    absolute = folder.resolve()
    return next((place for place in (absolute, *absolute.parents) if (place / ".git").exists()), absolute)


def run_git(folder: Path, *arguments: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
    """Run git in a folder, and return its output.

    Args:
        folder: The working directory.
        arguments: The git command and its arguments.
        stdin: The standard input of the command.
        variables: Environment variables of the command, beside those of this process.

    Raises:
        GitError: git is not installed, or fails; the message is git's reason.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _REPOSITORY_VARIABLES}
    command = ("git", *_OPTIONS, "-C", str(folder), *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - git alone, and no shell
            command,
            input=stdin,
            capture_output=True,
            check=False,
            env=environment | {"LC_ALL": "C"} | dict(variables or {}),
        )
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror or error}.") from error
    if done.returncode:
        raise GitError(f"git in {folder}: {_error_reason(done.stderr.decode(errors='replace')) or 'it fails.'}")
    return done.stdout


def read_blobs(folder: Path, names: Collection[str]) -> dict[str, str]:
    """Return texts by blob id, read by one git process; missing blobs are left out.

    Raises:
        GitError: as `run_git` does.
    """
    if not names:
        return {}
    answer = run_git(folder, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in sorted(names)).encode())
    found: dict[str, str] = {}
    place = 0
    while (end := answer.find(b"\n", place)) >= 0:
        head = answer[place:end].split(b" ")
        place = end + 1
        if len(head) == 3:  # Otherwise it is missing.
            data = answer[place : place + int(head[2])]
            place += len(data) + 1
            text = data.decode("utf-8-sig", errors="replace")
            found[head[0].decode()] = text.replace("\r\n", "\n").replace("\r", "\n")
    return found


def _error_reason(stderr: str) -> str:
    """Return the line of git's output that gives the reason, with the command that git suggests."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    fatal = [line.partition(":")[2].strip() for line in lines if line.startswith(("fatal:", "error:"))]
    proposed = [f"`{line}`" for line in lines if line.startswith("git config ")]
    return "; ".join([*(fatal or lines)[:1], *proposed[:1]])
