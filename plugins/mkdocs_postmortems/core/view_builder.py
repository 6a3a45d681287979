"""Builds the view of one audience from its sources: parse, taxonomy, corpus. Reads no files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from mkdocs_postmortems.core.action_states import ActionStates
from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import ParseResult
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_subset import taxonomy_for_documents
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, OperatorCorpus, View

_NO_STATES = ActionStates()
Progress = Callable[[Sequence[Source]], Iterable[Source]]
"""Wraps the iteration over the sources to parse, for instance to display progress."""


@dataclass(frozen=True, slots=True)
class PostmortemFolder:
    """The folder below `docs_dir` that holds the postmortems. Paths that start at this folder are called local."""

    path: str = ""
    """Path from `docs_dir`; empty for `docs_dir` itself."""
    exclude: tuple[str, ...] = ()
    """Glob patterns for local paths of files and folders that hold ordinary pages. `*` also matches `/`."""

    @property
    def prefix(self) -> str:
        """What precedes a local path in a path from `docs_dir`: empty, or a path that ends in `/`."""
        path = posixpath.normpath(self.path or ".")
        return "" if path == "." else f"{path}/"

    def local_source(self, source: Source) -> Source:
        """Return a source with its local path; one outside the folder keeps its path."""
        return Source(source.path.removeprefix(self.prefix), source.text)

    def local_sources(self, sources: Iterable[Source]) -> list[Source]:
        """Return the postmortems among sources, with their local paths."""
        return [self.local_source(source) for source in sources if self.holds(source.path)]

    def holds(self, path: str) -> bool:
        """Whether a path from `docs_dir` is in the folder and not excluded."""
        local = path.removeprefix(self.prefix)
        return path.startswith(self.prefix) and not self._is_excluded(local)

    def _is_excluded(self, local: str) -> bool:
        parts = local.split("/")
        prefixes = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return any(fnmatch(path, pattern) for path in prefixes for pattern in self.exclude)


@dataclass(frozen=True, slots=True)
class TaxonomyFiles:
    """The files that make up the taxonomy of a site."""

    builtin: Source
    """The taxonomy file of this package."""
    own: Source | None = None
    """The site's `taxonomy.yml`; `None` if it is missing or cannot be read."""
    problems: tuple[Diagnostic, ...] = ()
    """Diagnostics about a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class ParsedDocuments:
    """The parsed documents of one audience, with local paths, each with its label in `audience`."""

    documents: tuple[Postmortem, ...]
    problems: tuple[Diagnostic, ...]
    """Their diagnostics, with local paths."""
    unrenderable: frozenset[str]
    """Local paths of documents that are left out because rendering them would hang or fail."""


@dataclass(frozen=True, slots=True)
class LoadedView:
    """A view, with the diagnostics of loading it."""

    view: View
    problems: tuple[Diagnostic, ...]
    """Diagnostics, with paths from `docs_dir`."""
    unrenderable: frozenset[str]
    """Paths from `docs_dir` of documents that are left out because rendering them would hang or fail."""


def build_view(
    sources: AudienceSources,
    audiences: Audiences,
    folder: PostmortemFolder,
    taxonomy: TaxonomyFiles,
    cache: ReadCache,
    progress: Progress = iter,
    states: ActionStates = _NO_STATES,
) -> LoadedView:
    """Return the view of one audience: its documents, parsed, with the part of the taxonomy that they use.

    Args:
        sources: The sources of the audience, without restricted spans.
        audiences: All audiences of the site.
        folder: Where the postmortems are.
        taxonomy: The whole taxonomy of the site.
        cache: Parse results of texts that were parsed before.
        progress: Wraps the iteration over the sources to parse.
        states: The states of action items in trackers; those of other documents than the audience's have no effect.

    Raises:
        ViewError: the label of a document is not included in the audience.
    """
    parsed = parse_documents(sources, folder, cache, progress)
    cut = replace(taxonomy, own=taxonomy_for_audience(parsed.documents, sources.audience, audiences, taxonomy, cache))
    # An audience that gets a part of the taxonomy gets no diagnostics of the file: they may quote the rest.
    terms, taxonomy_diagnostics = read_site_taxonomy(cut, cache)
    is_whole = cut.own is taxonomy.own
    corpus, corpus_diagnostics = build_corpus(map(states.attached_to, parsed.documents), terms)
    name = sources.audience if audiences else UNRESTRICTED_AUDIENCE
    found = (*parsed.problems, *(taxonomy_diagnostics if is_whole else ()), *corpus_diagnostics)
    return LoadedView(
        View(name, audiences, corpus.taxonomy, corpus.documents),
        tuple(sorted({problem.with_paths(folder.prefix.__add__) for problem in found})),
        frozenset(folder.prefix + path for path in parsed.unrenderable),
    )


def parse_documents(
    sources: AudienceSources, folder: PostmortemFolder, cache: ReadCache, progress: Progress = iter
) -> ParsedDocuments:
    """Parse the postmortems among the sources of one audience; those beyond the renderer's limits are left out."""
    local = folder.local_sources(sources.sources)
    unrenderable = {problem.path: problem for source in local if (problem := check_renderer_limits(source))}
    parsed = [
        cache.parse(source) for source in progress([source for source in local if source.path not in unrenderable])
    ]
    return ParsedDocuments(
        tuple(_with_label(one.postmortem, folder.prefix, sources.labels) for one in parsed),
        (*unrenderable.values(), *_document_diagnostics(parsed)),
        frozenset(unrenderable),
    )


