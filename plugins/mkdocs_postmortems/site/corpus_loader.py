"""Reads the postmortems among what the audience of a build may read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import ParseResult, parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED, FilteredFiles
from mkdocs_postmortems.sources.files import load_taxonomy


@dataclass(frozen=True, slots=True)
class LoadedCorpus:
    """What was read, and what must not be published. Paths of documents start at the folder of postmortems."""

    corpus: Corpus
    problems: tuple[Diagnostic, ...]
    """Their paths start at `docs_dir`."""
    withheld: tuple[File, ...]
    """Files that could not be read, would not render, or are no content at all."""


def load_corpus(filtered: FilteredFiles, files: Files, settings: Settings, config: MkDocsConfig) -> LoadedCorpus:
    """Read the documents below the folder of postmortems."""
    prefix = f"{settings.path}/" if settings.path else ""
    sources = list(_select_postmortems(filtered.sources, prefix, settings.exclude))
    heavy = {problem.path: problem for source in sources if (problem := check_renderer_limits(source))}
    parsed = [parse(source) for source in sources if source.path not in heavy]
    documents = [_with_audience(one.postmortem, filtered.labels.get(prefix + one.postmortem.path)) for one in parsed]
    users = documents if filtered.is_restricted else None
    own = Path(config.docs_dir, settings.path, settings.taxonomy)
    taxonomy, complaints = load_taxonomy(own, settings.taxonomy, users)
    corpus, mismatches = build_corpus(documents, taxonomy)
    if settings.narrow_links != "error":
        mismatches = tuple(problem for problem in mismatches if problem.code != "PM043")
    found = (*heavy.values(), *complaints, *mismatches, *_document_problems(parsed))
    problems = {*filtered.problems, *(problem.with_paths(prefix.__add__) for problem in found)}
    lost = {prefix + path for path in (*heavy, settings.taxonomy)}
    lost |= {problem.path for problem in filtered.problems if problem.is_error}
    withheld = [file for file in files if file.inclusion not in UNPUBLISHED and _is_withheld(file.src_uri, lost)]
    return LoadedCorpus(corpus, tuple(sorted(problems)), tuple(withheld))


def _select_postmortems(sources: Collection[Source], prefix: str, exclude: Collection[str]) -> Iterator[Source]:
    for source in sources:
        path = source.path.removeprefix(prefix)
        if source.path.startswith(prefix) and not any(fnmatch(path, pattern) for pattern in exclude):
            yield Source(path, source.text)


def _with_audience(document: Postmortem, audience: str | None) -> Postmortem:
    """Say who reads a document also where its folder or the default says so."""
    return replace(document, audience=audience) if audience else document


def _is_withheld(path: str, withheld: Collection[str]) -> bool:
    """Whether a file is one of those, or a document in a folder that is not followed."""
    return path in withheld or (
        path.lower().endswith(".md") and any(path.startswith(f"{folder}/") for folder in withheld)
    )


def _document_problems(parsed: list[ParseResult]) -> Iterator[Diagnostic]:
    """What is wrong in documents. The keys of an ordinary page are not our concern, unless nobody can read them."""
    for one in parsed:
        for problem in one.diagnostics:
            if not one.postmortem.is_ordinary or problem.is_error:
                yield problem
