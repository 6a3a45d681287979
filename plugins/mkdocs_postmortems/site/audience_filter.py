"""Removes from MkDocs' files and navigation what one audience may not read."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources, filter_nav
from mkdocs_postmortems.core.audiences.url_collisions import find_name_clashes, find_url_collisions
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.corpus_loader import read_labelled_tree
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, label_sources
from mkdocs_postmortems.sources.parse_store import open_cache
from mkdocs_postmortems.sources.source_tree import SourceTree

UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
"""Inclusion levels of files that MkDocs does not publish."""


@dataclass(frozen=True, slots=True)
class FilteredFiles:
    """The sources that the audience may read. Paths are relative to `docs_dir`."""

    labelled: LabelledSources
    """All sources with their labels, before filtering."""
    sources: AudienceSources
    problems: tuple[Diagnostic, ...]
    withheld: tuple[Path, ...] = ()
    """Files on the disk with content that the audience may not read, whole or in part; no plugin may open them."""


def filter_files(
    files: Files, project: Project, audience: str | None, config: MkDocsConfig, *, is_served: bool = False
) -> FilteredFiles:
    """Remove from MkDocs' files and navigation what an audience may not read.

    A document that the audience reads in part is replaced by a generated file with the readable text; one that it
    reads as a whole stays a file on the disk.

    Args:
        files: MkDocs' files, which are changed in place.
        project: the site's settings and folders.
        audience: name of the audience; with `None` only files that nobody may read are removed.
        config: MkDocs' configuration, whose `nav` is changed in place.
        is_served: whether the site will be built again and again, so that what was read is kept.
    """
    known = {file.src_uri: file for file in files if _is_source(file, config)}
    labelled = label_sources(project, _read_sources(project, config, known), open_cache(project, creates=is_served))
    tree, problems = labelled.tree, set(labelled.problems)
    if audience is None:
        audience_sources = labelled.for_audience(UNRESTRICTED_AUDIENCE)
        for path in {*known} & _withheld_paths(labelled, audience_sources):
            files.remove(known[path])
        held = {source.path for source in labelled.held}
        config.nav = filter_nav(config.nav, lambda path: path not in held)
        clashes = find_name_clashes(audience_sources.paths)
        return FilteredFiles(labelled, audience_sources, tuple(sorted({*problems, *clashes})))
    audience_sources = labelled.for_audience(audience)
    collisions = set(find_url_collisions(dict.fromkeys(audience_sources.paths, frozenset({audience}))))
    audience_sources = audience_sources.without({problem.path for problem in collisions})
    problems |= collisions
    unchanged = set(_unchanged_paths(tree, audience_sources))
    _replace(files, known, audience_sources, unchanged, config)
    config.nav = filter_nav(config.nav, _is_known(files))
    return FilteredFiles(labelled, audience_sources, tuple(sorted(problems)), tuple(_withheld_files(known, unchanged)))


def _withheld_paths(labelled: LabelledSources, audience_sources: AudienceSources) -> frozenset[str]:
    """Return the paths that are withheld from everybody: documents with invalid labels, files that a folder forbids."""
    tree = labelled.tree
    return (frozenset(one.path for one in tree.documents) | tree.attachments.paths) - audience_sources.paths


def _unchanged_paths(tree: SourceTree, audience_sources: AudienceSources) -> Iterator[str]:
    """Yield the paths of files that the audience reads unchanged."""
    yield from audience_sources.attachments
    originals = {source.path: source.text for source in tree.documents}
    for source in audience_sources.sources:
        if source.text.rstrip("\n") == originals[source.path].rstrip("\n"):
            yield source.path


def _withheld_files(known: dict[str, File], unchanged: Container[str]) -> Iterator[Path]:
    """Yield the files that must not be opened; one that the audience reads under another name may be."""
    paths = {uri: Path(file.abs_src_path) for uri, file in known.items() if file.abs_src_path}
    readable = {path.resolve() for uri, path in paths.items() if uri in unchanged}
    yield from (path for uri, path in paths.items() if uri not in unchanged and path.resolve() not in readable)


def _is_source(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is published content of `docs_dir`, and not part of a theme or generated by a plugin."""
    is_content = file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)
    return is_content and file.generated_by is None and file.inclusion not in UNPUBLISHED


def _read_sources(project: Project, config: MkDocsConfig, known: dict[str, File]) -> SourceTree:
    """Read the sources that MkDocs has among its files."""
    tree = read_labelled_tree(project, files_named_in_config(config))
    documents = tuple(source for source in tree.documents if source.path in known)
    problems = tuple(p for p in tree.problems if p.path in known or not p.path.lower().endswith(".md"))
    attachments = replace(tree.attachments, paths=tree.attachments.paths & known.keys())
    return replace(tree, documents=documents, problems=problems, attachments=attachments)


def files_named_in_config(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the style sheets, scripts, logo and icon that the configuration names and every page loads."""
    images: Iterable[Any] = (config.theme.get("logo"), config.theme.get("favicon"))
    scripts = (str(script) for script in config.extra_javascript)
    return (*config.extra_css, *scripts, *(image for image in images if isinstance(image, str)))


def _replace(
    files: Files,
    known: dict[str, File],
    audience_sources: AudienceSources,
    unchanged: Container[str],
    config: MkDocsConfig,
) -> None:
    """Replace files with restricted content by the readable text, and remove files the audience may not read.

    All files are appended again, so their order does not depend on which were replaced. Unchanged ones stay files on
    the disk, since Material's blog plugin requires that.
    """
    texts = {source.path: source.text for source in audience_sources.sources}
    for uri, file in known.items():
        files.remove(file)
        if uri in unchanged:
            files.append(file)
        elif uri in texts:
            generated = File.generated(config, uri, content=texts[uri], inclusion=file.inclusion)
            generated.edit_uri = file.edit_uri
            generated.abs_src_path = file.abs_src_path
            files.append(generated)


def _is_known(files: Files) -> Callable[[str], bool]:
    return lambda path: files.get_file_from_path(path) is not None
