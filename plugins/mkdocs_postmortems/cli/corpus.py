"""Finds mkdocs.yml and loads the corpus that a command searches."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, OperatorCorpus, Readable, View, require_audience
from mkdocs_postmortems.core.view_builder import build_operator_corpus
from mkdocs_postmortems.settings import AUDIENCE_VARIABLE, Settings, choose_audience, existing_config, load_settings
from mkdocs_postmortems.sources.corpus_loader import load_view, read_labelled_tree
from mkdocs_postmortems.sources.files import default_taxonomy, display_path, read_sources, read_taxonomy_files
from mkdocs_postmortems.sources.git.client import repository_root
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, label_sources
from mkdocs_postmortems.sources.parse_store import open_cache


def track_sources(sources: Sequence[Source], many: int) -> Iterator[Source]:
    """Yield sources with a progress bar on standard error, if that is a terminal and there are at least `many`."""
    console = Console(stderr=True)
    is_disabled = not console.is_terminal or len(sources) < many
    yield from track(sources, "Reading", console=console, transient=True, disable=is_disabled)


_PROGRESS_THRESHOLD = 300
"""Reading more documents than that takes longer than a second."""


@dataclass(frozen=True, slots=True)
class CommandCorpus:
    """The documents that a command may search."""

    view: Readable
    """The view of one audience, or all documents if the operator may read them all."""
    folder: str
    """The folder that paths of documents are relative to, itself relative to the current folder."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Path -> audience of the document; empty if no audiences are configured."""
    ids: tuple[tuple[str, str | None], ...] = ()
    """The declared ids of all documents, also of those outside of the view, with the years of the incidents."""
    audiences: Audiences = field(default_factory=Audiences)
    action_slo_days: Mapping[str, int] = field(default_factory=dict)
    """The option `action_slo_days` of the site."""
    insights_min_count: int = 1
    """The option `insights_min_count` of the site."""

    def path(self, document: Postmortem) -> str:
        """Return the path of a document, relative to the current folder."""
        return posixpath.join(self.folder, document.path)


def load_command_corpus(config: Path | None, folders: tuple[Path, ...], audience: str | None = None) -> CommandCorpus:
    """Load the postmortems of the given folders, else those of the site.

    An operator who has the sources may read all of them. Where audiences are configured, the environment variable
    `AUDIENCE_VARIABLE` selects the view of one audience; the default is an audience that reads everything, if there is
    one, else all documents.

    Args:
        config: The path of mkdocs.yml; `None` for the one in the current folder.
        folders: Folders of postmortems that are searched instead of the site.
        audience: Whose view it is; `None` for that of the environment, or all documents.

    Raises:
        click.UsageError: there is no mkdocs.yml and no folder, or folders and an audience.
        ViewError: the site has no such audience.
    """
    if folders and audience:
        raise click.UsageError("folders have no audiences: give --audience without --path.")
    if folders:
        return _load_folders(folders)
    return _load_site(config or find_config("a folder of postmortems with --path"), audience)


def config_here() -> Path | None:
    """Return the path of the nearest mkdocs.yml: in the current folder or above it, within its repository.

    The path is relative to the current folder. Returns `None` if there is none.
    """
    here, end = Path.cwd(), repository_root(Path())
    folders = [here, *here.parents]
    for folder in folders[: folders.index(end) + 1] if (end / ".git").exists() else folders:
        if (config := existing_config(folder)) and config.is_file():
            return Path(os.path.relpath(config))
    return None


def find_config(alternative: str = "make one by `postmortems init`") -> Path:
    """Return the path of the nearest mkdocs.yml, in the current folder or above it.

    Args:
        alternative: What the user can do instead, for the error message.

    Raises:
        click.UsageError: there is none.
    """
    if config := config_here():
        return config
    raise click.UsageError(f"there is no mkdocs.yml here or above; name one with --config, or {alternative}.")


def sites_folder(config: Path | None = None) -> Path:
    """Return the folder of built sites, `dist`: beside mkdocs.yml, or in the current folder if there is none."""
    found = config or config_here()
    return found.parent / "dist" if found else Path("dist")