def _with_label(document: Postmortem, prefix: str, labels: Mapping[str, str]) -> Postmortem:
    """Return the document with the label that applies to it; with none on a site without audiences."""
    return replace(document, audience=labels.get(prefix + document.path))


def _document_diagnostics(parsed: Iterable[ParseResult]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of documents; of an ordinary page only errors, since its keys belong to other programs."""
    for one in parsed:
        for problem in one.diagnostics:
            if not one.postmortem.is_ordinary or problem.is_error:
                yield problem


def taxonomy_for_audience(
    documents: Iterable[Postmortem], audience: str, audiences: Audiences, taxonomy: TaxonomyFiles, cache: ReadCache
) -> Source | None:
    """Return the site's taxonomy, reduced to the terms that the documents use unless the audience reads everything."""
    if taxonomy.own is None or not audiences or audiences.reads_everything(audience):
        return taxonomy.own
    whole, _ = cache.taxonomy(taxonomy.own, taxonomy.builtin)
    return taxonomy_for_documents(taxonomy.own, documents, whole)


def read_site_taxonomy(taxonomy: TaxonomyFiles, cache: ReadCache) -> tuple[Taxonomy, tuple[Diagnostic, ...]]:
    """Return the site's taxonomy merged with the built-in one, and its diagnostics.

    Without a file, the built-in one with `is_declared` false, so that any value is accepted.
    """
    if taxonomy.own is None:
        builtin, _ = cache.taxonomy(taxonomy.builtin)
        return Taxonomy(builtin.vocabularies, is_declared=False), taxonomy.problems
    terms, found = cache.taxonomy(taxonomy.own, taxonomy.builtin)
    return terms, tuple(sorted({*found, *(problem for problem in taxonomy.problems if problem.is_error)}))


def build_operator_corpus(
    documents: Iterable[Postmortem], taxonomy: TaxonomyFiles, cache: ReadCache, states: ActionStates = _NO_STATES
) -> OperatorCorpus:
    """Return the corpus of documents of all audiences, for a user who has the sources."""
    corpus, _ = build_corpus(map(states.attached_to, documents), read_site_taxonomy(taxonomy, cache)[0])
    return OperatorCorpus(corpus.taxonomy, corpus.documents)
