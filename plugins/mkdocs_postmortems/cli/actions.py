"""`postmortems actions`: lists action items, and fails a release for those that must not be there."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mkdocs_postmortems.cli.actions_sync import sync
from mkdocs_postmortems.cli.corpus import CommandCorpus, load_command_corpus
from mkdocs_postmortems.cli.params import (
    config_option,
    facet_options,
    facet_value_ids,
    search_folders_option,
)
from mkdocs_postmortems.core.action_items import (
    PromisedAction,
    open_first,
    promised_actions,
    resolve_action_slo,
    settled_newest_first,
    unstated_newest_first,
)
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, TEAMS, FacetSpec
from mkdocs_postmortems.core.moments import format_lateness
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.postmortem_json import promised_action_to_json
from mkdocs_postmortems.core.taxonomy import TermLookup, Vocabulary
from mkdocs_postmortems.core.view import Readable
from mkdocs_postmortems.system.clock import today

_Test = Callable[[PromisedAction], bool]
_FACETS = (SERVICES, TEAMS, SEVERITIES)
"""The facets that the command has an option for."""


@click.group(invoke_without_command=True)
@click.option("--open", "is_open", is_flag=True, help="Only what documents say is still to be done.")
@click.option("--overdue", is_flag=True, help="Only what is open after its due date.")
@click.option(
    "--past-slo", is_flag=True, help="Only what is open for longer than `action_slo_days` of mkdocs.yml allows."
)
@click.option("--all", "with_settled", is_flag=True, help="Also what is done, or will not be done.")
@click.option("--owner", "owners", multiple=True, help="Only of this owner: a person or a team; may be repeated.")
@facet_options(_FACETS, "Only of incidents with this {noun}; may be repeated.")
@click.option("--fail", is_flag=True, help="Exit with 1 if any is listed, to stop a release.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@config_option
@search_folders_option
@click.pass_context
def actions(
    context: click.Context,
    /,
    *,
    owners: tuple[str, ...],
    fail: bool,
    as_json: bool,
    config: Path | None,
    folders: tuple[Path, ...],
    **chosen: Any,
) -> None:
    """List action items: what is overdue, what is open, and what no document says is done.

    Action items of withdrawn postmortems are left out. Different options have to match all.

    Example: postmortems actions --overdue --severity SEV1 --fail
    """
    if context.invoked_subcommand:
        given = [name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        if given:
            raise click.UsageError(f"options of {context.invoked_subcommand} stand behind its name.")
        return
    corpus = load_command_corpus(config, folders)
    view = corpus.view
    slo = resolve_action_slo(corpus.action_slo_days, view)
    if chosen["past_slo"] and not slo:
        raise click.UsageError("--past-slo needs the option action_slo_days in mkdocs.yml, such as {sev1: 30}.")
    promised = list(promised_actions(view.incidents, today(), slo))
    listed = [*open_first(promised), *unstated_newest_first(promised), *settled_newest_first(promised)]
    wanted = {facet: facet_value_ids(view, facet, chosen[facet.id]) for facet in _FACETS}
    tests = (*_state_tests(chosen), _owner_filter(view, owners), _values_filter(wanted))
    found = [action for action in listed if all(test(action) for test in tests)]
    if as_json:
        objects = [{"path": corpus.path(one.document), **promised_action_to_json(one)} for one in found]
        click.echo(json.dumps(objects, indent=2, ensure_ascii=False))
    else:
        _print(corpus, found)
    if fail and found:
        sys.exit(1)


actions.add_command(sync)


def _state_tests(chosen: Mapping[str, Any]) -> Iterator[_Test]:
    """Yield what the state of an action item has to be, by the options that were given."""
    if chosen["is_open"]:
        yield lambda action: action.item.is_open
    if chosen["overdue"]:
        yield lambda action: action.is_overdue
    if chosen["past_slo"]:
        yield lambda action: action.is_past_slo
    if not chosen["with_settled"]:
        yield lambda action: not action.item.is_settled


def _values_filter(wanted: Mapping[FacetSpec, tuple[str, ...]]) -> _Test:
    """Return whether the document of an action item has one of the wanted values of each facet."""
    return lambda action: all(not ids or set(ids) & set(facet.ids(action.document)) for facet, ids in wanted.items())


def _owner_filter(view: Readable, owners: Iterable[str]) -> _Test:
    """Return whether an action item has one of the owners; a team is known by all of its names."""
    teams = TermLookup(view.taxonomy.terms(Vocabulary.TEAMS))

    def name(owner: str) -> str:
        term = teams.find(owner.removeprefix("@"))
        return normalize_name(term.id if term else owner.removeprefix("@"))

    names = {name(owner) for owner in owners}
    return lambda action: not names or name(action.item.owner or "") in names


def _print(corpus: CommandCorpus, found: Sequence[PromisedAction]) -> None:
    """Print a table on a terminal, else a line for each action item, and at the end how many there are."""
    console = Console(highlight=False)
    if console.is_terminal and found:
        console.print(_table(corpus, found))
    else:
        for action in found:
            click.echo(" ".join(_line(corpus, action)))
    late = sum(one.is_overdue for one in found)
    items = f"{len(found):,} action item{'s' * (len(found) != 1)}"
    click.echo(f"{items}, {late:,} of them overdue." if late else f"{items}.", err=True)


def _table(corpus: CommandCorpus, found: Iterable[PromisedAction]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("place", "state", "what", "owner", "due", "age"):
        table.add_column(column, overflow="fold")
    for action in found:
        item, late = action.item, "bold red" if action.is_overdue else ""
        table.add_row(
            Text(printable(_place(corpus, action)), "cyan"),
            Text(_state(action), late),
            Text(printable(item.text)),
            Text(printable(item.owner or "")),
            Text(printable(item.due or ""), late),
            Text(_age(action), "bold red" if action.is_past_slo else "dim"),
        )
    return table


def _line(corpus: CommandCorpus, action: PromisedAction) -> Iterator[str]:
    """Yield the parts of a line: the place, which editors open, the state, the text, then what else is known."""
    item = action.item
    age = f"open for {_age(action)}" if action.is_past_slo else ""
    known = [item.owner, f"due {item.due}" if item.due else "", item.tracker, age]
    yield f"{printable(_place(corpus, action))}:"
    yield f"{_state(action)}:"
    yield printable(item.text)
    if any(known):
        yield f"({printable(', '.join(filter(None, known)))})"


def _place(corpus: CommandCorpus, action: PromisedAction) -> str:
    return f"{corpus.path(action.document)}:{action.item.line}"


def _state(action: PromisedAction) -> str:
    if action.is_overdue:
        return str(format_lateness(action.item.due or "", action.today) or "overdue")
    return action.state.value.replace("_", " ") if action.state else "no state written"


def _age(action: PromisedAction) -> str:
    """Return the age in days, and the age that it may have."""
    if action.age_days is None:
        return ""
    allowed = f", {action.slo_days} allowed" if action.slo_days else ""
    return f"{action.age_days} day{'s' * (action.age_days != 1)}{allowed}"
