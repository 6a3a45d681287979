"""Everything that lies in a folder of sources: documents, rules of folders, and files beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.core.audiences.audience_sources import Attachments
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.files import is_tool_folder, read_source, read_sources


@dataclass(frozen=True, slots=True)
class SourceTree:
    """What a folder holds; paths are relative to it."""

    root: Path
    documents: tuple[Source, ...]
    audience_files: tuple[Source, ...]
    """The `.audience` files; one that cannot be read has no text, so that it forbids its folder."""
    attachments: Attachments
    problems: tuple[Diagnostic, ...]


def read_source_tree(root: Path, config_files: tuple[str, ...] = ()) -> SourceTree:
    """Read a folder of sources. Links that lead out of it are not followed; dot files are rules or nothing.

    Args:
        root: The folder.
        config_files: Files that the site's configuration refers to.
    """
    read_result = read_sources(root)
    documents = {source.path for source in read_result.sources} | {problem.path for problem in read_result.problems}
    problems = list(read_result.problems)
    rules: list[Source] = []
    paths: set[str] = set()
    for path, shown in _files(root):
        if path.name == FOLDER_FILE:
            rules.append(_read_audience_file(path, shown, problems))
        elif shown in documents or path.name.startswith("."):
            continue
        elif not _is_inside(path, root):
            problems.append(Diagnostic(shown, 1, "PM003", "symbolic link leads out of the folder; it is not followed."))
        elif path.is_file():
            paths.add(shown)
    styles = {path: _read_stylesheet(root / path) for path in sorted(paths) if path.lower().endswith(".css")}
    attachments = Attachments(frozenset(paths), styles, config_files)
    return SourceTree(root, read_result.sources, tuple(rules), attachments, tuple(sorted(problems)))


def with_prefix(tree: SourceTree, prefix: str) -> SourceTree:
    """Return the tree with its paths as they are seen from further up: `folder` comes first."""
    if not prefix:
        return tree

    def moved(path: str) -> str:
        return f"{prefix}/{path}"

    return SourceTree(
        root=tree.root,
        documents=tuple(Source(moved(source.path), source.text) for source in tree.documents),
        audience_files=tuple(Source(moved(source.path), source.text) for source in tree.audience_files),
        attachments=Attachments(frozenset(map(moved, tree.attachments.paths))),
        problems=tuple(problem.with_paths(moved) for problem in tree.problems),
    )


def with_rules_above(tree: SourceTree, docs_dir: Path, folder: str) -> SourceTree:
    """Return the tree of a folder below `docs_dir` with the `.audience` files of the folders that it lies in."""
    problems = list(tree.problems)
    names = [(above / FOLDER_FILE).as_posix() for above in PurePosixPath(folder).parents]
    found = [name for name in names if (docs_dir / name).is_symlink() or (docs_dir / name).exists()]
    rules = [_read_audience_file(docs_dir / name, name, problems) for name in found]
    return replace(tree, audience_files=(*tree.audience_files, *rules), problems=tuple(sorted(problems)))


def publishable_files(root: Path) -> frozenset[str]:
    """Return every file that a site may have of a folder, documents among them, by what lies there alone."""
    return frozenset(shown for path, shown in _files(root) if _is_visible(path) and _is_inside(path, root))


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file()


def _is_inside(path: Path, root: Path) -> bool:
    """Whether a file is one of the folder; links to folders are not followed, so that it alone may lead out."""
    return not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(root.resolve())


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield what lies in a folder with its path from there, but for hidden folders and those that programs fill."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_tool_folder(Path(folder, name))
        )
        start = Path(folder).relative_to(root)
        yield from ((Path(folder, name), (start / name).as_posix()) for name in sorted(names))


def _read_audience_file(path: Path, shown: str, problems: list[Diagnostic]) -> Source:
    if path.is_symlink() and not path.exists():
        return Source(shown, "")
    source, found = read_source(path, shown)
    problems.extend(problem for problem in found if problem.is_error)
    return source or Source(shown, "")


def _read_stylesheet(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
