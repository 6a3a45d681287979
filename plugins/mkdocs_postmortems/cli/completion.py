"""What shells complete after an option: names of the site's taxonomy and audiences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mkdocs_postmortems.cli.knowledge import find_config
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import IncidentType
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.files import load_taxonomy
from mkdocs_postmortems.settings import Project, load_settings

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_term(vocabulary: Vocabulary) -> Completer:
    """Return what completes ids of a vocabulary, also after a comma."""

    def complete(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
        project = _project(ctx)
        if project is None:
            return []
        path = project.folder / project.settings.taxonomy
        terms = load_taxonomy(path, project.settings.taxonomy)[0].terms(vocabulary)
        return _starting({id: term.name for id, term in terms.items()}.items(), typed)

    return complete


def complete_type(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Complete types of incidents."""
    return _starting(((type.value, "") for type in IncidentType), typed)


def complete_audience(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
    """Complete names of audiences."""
    project = _project(ctx)
    return _starting(((name, "") for name in project.settings.readers.names), typed) if project else []


def _project(ctx: click.Context) -> Project | None:
    """Return the site; nothing where it cannot be read, since a shell shows no errors."""
    try:
        return load_settings(Path(ctx.params.get("config") or find_config()))
    except (PostmortemsError, click.UsageError):
        return None


def _starting(names: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    done, comma, rest = typed.rpartition(",")
    found = ((name, help) for name, help in names if name.startswith(rest))
    return [CompletionItem(f"{done}{comma}{name}", help=help) for name, help in found]
