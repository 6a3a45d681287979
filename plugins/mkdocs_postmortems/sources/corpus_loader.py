"""The only way from the sources of a site to a `View`: read, label, cut, parse, taxonomy, corpus."""

from __future__ import annotations

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View, require_audience
from mkdocs_postmortems.core.view_builder import LoadedView, PostmortemFolder, Progress, build_view
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, label_sources
from mkdocs_postmortems.sources.parallel_parse import parse_sources
from mkdocs_postmortems.sources.parse_store import open_cache
from mkdocs_postmortems.sources.source_tree import (
    SourceTree,
    read_project_tree,
    read_source_tree,
    with_prefix,
    with_rules_above,
)


def load_corpus(project: Project, audience: str = UNRESTRICTED_AUDIENCE, cache: ReadCache | None = None) -> View:
    """Return the view of one audience.

    Args:
        project: The site.
        audience: The name of an audience; `all` where the site has none.
        cache: Results of earlier reads, by text.

    Raises:
        ViewError: there is no such audience, or a document is not included in it.
    """
    require_audience(audience, project.settings.audiences)
    sources = label_sources(project, read_labelled_tree(project), cache or open_cache(project))
    return load_view(sources, sources.for_audience(audience)).view


def read_labelled_tree(project: Project, config_files: tuple[str, ...] = ()) -> SourceTree:
    """Read the files that labels depend on: all sources, or the folder of postmortems if there are no audiences.

    The `.audience` files of parent folders are read in any case: they may withhold everything.
    """
    settings = project.settings
    if settings.audiences or project.shared_folder:
        return read_project_tree(project, config_files)
    prefix = PostmortemFolder(settings.path).prefix
    tree = with_prefix(read_source_tree(project.docs_dir / prefix), prefix.rstrip("/"))
    return with_rules_above(tree, project.docs_dir, prefix)


def load_view(sources: LabelledSources, cut: AudienceSources, progress: Progress | None = None) -> LoadedView:
    """Return the view of the sources of one audience, with the diagnostics of reading them.

    Without `progress`, which would not see it, documents are parsed in several processes.
    """
    folder = sources.folder
    documents = folder.local_sources(cut.sources)
    if progress is None:
        parse_sources(documents, sources.cache)
    else:
        sources.cache.recall(documents)
    loaded = build_view(
        cut,
        sources.rules.audiences,
        folder,
        sources.taxonomy_files(),
        sources.cache,
        progress or iter,
        sources.action_states,
    )
    sources.cache.remember()
    return loaded
