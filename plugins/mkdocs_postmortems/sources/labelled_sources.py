"""All sources of a site with their labels. Only the operator's commands see them; audiences get a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_postmortems.core.action_states import STATES_FILE, ActionStates, write_snapshot
from mkdocs_postmortems.core.audiences.audience_sources import (
    Attachments,
    AudienceSources,
    referenced_paths,
    select_for_audience,
)
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument, label_documents
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.publication import find_held
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.view_builder import (
    PostmortemFolder,
    TaxonomyFiles,
    parse_documents,
    taxonomy_for_audience,
)
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import display_path, read_action_states, read_taxonomy_files
from mkdocs_postmortems.sources.parse_store import open_cache
from mkdocs_postmortems.sources.source_tree import SourceTree, read_project_tree


@dataclass(frozen=True, slots=True)
class LabelledSources:
    """The labelled sources of a site. Paths are relative to `docs_dir`."""

    project: Project
    tree: SourceTree
    rules: AudienceRules
    documents: tuple[LabelledDocument, ...]
    problems: tuple[Diagnostic, ...]
    """Diagnostics of files that could not be read, of unclear labels, and of documents that are not to be published."""
    held: tuple[Source, ...] = ()
    """Documents that their front matter keeps from being published; no audience gets them."""
    held_attachments: frozenset[str] = frozenset()
    """The attachments that only documents refer to which are not published."""
    cache: ReadCache = field(default_factory=ReadCache)
    """Results of reading them, by text."""
    action_states: ActionStates = field(default_factory=ActionStates)
    """The states of action items in trackers."""

    @property
    def root(self) -> Path:
        """The folder of the sources."""
        return self.project.docs_dir

    def display_path(self, path: str) -> str:
        """Return the path of a source relative to the current folder, with `/` on all systems."""
        return display_path(self.root / path)

    @property
    def folder(self) -> PostmortemFolder:
        """The folder of postmortems below `docs_dir`."""
        return PostmortemFolder(self.project.settings.path, self.project.settings.exclude)

    @property
    def taxonomy_path(self) -> str:
        """The path of the taxonomy file, which is neither a document nor an attachment."""
        return self.folder.prefix + self.project.settings.taxonomy

    @property
    def action_states_path(self) -> str:
        """The path of the file of states in trackers, which is neither a document nor an attachment."""
        return self.folder.prefix + STATES_FILE

    def taxonomy_files(self) -> TaxonomyFiles:
        """Read the taxonomy file; its path is relative to the folder of postmortems."""
        return read_taxonomy_files(self.root / self.taxonomy_path, self.project.settings.taxonomy)

    def for_audience(self, audience: str) -> AudienceSources:
        """Return the sources that one audience may read."""
        selected = select_for_audience(self.documents, self.tree.attachments, self.rules, audience)
        return selected.without(self.held_attachments)

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

    def action_states_for(self, audience_sources: AudienceSources) -> Source | None:
        """Return the file of states, cut to the action items that the audience reads; `None` if none has a state."""
        if not self.action_states.snapshot:
            return None
        states = self.action_states.used_by(self._postmortems_of(audience_sources))
        return Source(self.action_states_path, write_snapshot(states.snapshot)) if states.snapshot else None

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
    return label_sources(project, read_project_tree(project, config_files), cache or open_cache(project))


def label_sources(project: Project, tree: SourceTree, cache: ReadCache) -> LabelledSources:
    """Label the sources of a site."""
    rules, wrong = parse_folder_rules(
        project.settings.audiences, project.settings.default_audience, tree.audience_files
    )
    rules = replace(rules, links=tree.links)
    raw = tuple(_documents_as_attachments(tree)) if rules.audiences else ()
    folder = PostmortemFolder(project.settings.path, project.settings.exclude)
    read = (source for source in tree.documents if folder.holds(source.path))
    holds = find_held(read, cache.table, has_audiences=bool(rules.audiences or tree.audience_files))
    held_paths = {hold.path for hold in holds}
    no_documents = {problem.path for problem in wrong}  # A rule may have the name of a document, such as `audience`.
    documents = [one for one in tree.documents if one.path not in held_paths | no_documents]
    labelling = label_documents(documents, rules, cache.table)
    states, unread = read_action_states(project)
    problems = tuple(sorted({*tree.problems, *wrong, *raw, *holds, *labelling.problems, *unread}))
    held = tuple(source for source in tree.documents if source.path in held_paths)
    sources = LabelledSources(project, tree, rules, tuple(labelling.labelled), problems, held, cache=cache)
    sources = replace(sources, action_states=states)
    others = tree.attachments.paths - {sources.taxonomy_path, *(problem.path for problem in raw)}
    sources = replace(sources, tree=replace(tree, attachments=_site_attachments(project, tree.attachments, others)))
    return replace(sources, held_attachments=_held_attachments(sources)) if held else sources


def _site_attachments(project: Project, attachments: Attachments, paths: frozenset[str]) -> Attachments:
    """Return the attachments at these paths, with those that the option `site_files` publishes for everybody."""
    named = tuple(path for path in project.settings.site_files if path in paths)
    matched = filter(project.settings.is_site_file, sorted(paths))
    return replace(
        attachments,
        paths=paths,
        configured=(*attachments.configured, *named),
        patterned=tuple(path for path in matched if path not in named),
    )


def _held_attachments(sources: LabelledSources) -> frozenset[str]:
    """Return the attachments that only held documents refer to; none if pages that are not read may refer to them."""
    if not sources.rules.audiences and sources.folder.prefix:
        return frozenset()
    attachments = sources.tree.attachments
    styles = (Source(path, text) for path, text in attachments.stylesheets.items())
    texts = (*(one.source for one in sources.documents), *styles)
    shown = referenced_paths(attachments.paths, texts, {}).union(attachments.for_everybody)
    return referenced_paths(attachments.paths, sources.held, {}) - shown


def _documents_as_attachments(tree: SourceTree) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each attachment that is a link to a document, which is published as it is, uncut."""
    documents = {source.path for source in tree.documents}
    for path in sorted(tree.attachments.paths & tree.links.keys()):
        if found := sorted(documents.intersection(tree.links[path])):
            message = (
                f"this is the same file as the document {found[0]!r}, of which it would show all restricted spans."
            )
            yield Diagnostic(path, 1, "PM003", message, related_paths=(found[0],))
