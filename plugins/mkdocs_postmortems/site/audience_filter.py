"""Leaves MkDocs the files that one audience may read, as it may read them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources, filter_nav
from mkdocs_postmortems.core.audiences.url_collisions import find_url_collisions
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.corpus_loader import read_labelled_tree
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, label_sources
from mkdocs_postmortems.sources.source_tree import SourceTree

UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
"""Files that MkDocs does not publish."""


@dataclass(frozen=True, slots=True)
class FilteredFiles:
    """What is left, with paths below `docs_dir`."""

    labelled: LabelledSources
    """What the audience's part was taken from."""
    sources: AudienceSources
    problems: tuple[Diagnostic, ...]
    withheld: tuple[Path, ...] = ()
    """Files on the disk that hold what the audience may not read."""


def filter_files(files: Files, project: Project, audience: str | None, config: MkDocsConfig) -> FilteredFiles:
    """Take out of MkDocs' files, and of its navigation, what `audience` may not read; `None` reads everything.

    A document that the audience reads in part is handed over as text; what it reads as a whole stays a file.
    """
    known = {file.src_uri: file for file in files if _is_source(file, config)}
    labelled = label_sources(project, _read_sources(project, config, known), ReadCache())
    tree, problems = labelled.tree, set(labelled.problems)
    if audience is None:
        audience_sources = labelled.for_audience(UNRESTRICTED_AUDIENCE)
        for path in {*known} & _withheld_paths(labelled, audience_sources):
            files.remove(known[path])
        return FilteredFiles(labelled, audience_sources, labelled.problems)
    audience_sources = labelled.for_audience(audience)
    collisions = set(find_url_collisions(dict.fromkeys(audience_sources.paths, frozenset({audience}))))
    audience_sources = audience_sources.without({problem.path for problem in collisions})
    problems |= collisions
    whole = set(_unchanged_paths(tree, audience_sources))
    _replace(files, known, audience_sources, whole, config)
    config.nav = filter_nav(config.nav, _is_known(files))
    return FilteredFiles(labelled, audience_sources, tuple(sorted(problems)), tuple(_withheld_files(known, whole)))


def _withheld_paths(labelled: LabelledSources, audience_sources: AudienceSources) -> frozenset[str]:
    """Return the paths of what nobody reads: documents whose labels are in doubt, files that a folder forbids."""
    tree = labelled.tree
    return (frozenset(one.path for one in tree.documents) | tree.attachments.paths) - audience_sources.paths


def _unchanged_paths(tree: SourceTree, audience_sources: AudienceSources) -> Iterator[str]:
    """Yield the paths of files that the audience gets as they are on the disk."""
    yield from audience_sources.attachments
    originals = {source.path: source.text for source in tree.documents}
    for source in audience_sources.sources:
        if source.text.rstrip("\n") == originals[source.path].rstrip("\n"):
            yield source.path


def _withheld_files(known: dict[str, File], unchanged: Container[str]) -> Iterator[Path]:
    for uri, file in known.items():
        if uri not in unchanged and file.abs_src_path:
            yield Path(file.abs_src_path)


def _is_source(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is content, and no part of a theme."""
    is_content = file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)
    return is_content and file.generated_by is None and file.inclusion not in UNPUBLISHED


def _read_sources(project: Project, config: MkDocsConfig, known: dict[str, File]) -> SourceTree:
    """Read all that MkDocs found, or the folder of postmortems alone where nothing is restricted."""
    tree = read_labelled_tree(project, _files_named_in_config(config))
    documents = tuple(source for source in tree.documents if source.path in known)
    problems = tuple(p for p in tree.problems if p.path in known or not p.path.lower().endswith(".md"))
    attachments = replace(tree.attachments, paths=tree.attachments.paths & known.keys())
    return replace(tree, documents=documents, problems=problems, attachments=attachments)


def _files_named_in_config(config: MkDocsConfig) -> tuple[str, ...]:
    """The files that every page shows, since the configuration says so."""
    looks: Iterable[Any] = (config.theme.get("logo"), config.theme.get("favicon"))
    scripts = (str(script) for script in config.extra_javascript)
    return (*config.extra_css, *scripts, *(look for look in looks if isinstance(look, str)))


def _replace(
    files: Files,
    known: dict[str, File],
    audience_sources: AudienceSources,
    unchanged: Container[str],
    config: MkDocsConfig,
) -> None:
    """Hand over texts instead of files where something is cut; what the audience does not get is gone.

    The order stays, whatever was cut. What is whole stays a file, since Material's blog wants files.
    """
    texts = {source.path: source.text for source in audience_sources.sources}
    for uri, file in known.items():
        files.remove(file)
        if uri in unchanged:
            files.append(file)
        elif uri in texts:
            made = File.generated(config, uri, content=texts[uri], inclusion=file.inclusion)
            made.edit_uri = file.edit_uri
            made.abs_src_path = file.abs_src_path
            files.append(made)


def _is_known(files: Files) -> Callable[[str], bool]:
    return lambda path: files.get_file_from_path(path) is not None
