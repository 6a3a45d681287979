"""`postmortems search`: finds incidents by words and by facet values, exact strings first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.cli.matches import print_json, print_matches
from mkdocs_postmortems.cli.params import complete_term, config_option, search_folders_option
from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.facets import FACETS, FacetSpec
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import filter_by_values, look_up, resolve_values
from mkdocs_postmortems.core.view import Readable


def _facet_options(command: Any) -> Any:
    """Add an option for each facet to a command, in the order of `FACETS`."""
    for facet in reversed(FACETS):
        complete = complete_term(facet.vocabulary) if facet.vocabulary else None
        option = click.option(
            f"--{facet.filter_key}", facet.id, multiple=True, shell_complete=complete, help=f"Only this {facet.noun}."
        )
        command = option(command)
    return command


@click.command()
@click.argument("text", nargs=-1)
@_facet_options
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@config_option
@search_folders_option
def search(
    *,
    text: tuple[str, ...],
    limit: int,
    as_json: bool,
    config: Path | None,
    folders: tuple[Path, ...],
    **values: tuple[str, ...],
) -> None:
    """Find incidents by words and by values. Text in "double quotes" has to match exactly.

    An option that is given twice matches either value; different options have to match all.

    Example: postmortems search "connection timeout" --service checkout-api --year 2026
    """
    if not text and not any(values.values()):
        raise click.UsageError("give TEXT, or a value such as --service NAME.")
    corpus = load_command_corpus(config, folders)
    wanted = {facet: _ids(corpus.view, facet, values[facet.id]) for facet in FACETS}
    query = " ".join(text)
    view = corpus.view
    matches = (
        look_up(SimilarityFinder(view), query, wanted, limit)
        if query.strip()
        else filter_by_values(view, wanted, limit)
    )
    if as_json:
        print_json(corpus, matches)
    elif matches:
        print_matches(corpus, matches)
    else:
        click.echo("Nothing was found. `postmortems similar` also finds incidents in other words.", err=True)


def _ids(view: Readable, facet: FacetSpec, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the given names of facet values.

    Raises:
        click.UsageError: a name is unknown; the message suggests a similar one.
    """
    known, unknown = resolve_values(view, facet, names)
    for name in unknown:
        used = sorted({id for document in view.records for id in facet.ids(document)})
        raise click.UsageError(f"there is no {facet.noun} {name!r} here.{did_you_mean(name, used)}")
    return known
