"""Reads what MkDocs found below the folder of postmortems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.limits import unrenderable
from mkdocs_postmortems.core.parse import Parsed, parse
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.files import Reading, load_taxonomy, read_sources
from mkdocs_postmortems.settings import Settings

LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
"""Files that MkDocs does not publish."""


@dataclass(frozen=True, slots=True)
class Library:
    """What was read, and what must not be published."""

    corpus: Corpus
    problems: tuple[Problem, ...]
    withheld: tuple[File, ...]
    """Files that could not be read, would not render, or are no content at all."""


def read_library(files: Files, settings: Settings, config: MkDocsConfig) -> Library:
    """Read the documents among MkDocs' files; those that MkDocs excludes are not looked at."""
    root = Path(config.docs_dir) / settings.path
    known = dict(_below(files, settings.path))
    reading = read_sources(root, settings.exclude)
    sources = [source for source in reading.sources if source.path in known]
    heavy = {problem.path: problem for source in sources if (problem := unrenderable(source))}
    parsed = [parse(source) for source in sources if source.path not in heavy]
    taxonomy, complaints = load_taxonomy(root / settings.taxonomy, settings.taxonomy)
    corpus, mismatches = build_corpus((one.postmortem for one in parsed), taxonomy)
    problems = {*_unread(reading, known), *heavy.values(), *complaints, *mismatches, *_said(parsed)}
    lost = {*heavy, *(problem.path for problem in reading.problems if problem.is_error), settings.taxonomy}
    withheld = [known[path] for path in sorted(known) if path in lost or _is_behind(path, lost)]
    return Library(corpus, tuple(sorted(problems)), tuple(withheld))


def _is_behind(path: str, lost: Collection[str]) -> bool:
    """Whether a document lies in a folder that is not followed."""
    return path.lower().endswith(".md") and any(path.startswith(f"{folder}/") for folder in lost)


def _below(files: Files, base: str) -> Iterator[tuple[str, File]]:
    """The files of the folder by their path in it."""
    prefix = f"{base}/" if base else ""
    for file in files:
        if file.src_uri.startswith(prefix) and file.generated_by is None and file.inclusion not in LEFT_OUT:
            yield file.src_uri.removeprefix(prefix), file


def _unread(reading: Reading, known: Mapping[str, File]) -> Iterator[Problem]:
    """What could not be read, without the files that MkDocs leaves out anyway."""
    for problem in reading.problems:
        if problem.path in known or not problem.path.lower().endswith(".md"):
            yield problem


def _said(parsed: list[Parsed]) -> Iterator[Problem]:
    """What is wrong in documents. The keys of an ordinary page are not our concern, unless nobody can read them."""
    for one in parsed:
        for problem in one.problems:
            if not one.postmortem.is_ordinary or problem.is_error:
                yield problem