def _load_site(config: Path, asked: str | None) -> CommandCorpus:
    project = load_settings(config)
    if project.missing_folder:
        raise click.UsageError(project.missing_folder)
    if asked:
        require_audience(asked, project.settings.audiences)
    sources = label_sources(project, read_labelled_tree(project), open_cache(project))
    audience = asked or _chosen_audience(project.settings)
    view = _load_view(sources, audience) if audience else _load_everything(sources)
    folder = display_path(project.folder)
    audiences = sources.rules.audiences
    settings = project.settings
    return CommandCorpus(
        view,
        folder,
        _labels(sources),
        tuple(_ids(sources, view)),
        audiences,
        settings.action_slo_days,
        settings.insights_min_count,
    )


def _load_view(sources: LabelledSources, audience: str) -> View:
    loaded = load_view(sources, sources.for_audience(audience), _track)
    unrenderable = (problem for problem in loaded.problems if problem.path in loaded.unrenderable)
    _print_problems(_in_folder(sources, (*sources.problems, *unrenderable)))
    return loaded.view


def _load_everything(sources: LabelledSources) -> OperatorCorpus:
    """Load all documents for an operator, if no single audience may read all of them."""
    _print_problems(_in_folder(sources, sources.tree.problems))
    local = sources.folder.local_sources(sources.tree.documents)
    return build_operator_corpus(
        _parse(local, sources.cache), sources.taxonomy_files(), sources.cache, sources.action_states
    )


def _labels(sources: LabelledSources) -> Mapping[str, str]:
    if not sources.rules.audiences:
        return {}
    prefix = sources.folder.prefix
    return {one.path.removeprefix(prefix): one.audience for one in sources.documents if one.path.startswith(prefix)}


def _ids(sources: LabelledSources, view: Readable) -> Iterator[tuple[str, str | None]]:
    """Yield the declared ids of all documents with their years. Documents outside of the view are parsed for it."""
    known = {document.path: document for document in view.documents}
    for source in sources.tree.documents:
        if sources.folder.holds(source.path):
            document = known.get(sources.folder.local_source(source).path) or sources.parse(source)
            if document.id_declared:
                yield document.id, document.year


def _chosen_audience(settings: Settings) -> str | None:
    """Return the audience of the environment variable, else one that reads everything; `None` if there is none."""
    audiences = settings.audiences
    if os.environ.get(AUDIENCE_VARIABLE):
        return choose_audience(settings, os.environ)
    if not audiences:
        return UNRESTRICTED_AUDIENCE
    return next((name for name in audiences.names if audiences.reads_everything(name)), None)


def _in_folder(sources: LabelledSources, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the errors in the folder of postmortems, with paths relative to it."""
    errors = (problem for problem in problems if problem.is_error and sources.folder.holds(problem.path))
    return [problem.with_paths(lambda path: path.removeprefix(sources.folder.prefix)) for problem in errors]


def _load_folders(folders: tuple[Path, ...]) -> CommandCorpus:
    cache = ReadCache()
    documents: list[Postmortem] = []
    for folder in dict.fromkeys(folders):
        place = folder.as_posix()
        read_result = read_sources(folder)
        _print_problems(problem for problem in read_result.problems if problem.is_error)
        documents += (
            replace(document, path=posixpath.join(place, document.path))
            for document in _parse(read_result.sources, cache)
        )
    taxonomy = read_taxonomy_files(folders[0] / "taxonomy.yml", "taxonomy.yml")
    return CommandCorpus(build_operator_corpus(documents, taxonomy, cache), "")


def empty_corpus() -> CommandCorpus:
    """Return a corpus without documents and with the built-in taxonomy, for commands that work without a site."""
    return CommandCorpus(OperatorCorpus(default_taxonomy(), ()), "")


def _parse(sources: Sequence[Source], cache: ReadCache) -> list[Postmortem]:
    """Parse the sources, except for those that exceed a limit of the renderer, whose problems are printed."""
    unrenderable = [problem for source in sources if (problem := check_renderer_limits(source))]
    _print_problems(unrenderable)
    withheld = {problem.path for problem in unrenderable}
    renderable = [source for source in sources if source.path not in withheld]
    cache.recall(renderable)
    documents = [cache.parse(source).postmortem for source in _track(renderable)]
    cache.remember()
    return documents


def _print_problems(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


_track = partial(track_sources, many=_PROGRESS_THRESHOLD)
