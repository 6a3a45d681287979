"""All sources of a site with their labels: what only its operator sees, and every audience's part is taken from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources, select_for_audience
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument, label_documents
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy_subset import taxonomy_for_documents
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import default_taxonomy, read_source
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

    @property
    def root(self) -> Path:
        """The folder of the sources."""
        return self.tree.root

    @property
    def taxonomy_path(self) -> str:
        """The path of the taxonomy, which is no document and no attachment."""
        settings = self.project.settings
        return f"{settings.path}/{settings.taxonomy}" if settings.path else settings.taxonomy

    def for_audience(self, audience: str) -> AudienceSources:
        """Return what one audience gets."""
        return select_for_audience(self.documents, self.tree.attachments, self.rules, audience)

    def taxonomy_for(self, audience_sources: AudienceSources) -> Source | None:
        """Return the taxonomy; an audience that does not read everything gets the terms that its documents use."""
        original = self.root / self.taxonomy_path
        source = read_source(original, self.taxonomy_path)[0] if original.is_file() else None
        audiences = self.rules.audiences
        if source is None or not audiences or audiences.reads_everything(audience_sources.audience):
            return source
        return taxonomy_for_documents(
            source, (parse(one).postmortem for one in audience_sources.sources), default_taxonomy()
        )


def load_labelled_sources(project: Project, config_files: tuple[str, ...]) -> LabelledSources:
    """Read and label everything below `docs_dir`.

    Args:
        project: The site.
        config_files: Files that its configuration refers to.
    """
    tree = read_source_tree(project.docs_dir, config_files)
    rules, wrong = parse_folder_rules(
        project.settings.audiences, project.settings.default_audience, tree.audience_files
    )
    labelling = label_documents(tree.documents, rules)
    problems = tuple(sorted({*tree.problems, *wrong, *labelling.problems}))
    sources = LabelledSources(project, tree, rules, tuple(labelling.labelled), problems)
    others = tree.attachments.paths - {sources.taxonomy_path}
    return replace(sources, tree=replace(tree, attachments=replace(tree.attachments, paths=others)))
