"""The files below `docs_dir`: documents, `.audience` files, attachments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from mkdocs_postmortems.core.audiences.audience_sources import Attachments, naming_text, referenced_paths
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, may_be_folder_rule
from mkdocs_postmortems.core.audiences.references import SCRIPT_SUFFIXES, STYLE_SUFFIXES
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import PLUGIN_BESIDE_CONFIG, Project, SharedFolder
from mkdocs_postmortems.sources.file_links import find_links
from mkdocs_postmortems.sources.files import display_path, is_text_name, is_tool_folder, read_source, read_sources

_MAX_RULE_BYTES = 4096
WELL_KNOWN = ".well-known"
"""The only hidden folder with files for a site: programs of others look for them at this address (RFC 8615)."""


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The files of a folder; paths are relative to it."""

    root: Path
    documents: tuple[Source, ...]
    audience_files: tuple[Source, ...]
    """The `.audience` files, and what is near one. A rule that cannot be read has an empty text, which withholds."""
    attachments: Attachments
    problems: tuple[Diagnostic, ...]
    links: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Path of a symbolic link -> its target; path of a file with several names -> the others."""


def read_project_tree(project: Project, config_files: tuple[str, ...] = ()) -> SourceTree:
    """Read all sources of a site.

    In a folder that other things share, only files that a document or the configuration refers to are attachments.

    Args:
        project: The site.
        config_files: Files that the configuration refers to, such as the logo.
    """
    if project.shared_folder is None:
        return read_source_tree(project.docs_dir, config_files)
    tree = read_source_tree(project.docs_dir, config_files, project.shared_folder.excluded)
    texts = (*tree.documents, naming_text(config_files))
    used = referenced_paths(tree.attachments.paths, texts, tree.attachments.stylesheets)
    used |= set(filter(project.settings.is_site_file, tree.attachments.paths))
    problems = tuple(sorted({*tree.problems, *_unpublished_pages(project, project.shared_folder)}))
    return replace(tree, attachments=replace(tree.attachments, paths=used), problems=problems)


def postmortem_exclusions(project: Project) -> tuple[str, ...]:
    """Return patterns of what is no postmortem: the option `exclude`, and what shares the folder."""
    shared = project.shared_folder.excluded if project.shared_folder else frozenset()
    prefix = f"{project.settings.path}/" if project.settings.path else ""
    below = sorted(escape(path.removeprefix(prefix)) for path in shared if path.startswith(prefix))
    return (*project.settings.exclude, *below)


def _unpublished_pages(project: Project, shared: SharedFolder) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the placeholder for `docs_dir` holds files: they look published, and are not."""
    folder = shared.placeholder
    if not folder.is_dir() or folder.resolve() == project.docs_dir.resolve():
        return
    found = sorted(path for path, _ in _files(folder) if _is_visible(path))
    if found:
        count = f"{len(found)} files, such as" if len(found) > 1 else "a file,"
        path = display_path(project.config, project.docs_dir)
        place = display_path(project.docs_dir, project.config.parent)
        message = (
            f"docs_dir {folder.name!r} holds {count} {found[0].relative_to(folder).as_posix()!r}; nothing of it is "
            f"published, since the plugin {PLUGIN_BESIDE_CONFIG} takes the documents from {place!r}. Move it there."
        )
        yield Diagnostic(path, shared.line, "PM008", message, highlight=folder.name)


def read_source_tree(
    root: Path, config_files: tuple[str, ...] = (), excluded: frozenset[str] = frozenset()
) -> SourceTree:
    """Read a folder of sources. Links out of it are not followed; hidden files other than `.audience` are skipped.

    Args:
        root: The folder.
        config_files: Files that the configuration refers to, such as the logo.
        excluded: Paths of files and folders that are skipped, relative to the folder.
    """
    read_result = read_sources(root, map(escape, excluded))
    documents = {source.path for source in read_result.sources} | {problem.path for problem in read_result.problems}
    problems = list(read_result.problems)
    files = list(_files(root, excluded))
    links = find_links(root, files)
    folders = dict.fromkeys((*_folders(root, excluded), *_folders_of_targets(root, links)))
    rules = [rule for folder in folders for rule in read_folder_rules(folder, root, problems)]
    paths: set[str] = set()
    for path, shown_path in files:
        if shown_path in documents or path.name.startswith("."):
            continue
        if not _is_inside(path, root):
            problems.append(
                Diagnostic(shown_path, 1, "PM003", "symbolic link leads out of the folder; it is not followed.")
            )
        elif path.is_file():
            paths.add(shown_path)
    referring = (path for path in sorted(paths) if path.lower().endswith((*STYLE_SUFFIXES, *SCRIPT_SUFFIXES)))
    styles = {path: _read_attachment(root / path) for path in referring}
    attachments = Attachments(frozenset(paths), styles, config_files)
    return SourceTree(root, read_result.sources, tuple(rules), attachments, tuple(sorted(problems)), links)


