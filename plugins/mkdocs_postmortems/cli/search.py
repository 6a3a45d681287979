"""`postmortems search`: finds incidents by words and by facet values, exact strings first."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.cli.matches import print_json, print_matches
from mkdocs_postmortems.cli.params import (
    config_option,
    facet_options,
    facet_value_ids,
    search_folders_option,
)
from mkdocs_postmortems.core.facets import FACETS
from mkdocs_postmortems.core.similar import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import correct_question, look_up
from mkdocs_postmortems.core.similar.narrowing import Narrowing, filter_by_values
from mkdocs_postmortems.core.similar.operators import read_operators
from mkdocs_postmortems.core.view import Readable


@click.command()
@click.argument("text", nargs=-1)
@facet_options(FACETS, "Only this {noun}.")
@click.option("--since", metavar="DATE", help="Only since this day, month or year, such as 2025-01.")
@click.option("--until", metavar="DATE", help="Only until the end of this day, month or year.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@config_option
@search_folders_option
def search(
    *,
    text: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
    config: Path | None,
    folders: tuple[Path, ...],
    **values: tuple[str, ...],
) -> None:
    """Find incidents by words and by values. Text in "double quotes" has to match exactly.

    What has the whole text or all of its words comes first, then what is most like it. An option that is given twice
    matches either value; different options have to match all. The text may hold the same, as
    "timeout service:checkout-api -tag:dns since:2025-01".

    Example: postmortems search "connection timeout" --service checkout-api --year 2026
    """
    if not text and not (since or until or any(values.values())):
        raise click.UsageError("give TEXT, or a value such as --service NAME.")
    corpus = load_command_corpus(config, folders)
    view = corpus.view
    query, read = read_operators(" ".join(text), view)
    wanted = {facet: (*read.values.get(facet, ()), *facet_value_ids(view, facet, values[facet.id])) for facet in FACETS}
    narrowing = Narrowing(wanted, read.excluded, since or read.since, until or read.until)
    matches = _matches(view, query, narrowing, limit)
    if as_json:
        print_json(corpus, matches)
    elif matches:
        print_matches(corpus, matches)
    else:
        click.echo("Nothing was found. `postmortems similar` also finds incidents in other words.", err=True)


def _matches(view: Readable, query: str, narrowing: Narrowing, limit: int) -> tuple[Match, ...]:
    """Return what is found; a corrected question is said."""
    if not query.strip():
        return filter_by_values(view, narrowing, limit)
    finder = SimilarityFinder(view)
    corrected = correct_question(finder, query)
    if corrected != query:
        click.echo(f"Showing results for “{corrected}”. Double quotes keep a word as it is.", err=True)
    return look_up(finder, corrected, narrowing, limit)
