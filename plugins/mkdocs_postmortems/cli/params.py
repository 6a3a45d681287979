"""Types of parameters, the option --config, and shell completion, shared by several commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from mkdocs_postmortems.cli.corpus import find_config
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.facets import FacetSpec
from mkdocs_postmortems.core.model import IncidentType
from mkdocs_postmortems.core.similar.narrowing import resolve_values
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.view import Readable
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.sources.files import load_taxonomy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
"""A folder that need not exist."""

config_option = click.option(
    "--config", type=FILE, help="mkdocs.yml of the site; default: the nearest one, here or in a folder above."
)
search_folders_option = click.option(
    "--path",
    "folders",
    type=FOLDER,
    multiple=True,
    help="Search this folder of postmortems instead of a site; may be repeated.",
)

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""The type of click's callbacks for shell completion."""


def complete_term(vocabulary: Vocabulary) -> Completer:
    """Return a callback that completes ids of a vocabulary, also after a comma."""

    def complete(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
        project = _project(ctx)
        if project is None:
            return []
        path = project.folder / project.settings.taxonomy
        terms = load_taxonomy(path, project.settings.taxonomy)[0].terms(vocabulary)
        return _matching_items({id: term.name for id, term in terms.items()}.items(), typed)

    return complete


def facet_options(facets: Sequence[FacetSpec], help: str) -> Callable[[Any], Any]:
    """Return a decorator that adds an option for each facet to a command, in their order.

    Args:
        facets: The facets.
        help: The help text of each option, with `{noun}` for what the facet has.
    """

    def add(command: Any) -> Any:
        for facet in reversed(facets):
            complete = complete_term(facet.vocabulary) if facet.vocabulary else None
            text = help.format(noun=facet.noun)
            option = click.option(f"--{facet.filter_key}", facet.id, multiple=True, shell_complete=complete, help=text)
            command = option(command)
        return command

    return add


def complete_type(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Complete types of incidents, such as `outage`."""
    return _matching_items(((type.value, "") for type in IncidentType), typed)


def complete_audience(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Complete names of configured audiences."""
    project = _project(ctx)
    return _matching_items(((name, "") for name in project.settings.audiences.names), typed) if project else []


def facet_value_ids(view: Readable, facet: FacetSpec, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the given names of facet values.

    Raises:
        click.UsageError: a name is unknown; the message suggests a similar one.
    """
    known, unknown = resolve_values(view, facet, names)
    for name in unknown:
        used = sorted({id for document in view.records for id in facet.ids(document)})
        raise click.UsageError(f"there is no {facet.noun} {name!r} here.{did_you_mean(name, used)}")
    return known


def _project(ctx: click.Context) -> Project | None:
    """Return the site; `None` if it cannot be read, since completion must not print errors."""
    try:
        return load_settings(Path(ctx.params.get("config") or find_config()))
    except (PostmortemsError, click.UsageError):
        return None


def _matching_items(names: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    finished, comma, prefix = typed.rpartition(",")
    found = ((name, help) for name, help in names if name.startswith(prefix))
    return [CompletionItem(f"{finished}{comma}{name}", help=help) for name, help in found]
