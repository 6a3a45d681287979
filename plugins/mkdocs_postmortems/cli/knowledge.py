"""What a command is about: the postmortems of a site, or those of folders that belong to none."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from mkdocs_postmortems.cli.progress import followed
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View, build_view
from mkdocs_postmortems.files import Reading, load_taxonomy, read_sources
from mkdocs_postmortems.holdings import Holdings, read_holdings
from mkdocs_postmortems.settings import ENVIRONMENT, Project, Settings, choose_reader, load_settings

CONFIGS = ("mkdocs.yml", "mkdocs.yaml")
_MANY = 300
"""Reading more documents than that takes longer than a second."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A view, and where its documents are."""

    view: View
    place: str
    """The folder that paths start from, as it can be typed here."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The audience of each document by its path; empty where there are none."""
    ids: tuple[tuple[str, str | None], ...] = ()
    """The declared ids of all documents, whoever may read them, with the years of the incidents."""
    readers: Audiences = field(default_factory=Audiences)

    def path(self, document: Postmortem) -> str:
        """Return the path of a document that an editor can open."""
        return posixpath.join(self.place, document.path)


def read_knowledge(config: Path | None, folders: tuple[Path, ...]) -> Knowledge:
    """Read the postmortems of folders if there are any, else those of the site in mkdocs.yml.

    Whoever has the sources may read them all; where audiences are configured, the environment may say whose view it is.
    """
    return _of_folders(folders) if folders else _of_site(config or find_config("a folder of postmortems with --path"))


def config_here() -> Path | None:
    """Return mkdocs.yml of the current folder, if there is one."""
    return next((Path(name) for name in CONFIGS if Path(name).is_file()), None)


def find_config(instead: str = "make one by `postmortems init`") -> Path:
    """Return mkdocs.yml of the current folder; without one the command was used wrongly, and `instead` would do."""
    if config := config_here():
        return config
    raise click.UsageError(f"there is no mkdocs.yml here; name one with --config, or {instead}.")


def _of_site(config: Path) -> Knowledge:
    project = load_settings(config)
    if not project.folder.is_dir():
        raise click.UsageError(f"{config} has its postmortems in {project.folder}, which is no folder.")
    reading = read_sources(project.folder, project.settings.exclude)
    reader, readers = _reader(project.settings), project.settings.readers
    holdings = read_holdings(project, ()) if readers else None
    cleared = _cleared(reading, holdings, reader) if reader and holdings else reading
    documents = _read(cleared)
    taxonomy, _ = load_taxonomy(project.folder / project.settings.taxonomy, project.settings.taxonomy)
    corpus, _ = build_corpus(documents, taxonomy)
    place = Path(os.path.relpath(project.folder)).as_posix()
    labels = _labels(holdings) if holdings else {}
    return Knowledge(
        build_view(corpus, reader or UNRESTRICTED_AUDIENCE), place, labels, tuple(_ids(documents, reading)), readers
    )


def _labels(holdings: Holdings) -> Mapping[str, str]:
    prefix = _prefix(holdings.project)
    return {one.path.removeprefix(prefix): one.audience for one in holdings.labelled if one.path.startswith(prefix)}


def _prefix(project: Project) -> str:
    return f"{project.settings.path}/" if project.settings.path else ""


def _ids(documents: Iterable[Postmortem], reading: Reading) -> Iterator[tuple[str, str | None]]:
    """Yield the ids of documents that were read, and of those that were not since they are for others."""
    read = {document.path: document for document in documents}
    for source in reading.sources:
        document = read.get(source.path) or parse(source).postmortem
        if document.id_declared:
            yield document.id, document.year


def _reader(settings: Settings) -> str | None:
    """Return whose view it is: the one that was asked for, else one that has everything, if there is any."""
    readers = settings.readers
    if os.environ.get(ENVIRONMENT):
        return choose_reader(settings, os.environ)
    return next((name for name in readers.names if readers.reads_everything(name)), None)


def _cleared(reading: Reading, holdings: Holdings, reader: str) -> Reading:
    """Return what was read as one audience reads it."""
    prefix = _prefix(holdings.project)
    texts = {source.path: source.text for source in holdings.for_reader(reader).sources}
    paths = [source.path for source in reading.sources if prefix + source.path in texts]
    return Reading(tuple(Source(path, texts[prefix + path]) for path in paths), (*reading.problems, *holdings.problems))


def _of_folders(folders: tuple[Path, ...]) -> Knowledge:
    documents: list[Postmortem] = []
    for folder in dict.fromkeys(folders):
        place = folder.as_posix()
        documents += (
            replace(document, path=posixpath.join(place, document.path)) for document in _read(read_sources(folder))
        )
    taxonomy, _ = load_taxonomy(folders[0] / "taxonomy.yml", "taxonomy.yml")
    return Knowledge(build_view(build_corpus(documents, taxonomy)[0]), "")


def _read(reading: Reading) -> list[Postmortem]:
    """Parse what can be read; what cannot is named, and the rest still answers."""
    heavy = [problem for source in reading.sources if (problem := check_renderer_limits(source))]
    _complain([*(problem for problem in reading.problems if problem.is_error), *heavy])
    withheld = {problem.path for problem in heavy}
    return [parse(source).postmortem for source in followed(reading.sources, _MANY) if source.path not in withheld]


def _complain(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
