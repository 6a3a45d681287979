"""`postmortems actions sync`: reads the states of action items from their trackers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from mkdocs_postmortems.cli.corpus import find_config
from mkdocs_postmortems.cli.params import FILE, config_option
from mkdocs_postmortems.commands.sync_actions import ActionSync, StateChange, SyncResult
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.model import TrackedState
from mkdocs_postmortems.core.trackers import TrackerKind
from mkdocs_postmortems.sources.files import display_path
from mkdocs_postmortems.system.clock import now


@click.command()
@click.option(
    "--tracker",
    "named",
    type=click.Choice([kind.value for kind in TrackerKind]),
    multiple=True,
    help="Ask only trackers of this kind; may be repeated.",
)
@click.option(
    "--csv",
    "table",
    type=FILE,
    help="Take the states from a table with the columns key (or url), state and closed, and ask only the trackers that "
    "--tracker names.",
)
@click.option("--dry-run", is_flag=True, help="Say what changed, and write nothing.")
@click.option("--check", "is_check", is_flag=True, help="As --dry-run, and exit with 1 if a state changed.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a tracker that limits requests.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=20,
    show_default=True,
    metavar="SECONDS",
    help="How long an answer may take.",
)
@config_option
def sync(
    *,
    named: tuple[str, ...],
    table: Path | None,
    dry_run: bool,
    is_check: bool,
    wait: float,
    timeout: float,
    config: Path | None,
) -> None:
    """Read the states of action items from the trackers that they link to.

    They are kept in .action-states.json in the folder of postmortems, with their time. Commit the file: builds read it,
    and ask nobody. An item that cannot be read keeps the state that was read before.

    Tokens come from GITHUB_TOKEN, GITLAB_TOKEN, JIRA_TOKEN with JIRA_EMAIL, LINEAR_API_KEY and ASANA_TOKEN. Each is
    sent to its tracker alone: the one that the option `trackers` names, else that of its maker.

    Exits with 1 if a state could not be read.

    Example: postmortems actions sync --tracker github
    """
    chosen = named or (() if table else tuple(TrackerKind))
    result = ActionSync(
        config=config or find_config(),
        asked=frozenset(map(TrackerKind, chosen)),
        table=table,
        now=now(),
        environment=os.environ,
        wait=wait,
        timeout=timeout,
    ).run()
    is_written = not dry_run and not is_check and result.write()
    _print(result, is_written=is_written)
    if result.problems or (is_check and result.changes):
        sys.exit(1)


def _print(result: SyncResult, *, is_written: bool) -> None:
    for change in result.changes:
        click.echo(printable(_line(change)))
    for problem in result.problems:
        click.echo(printable(problem), err=True)
    if result.unknown:
        first = result.unknown[0]
        others = f", nor {len(result.unknown) - 1:,} more" if len(result.unknown) > 1 else ""
        line = f"{first.place}: {first.key}: no known tracker has it{others}; the option trackers says where keys lead."
        click.echo(printable(line), err=True)
    items = f"{result.read:,} of {result.asked:,} action item{'s' * (result.asked != 1)} read"
    written = f"; {display_path(result.path)} is written" if is_written else ""
    click.echo(f"{items}, {len(result.changes):,} changed{written}.", err=True)


def _line(change: StateChange) -> str:
    """Return what changed: `https://…: open -> done (2026-11-30)`."""
    if change.after is None:
        return f"{change.key}: {_words(change.before)} -> no action item links to it"
    return f"{change.key}: {_words(change.before)} -> {_words(change.after)}"


def _words(state: TrackedState | None) -> str:
    if state is None:
        return "unknown"
    return f"{state.state.value.replace('_', ' ')}{f' ({state.closed})' if state.closed else ''}"
