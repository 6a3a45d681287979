"""All sources of a site with their labels. Only the operator's commands see them; audiences get a part of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources, select_for_audience
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument, label_documents
from mkdocs_postmortems.core.corpus_loader import (
    PostmortemFolder,
    TaxonomyFiles,
    parse_documents,
    taxonomy_for_audience,
)
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import read_taxonomy_files
from mkdocs_postmortems.sources.source_tree import SourceTree, read_source_tree


@dataclass(frozen=True, slots=True)
class LabelledSources:
    """The labelled sources of a site. Paths are relative to `docs_dir`."""

    project: Project
    tree: SourceTree
    rules: AudienceRules
    documents: tuple[LabelledDocument, ...]
    problems: tuple[Diagnostic, ...]
    """Diagnostics of files that could not be read, and of unclear labels."""
    cache: ReadCache = field(default_factory=ReadCache)
    """Results of reading them, by text."""

    @property
    def root(self) -> Path:
        """The folder of the sources."""
        return self.project.docs_dir

    def display_path(self, path: str) -> str:
        """Return the path of a source relative to the current folder, with `/` on all systems."""
        return Path(os.path.relpath(self.root / path)).as_posix()

    @property
    def folder(self) -> PostmortemFolder:
        """The folder of postmortems below `docs_dir`."""
        return PostmortemFolder(self.project.settings.path, self.project.settings.exclude)

    @property
    def taxonomy_path(self) -> str:
        """The path of the taxonomy file, which is neither a document nor an attachment."""
        return self.folder.prefix + self.project.settings.taxonomy

    def taxonomy_files(self) -> TaxonomyFiles:
        """Read the taxonomy file; its path is relative to the folder of postmortems."""
        return read_taxonomy_files(self.root / self.taxonomy_path, self.project.settings.taxonomy)

    def for_audience(self, audience: str) -> AudienceSources:
        """Return the sources that one audience may read."""
        return select_for_audience(self.documents, self.tree.attachments, self.rules, audience)

    def taxonomy_for(self, audience_sources: AudienceSources) -> Source | None:
        """Return the taxonomy; for a restricted audience, only the terms that its postmortems use."""
        taxonomy = taxonomy_for_audience(
            self._postmortems_of(audience_sources),
            audience_sources.audience,
            self.rules.audiences,
            self.taxonomy_files(),
            self.cache,
        )
        return Source(self.taxonomy_path, taxonomy.text) if taxonomy else None

    def _postmortems_of(self, audience_sources: AudienceSources) -> Iterator[Postmortem]:
        """Yield the postmortems of an audience, parsed lazily: they are not needed where the whole taxonomy is read."""
        yield from parse_documents(audience_sources, self.folder, self.cache).documents

    def parse(self, source: Source) -> Postmortem:
        """Parse a whole document, regardless of audiences; its path is relative to the folder of postmortems."""
        return self.cache.parse(self.folder.local_source(source)).postmortem


def load_labelled_sources(
    project: Project, config_files: tuple[str, ...], cache: ReadCache | None = None
) -> LabelledSources:
    """Read and label everything below `docs_dir`.

    Args:
        project: The site.
        config_files: Files that the configuration refers to, such as the logo.
        cache: Results of earlier reads, by text.
    """
    return label_sources(project, read_source_tree(project.docs_dir, config_files), cache or ReadCache())


def label_sources(project: Project, tree: SourceTree, cache: ReadCache) -> LabelledSources:
    """Label the sources of a site."""
    rules, wrong = parse_folder_rules(
        project.settings.audiences, project.settings.default_audience, tree.audience_files
    )
    labelling = label_documents(tree.documents, rules, cache.table)
    problems = tuple(sorted({*tree.problems, *wrong, *labelling.problems}))
    sources = LabelledSources(project, tree, rules, tuple(labelling.labelled), problems, cache)
    others = tree.attachments.paths - {sources.taxonomy_path}
    patterns = project.settings.site_files
    named = tuple(path for path in patterns if path in others)
    matched = (path for path in sorted(others) if any(fnmatchcase(path, pattern) for pattern in patterns))
    attachments = replace(
        tree.attachments,
        paths=others,
        configured=(*tree.attachments.configured, *named),
        patterned=tuple(path for path in matched if path not in named),
    )
    return replace(sources, tree=replace(tree, attachments=attachments))
