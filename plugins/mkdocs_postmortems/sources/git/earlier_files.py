"""The files of a folder as they were at a revision."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.sources.git.changes import merge_base
from mkdocs_postmortems.sources.git.client import repository_root, run_git


def write_earlier_files(folder: Path, revision: str, target: Path) -> Path:
    """Write the files below a folder as they were at a revision; return the folder that stands for it.

    Args:
        folder: A folder of a repository.
        revision: Anything that names a commit. The merge base with it counts, as for `changes_since`.
        target: An empty folder.

    Raises:
        GitError: git cannot answer.
    """
    base = merge_base(folder, revision)
    # The index of the repository stays as it is. Large files are compared by their pointers: no host is asked for them.
    variables = {"GIT_INDEX_FILE": str(target / "index"), "GIT_LFS_SKIP_SMUDGE": "1"}
    run_git(folder, "read-tree", base, variables=variables)
    run_git(folder, "checkout-index", "--all", f"--prefix={target}/files/", variables=variables)
    return target / "files" / folder.resolve().relative_to(repository_root(folder))
