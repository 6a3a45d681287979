"""All sources of a site with their labels: what only its operator sees, and every audience's part is taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
    """The sources of a site. Paths start at `docs_dir`."""

    project: Project
    tree: SourceTree
    rules: AudienceRules
    documents: tuple[LabelledDocument, ...]
    problems: tuple[Diagnostic, ...]
    """What could not be read, and what cannot be told who may read it."""
    cache: ReadCache = field(default_factory=ReadCache)
    """What has been read of them."""

    @property
    def root(self) -> Path:
        """The folder of the sources."""
        return self.project.docs_dir

    @property
    def folder(self) -> PostmortemFolder:
        """Where the postmortems are."""
        return PostmortemFolder(self.project.settings.path, self.project.settings.exclude)

    @property
    def taxonomy_path(self) -> str:
        """The path of the taxonomy, which is no document and no attachment."""
        return self.folder.prefix + self.project.settings.taxonomy

    def taxonomy_files(self) -> TaxonomyFiles:
        """Read the text of the taxonomy; its path starts at the folder of postmortems."""
        return read_taxonomy_files(self.root / self.taxonomy_path, self.project.settings.taxonomy)

    def for_audience(self, audience: str) -> AudienceSources:
        """Return what one audience gets."""
        return select_for_audience(self.documents, self.tree.attachments, self.rules, audience)

    def taxonomy_for(self, audience_sources: AudienceSources) -> Source | None:
        """Return the taxonomy; an audience that does not read everything gets the terms that its postmortems use."""
        taxonomy = taxonomy_for_audience(
            self._postmortems_of(audience_sources),
            audience_sources.audience,
            self.rules.audiences,
            self.taxonomy_files(),
            self.cache,
        )
        return Source(self.taxonomy_path, taxonomy.text) if taxonomy else None

    def _postmortems_of(self, audience_sources: AudienceSources) -> Iterator[Postmortem]:
        """Yield what is parsed only if somebody asks: who reads the whole taxonomy does not."""
        yield from parse_documents(audience_sources, self.folder, self.cache).documents

    def parse(self, source: Source) -> Postmortem:
        """Return what a document says, whoever may read it; its path starts at the folder of postmortems."""
        return self.cache.parse(self.folder.local_source(source)).postmortem


def load_labelled_sources(
    project: Project, config_files: tuple[str, ...], cache: ReadCache | None = None
) -> LabelledSources:
    """Read and label everything below `docs_dir`.

    Args:
        project: The site.
        config_files: Files that its configuration refers to.
        cache: What has been read.
    """
    return label_sources(project, read_source_tree(project.docs_dir, config_files), cache or ReadCache())


def label_sources(project: Project, tree: SourceTree, cache: ReadCache) -> LabelledSources:
    """Find out who may read what was read of a site."""
    rules, wrong = parse_folder_rules(
        project.settings.audiences, project.settings.default_audience, tree.audience_files
    )
    labelling = label_documents(tree.documents, rules, cache.table)
    problems = tuple(sorted({*tree.problems, *wrong, *labelling.problems}))
    sources = LabelledSources(project, tree, rules, tuple(labelling.labelled), problems, cache)
    others = tree.attachments.paths - {sources.taxonomy_path}
    return replace(sources, tree=replace(tree, attachments=replace(tree.attachments, paths=others)))
