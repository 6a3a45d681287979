"""Shows that something goes on."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View, build_view
from mkdocs_postmortems.settings import AUDIENCE_VARIABLE, Project, Settings, choose_audience, load_settings
from mkdocs_postmortems.sources.files import ReadResult, load_taxonomy, read_sources
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources


def track_sources(sources: Sequence[Source], many: int) -> Iterator[Source]:
    """Yield sources behind a progress bar, on terminals and where there are `many` or more."""
    console = Console(stderr=True)
    silent = not console.is_terminal or len(sources) < many
    yield from track(sources, "Reading", console=console, transient=True, disable=silent)


CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PROGRESS_THRESHOLD = 300
"""Reading more documents than that takes longer than a second."""


@dataclass(frozen=True, slots=True)
class CommandCorpus:
    """A view, and where its documents are."""

    view: View
    folder: str
    """The folder that paths start from, as it can be typed here."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The audience of each document by its path; empty where there are none."""
    ids: tuple[tuple[str, str | None], ...] = ()
    """The declared ids of all documents, whoever may read them, with the years of the incidents."""
    audiences: Audiences = field(default_factory=Audiences)

    def path(self, document: Postmortem) -> str:
        """Return the path of a document that an editor can open."""
        return posixpath.join(self.folder, document.path)


def load_command_corpus(config: Path | None, folders: tuple[Path, ...]) -> CommandCorpus:
    """Read the postmortems of folders if there are any, else those of the site in mkdocs.yml.

    Whoever has the sources may read them all; where audiences are configured, the environment may say whose view it is.
    """
    return (
        _load_folders(folders) if folders else _load_site(config or find_config("a folder of postmortems with --path"))
    )


def config_here() -> Path | None:
    """Return mkdocs.yml of the current folder, if there is one."""
    return next((Path(name) for name in CONFIG_NAMES if Path(name).is_file()), None)


def find_config(alternative: str = "make one by `postmortems init`") -> Path:
    """Return mkdocs.yml of the current folder; without one the command was used wrongly, and `instead` would do."""
    if config := config_here():
        return config
    raise click.UsageError(f"there is no mkdocs.yml here; name one with --config, or {alternative}.")


def _load_site(config: Path) -> CommandCorpus:
    project = load_settings(config)
    if not project.folder.is_dir():
        raise click.UsageError(f"{config} has its postmortems in {project.folder}, which is no folder.")
    read_result = read_sources(project.folder, project.settings.exclude)
    audience, audiences = _chosen_audience(project.settings), project.settings.audiences
    sources = load_labelled_sources(project, ()) if audiences else None
    filtered = _filter_for_audience(read_result, sources, audience) if audience and sources else read_result
    documents = _read(filtered)
    taxonomy, _ = load_taxonomy(project.folder / project.settings.taxonomy, project.settings.taxonomy)
    corpus, _ = build_corpus(documents, taxonomy)
    place = Path(os.path.relpath(project.folder)).as_posix()
    labels = _labels(sources) if sources else {}
    return CommandCorpus(
        build_view(corpus, audience or UNRESTRICTED_AUDIENCE),
        place,
        labels,
        tuple(_ids(documents, read_result)),
        audiences,
    )


def _labels(sources: LabelledSources) -> Mapping[str, str]:
    prefix = _prefix(sources.project)
    return {one.path.removeprefix(prefix): one.audience for one in sources.documents if one.path.startswith(prefix)}


def _prefix(project: Project) -> str:
    return f"{project.settings.path}/" if project.settings.path else ""


def _ids(documents: Iterable[Postmortem], read_result: ReadResult) -> Iterator[tuple[str, str | None]]:
    """Yield the ids of documents that were read, and of those that were not since they are for others."""
    read = {document.path: document for document in documents}
    for source in read_result.sources:
        document = read.get(source.path) or parse(source).postmortem
        if document.id_declared:
            yield document.id, document.year


def _chosen_audience(settings: Settings) -> str | None:
    """Return whose view it is: the one that was asked for, else one that has everything, if there is any."""
    audiences = settings.audiences
    if os.environ.get(AUDIENCE_VARIABLE):
        return choose_audience(settings, os.environ)
    return next((name for name in audiences.names if audiences.reads_everything(name)), None)


def _filter_for_audience(read_result: ReadResult, sources: LabelledSources, audience: str) -> ReadResult:
    """Return what was read as one audience reads it."""
    prefix = _prefix(sources.project)
    texts = {source.path: source.text for source in sources.for_audience(audience).sources}
    paths = [source.path for source in read_result.sources if prefix + source.path in texts]
    return ReadResult(
        tuple(Source(path, texts[prefix + path]) for path in paths), (*read_result.problems, *sources.problems)
    )


def _load_folders(folders: tuple[Path, ...]) -> CommandCorpus:
    documents: list[Postmortem] = []
    for folder in dict.fromkeys(folders):
        place = folder.as_posix()
        documents += (
            replace(document, path=posixpath.join(place, document.path)) for document in _read(read_sources(folder))
        )
    taxonomy, _ = load_taxonomy(folders[0] / "taxonomy.yml", "taxonomy.yml")
    return CommandCorpus(build_view(build_corpus(documents, taxonomy)[0]), "")


def _read(read_result: ReadResult) -> list[Postmortem]:
    """Parse what can be read; what cannot is named, and the rest still answers."""
    heavy = [problem for source in read_result.sources if (problem := check_renderer_limits(source))]
    _print_problems([*(problem for problem in read_result.problems if problem.is_error), *heavy])
    withheld = {problem.path for problem in heavy}
    return [
        parse(source).postmortem
        for source in track_sources(read_result.sources, _PROGRESS_THRESHOLD)
        if source.path not in withheld
    ]


def _print_problems(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
