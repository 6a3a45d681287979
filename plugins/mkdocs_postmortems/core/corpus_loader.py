"""From what one audience gets of the sources to its view: the last stages of the one road, without a disk."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

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

Progress = Callable[[Sequence[Source]], Iterable[Source]]
"""Hands on the sources that are about to be parsed, and may show how far it is."""


@dataclass(frozen=True, slots=True)
class PostmortemFolder:
    """Which documents below `docs_dir` are postmortems. Their own paths, `local` ones, start at this folder."""

    path: str = ""
    """The folder, from `docs_dir`; empty for all of it."""
    exclude: tuple[str, ...] = ()
    """Patterns of local paths, of files and of folders: what matches is an ordinary page. `*` also matches `/`."""

    @property
    def prefix(self) -> str:
        """What local paths lack."""
        path = posixpath.normpath(self.path or ".")
        return "" if path == "." else f"{path}/"

    def local_source(self, source: Source) -> Source:
        """Return a source as it is parsed, with its local path if it lies in the folder."""
        return Source(source.path.removeprefix(self.prefix), source.text)

    def holds(self, path: str) -> bool:
        """Whether a path from `docs_dir` is that of a postmortem."""
        local = path.removeprefix(self.prefix)
        return path.startswith(self.prefix) and not self._is_excluded(local)

    def _is_excluded(self, local: str) -> bool:
        parts = local.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return any(fnmatch(path, pattern) for path in above for pattern in self.exclude)


@dataclass(frozen=True, slots=True)
class TaxonomyFiles:
    """The texts that a site's taxonomy is made of."""

    builtin: Source
    own: Source | None = None
    """The site's; `None` where it has none that can be read."""
    problems: tuple[Diagnostic, ...] = ()
    """Why it cannot be read."""


@dataclass(frozen=True, slots=True)
class ParsedDocuments:
    """The postmortems of one audience, with local paths, each with its label as its `audience`."""

    documents: tuple[Postmortem, ...]
    problems: tuple[Diagnostic, ...]
    """What is wrong in them, with local paths."""
    unrenderable: frozenset[str]
    """Local paths of those that are left out, since rendering them would hang or fail."""


@dataclass(frozen=True, slots=True)
class LoadedView:
    """A view, and what reading it came to. Paths start at `docs_dir`."""

    view: View
    problems: tuple[Diagnostic, ...]
    unrenderable: frozenset[str]
    """Postmortems that are left out, since rendering them would hang or fail."""


def build_view(
    sources: AudienceSources,
    audiences: Audiences,
    folder: PostmortemFolder,
    taxonomy: TaxonomyFiles,
    cache: ReadCache,
    progress: Progress = iter,
) -> LoadedView:
    """Parse what one audience gets, and put it together with the part of the taxonomy that it uses.

    Args:
        sources: What the audience gets.
        audiences: All audiences of the site.
        folder: Where its postmortems are.
        taxonomy: The site's taxonomy, whole.
        cache: What has been read.
        progress: Told of the sources before they are parsed.

    Raises:
        ViewError: the label of a document is not included in the audience.
    """
    parsed = parse_documents(sources, folder, cache, progress)
    cut = replace(taxonomy, own=taxonomy_for_audience(parsed.documents, sources.audience, audiences, taxonomy, cache))
    # Who reads a part of the taxonomy is told of nothing in it: a mistake may stand in the rest.
    terms, mistakes = read_site_taxonomy(cut, cache)
    is_whole = cut.own is taxonomy.own
    corpus, mismatches = build_corpus(parsed.documents, terms)
    name = sources.audience if audiences else UNRESTRICTED_AUDIENCE
    found = (*parsed.problems, *(mistakes if is_whole else ()), *mismatches)
    return LoadedView(
        View(name, audiences, corpus.taxonomy, corpus.documents),
        tuple(sorted({problem.with_paths(folder.prefix.__add__) for problem in found})),
        frozenset(folder.prefix + path for path in parsed.unrenderable),
    )


def parse_documents(
    sources: AudienceSources, folder: PostmortemFolder, cache: ReadCache, progress: Progress = iter
) -> ParsedDocuments:
    """Parse the postmortems among what one audience gets."""
    local = [folder.local_source(source) for source in sources.sources if folder.holds(source.path)]
    heavy = {problem.path: problem for source in local if (problem := check_renderer_limits(source))}
    parsed = [cache.parse(source) for source in progress([source for source in local if source.path not in heavy])]
    return ParsedDocuments(
        tuple(_with_label(one.postmortem, folder.prefix, sources.labels) for one in parsed),
        (*heavy.values(), *_document_problems(parsed)),
        frozenset(heavy),
    )


def _with_label(document: Postmortem, prefix: str, labels: Mapping[str, str]) -> Postmortem:
    """Say who reads a document also where its folder or the default says so, and nothing where nobody is kept out."""
    return replace(document, audience=labels.get(prefix + document.path))


def _document_problems(parsed: Iterable[ParseResult]) -> Iterator[Diagnostic]:
    """What is wrong in documents. The keys of an ordinary page are not our concern, unless nobody can read them."""
    for one in parsed:
        for problem in one.diagnostics:
            if not one.postmortem.is_ordinary or problem.is_error:
                yield problem


def taxonomy_for_audience(
    documents: Iterable[Postmortem], audience: str, audiences: Audiences, taxonomy: TaxonomyFiles, cache: ReadCache
) -> Source | None:
    """Return the site's taxonomy; an audience that does not read everything gets the terms that its documents use."""
    if taxonomy.own is None or not audiences or audiences.reads_everything(audience):
        return taxonomy.own
    whole, _ = cache.taxonomy(taxonomy.own, taxonomy.builtin)
    return taxonomy_for_documents(taxonomy.own, documents, whole)


def read_site_taxonomy(taxonomy: TaxonomyFiles, cache: ReadCache) -> tuple[Taxonomy, tuple[Diagnostic, ...]]:
    """Return a site's taxonomy over the built-in one; without a file, the built-in one with no claim to be complete."""
    if taxonomy.own is None:
        builtin, _ = cache.taxonomy(taxonomy.builtin)
        return Taxonomy(builtin.vocabularies, is_declared=False), taxonomy.problems
    terms, found = cache.taxonomy(taxonomy.own, taxonomy.builtin)
    return terms, tuple(sorted({*found, *(problem for problem in taxonomy.problems if problem.is_error)}))


def build_operator_corpus(documents: Iterable[Postmortem], taxonomy: TaxonomyFiles, cache: ReadCache) -> OperatorCorpus:
    """Connect documents whoever may read them, for a command of somebody who has them all."""
    corpus, _ = build_corpus(documents, read_site_taxonomy(taxonomy, cache)[0])
    return OperatorCorpus(corpus.taxonomy, corpus.documents)