def with_prefix(tree: SourceTree, prefix: str) -> SourceTree:
    """Return the tree with all paths prefixed by `folder`."""
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
        links=MappingProxyType({moved(path): tuple(map(moved, others)) for path, others in tree.links.items()}),
    )


def with_rules_above(tree: SourceTree, docs_dir: Path, folder: str) -> SourceTree:
    """Return the tree of a folder below `docs_dir` with the `.audience` files of its parent folders."""
    problems = list(tree.problems)
    above = [docs_dir / parent for parent in PurePosixPath(folder).parents]
    rules = [rule for parent in above if parent.is_dir() for rule in read_folder_rules(parent, docs_dir, problems)]
    return replace(tree, audience_files=(*tree.audience_files, *rules), problems=tuple(sorted(problems)))


def read_folder_rules(folder: Path, root: Path, problems: list[Diagnostic] | None = None) -> Iterator[Source]:
    """Yield the rule of one folder, and the files and hidden folders in it that are near a rule.

    Args:
        folder: The folder.
        root: The folder that paths are relative to.
        problems: Gets the diagnostics of rules that cannot be read.
    """
    for path in sorted(folder.iterdir()):
        is_folder = path.is_dir()
        if may_be_folder_rule(path.name) and (not is_folder or path.name.startswith(".")):
            shown_path = path.relative_to(root).as_posix()
            if path.name == FOLDER_FILE and not is_folder:
                yield _read_audience_file(path, shown_path, [] if problems is None else problems)
            else:
                yield Source(shown_path, _read_near_rule(path))


def _folders_of_targets(root: Path, links: Mapping[str, Iterable[str]]) -> Iterator[Path]:
    """Yield the folders above the targets of links, also hidden ones, of which the rules are not read otherwise."""
    above = {parent for others in links.values() for other in others for parent in PurePosixPath(other).parents}
    return (root / parent for parent in sorted(above) if (root / parent).is_dir())


def watched_paths(root: Path, excluded: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield the files and folders of a folder of sources; what changes in it changes one of them.

    Args:
        root: The folder.
        excluded: Paths of files and folders that are skipped, relative to the folder.
    """
    yield from _folders(root, excluded)
    yield from (path for path, _ in _files(root, excluded))


def publishable_files(root: Path, excluded: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the paths of all files of a folder that could be published, regardless of audiences.

    Args:
        root: The folder.
        excluded: Paths of files and folders that are skipped, relative to the folder.
    """
    return frozenset(
        shown_path for path, shown_path in _files(root, excluded) if _is_visible(path) and _is_inside(path, root)
    )


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file()


def _is_inside(path: Path, root: Path) -> bool:
    """Whether a file lies in the folder after resolving its own symbolic link."""
    return not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(root.resolve())


def _folders(root: Path, excluded: frozenset[str]) -> Iterator[Path]:
    """Yield a folder and those below it, except hidden folders, folders of tools and those that are excluded."""
    return (folder for folder, _ in _walk(root, excluded))


def _files(root: Path, excluded: frozenset[str] = frozenset()) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder with their relative paths, except in hidden folders and folders of tools."""
    for folder, names in _walk(root, excluded):
        start = folder.relative_to(root)
        paths = ((folder / name, (start / name).as_posix()) for name in sorted(names))
        yield from ((path, shown_path) for path, shown_path in paths if shown_path not in excluded)


def _walk(root: Path, excluded: frozenset[str]) -> Iterator[tuple[Path, list[str]]]:
    for folder, folders, names in os.walk(root):
        start = Path(folder).relative_to(root)
        folders[:] = sorted(
            name
            for name in folders
            if (not name.startswith(".") or name == WELL_KNOWN)
            and is_text_name(name)
            and (start / name).as_posix() not in excluded
            and not is_tool_folder(Path(folder, name))
        )
        yield Path(folder), [name for name in names if is_text_name(name)]


def _read_audience_file(path: Path, shown_path: str, problems: list[Diagnostic]) -> Source:
    if path.is_symlink() and not path.exists():
        return Source(shown_path, "")
    source, found = read_source(path, shown_path)
    problems.extend(problem for problem in found if problem.is_error)
    return source or Source(shown_path, "")


def _read_near_rule(path: Path) -> str:
    """Return the start of a file's text; empty for a folder and for what cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_MAX_RULE_BYTES).decode(errors="replace")
    except OSError:
        return ""


def _read_attachment(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
