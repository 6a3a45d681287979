"""`postmortems publish`: replace what a server serves in one step, or go back."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.params import NEW_FOLDER, complete_audience
from mkdocs_postmortems.publishing.publish import PublishResult, roll_back
from mkdocs_postmortems.publishing.publish import publish as publish_trees


@click.command()
@click.option("--to", "target", required=True, type=NEW_FOLDER, help="The folder that the server reads: DIR/current.")
@click.option(
    "--from", "source", default="dist", show_default=True, type=NEW_FOLDER, help="Where the build put its trees."
)
@click.option(
    "--audience", "only", multiple=True, metavar="NAME", shell_complete=complete_audience,
    help="Serve this tree alone; may be repeated.",
)  # fmt: skip
@click.option("--keep", default=5, show_default=True, type=click.IntRange(1), help="Releases that stay, with this one.")
@click.option("--rollback", is_flag=True, help="Serve the release before the one that is served.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def publish(*, target: Path, source: Path, only: tuple[str, ...], keep: int, rollback: bool, as_json: bool) -> None:
    """Serve the trees that `postmortems build` made, all at once, once each file is what its manifest says.

    A server reads TO/current, a link that is switched in one step. Trees without a manifest, under another audience's
    name or of different builds are refused. Whenever a run is killed, a whole site is served, and the next run clears
    up. Releases of before hold what was readable then: with --keep 1 there are none.

    Example: postmortems publish --to /srv/postmortems
    """
    console = Console(stderr=True, highlight=False)
    with console.status("Publishing"):
        done = roll_back(target) if rollback else publish_trees(source, target, keep, only)
    if as_json:
        click.echo(json.dumps(_as_json(done, target), indent=2, ensure_ascii=False))
    else:
        console.print(Text(_result_line(done, target), "green"), soft_wrap=True)


def _result_line(done: PublishResult, target: Path) -> str:
    place = (target / "current").as_posix()
    if not done.is_new:
        return f"{place} serves {done.release} already: {', '.join(done.slugs)}."
    before = f" It was {done.previous}." if done.previous else ""
    return f"{place} serves {done.release}: {', '.join(done.slugs)}.{before}"


def _as_json(done: PublishResult, target: Path) -> dict[str, object]:
    return {
        "release": str(done.release),
        "folder": (target / "releases" / str(done.release)).as_posix(),
        "trees": list(done.slugs),
        "before": str(done.previous) if done.previous else None,
        "changed": done.is_new,
    }
