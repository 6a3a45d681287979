"""Checks the sources of all audiences together. Diagnostics may name hidden content: they are for operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_postmortems.core.audiences.cross_links import find_cross_links, find_cross_relations
from mkdocs_postmortems.core.audiences.inference_hints import find_inference_hints
from mkdocs_postmortems.core.audiences.url_collisions import find_url_collisions
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view_builder import read_site_taxonomy
from mkdocs_postmortems.settings import Project, check_against_taxonomy
from mkdocs_postmortems.sources.files import load_taxonomy
from mkdocs_postmortems.sources.labelled_sources import LabelledSources
from mkdocs_postmortems.sources.parallel_parse import parse_sources


def check_audience_references(sources: LabelledSources) -> Iterator[Diagnostic]:
    """Yield diagnostics about references to more restricted documents, URL collisions, and hints at hidden content.

    Yields nothing if the configuration defines no audiences. Paths are relative to `docs_dir`.
    """
    rules = sources.rules
    if not rules.audiences:
        return
    attachments = sources.tree.attachments
    attachments = replace(attachments, paths=attachments.paths - sources.held_attachments)
    taxonomy, taxonomy_problems = read_site_taxonomy(sources.taxonomy_files(), sources.cache)
    yield from (problem.with_paths(sources.folder.prefix.__add__) for problem in taxonomy_problems)
    documents = list(_documents(sources, taxonomy))
    labels = {one.path: one.audience for one in sources.documents}
    references = [*find_cross_links(sources.documents, attachments, rules)]
    if sources.project.settings.narrow_links != "error":
        references = [problem for problem in references if problem.code != "PM064"]
    else:
        references += find_cross_relations(documents, labels, rules)
    yield from references
    audiences = {path: rules.audiences_of(path) for path in attachments.paths}
    audiences |= {path: rules.audiences.audiences_for((label,)) for path, label in labels.items()}
    yield from find_url_collisions(audiences)
    yield from find_inference_hints(sources.documents, [(d.path, d.id) for d in documents], rules.audiences)


def check_taxonomy_options(project: Project, cache: ReadCache) -> tuple[Diagnostic, ...]:
    """Return diagnostics about options with unknown taxonomy terms; their path and lines are those of mkdocs.yml."""
    taxonomy, _ = load_taxonomy(project.folder / project.settings.taxonomy, project.settings.taxonomy, cache)
    return check_against_taxonomy(taxonomy, project.settings, project.raw_options, project.config.name)


def _documents(sources: LabelledSources, taxonomy: Taxonomy) -> Iterator[Postmortem]:
    """Yield the postmortems with resolved relations. Paths are relative to `docs_dir`."""
    folder, prefix = sources.folder, sources.folder.prefix
    local = folder.local_sources(one.source for one in sources.documents)
    parse_sources(local, sources.cache)
    corpus, _ = build_corpus((sources.cache.parse(source).postmortem for source in local), taxonomy)
    for document in corpus.documents:
        relations = tuple(replace(relation, target=prefix + relation.target) for relation in document.relations)
        yield replace(document, path=prefix + document.path, relations=relations)
