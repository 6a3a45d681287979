"""`postmortems publish`: replaces the sites that a server serves in one step, or returns to the previous ones."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.corpus import sites_folder
from mkdocs_postmortems.cli.params import NEW_FOLDER, complete_audience
from mkdocs_postmortems.publishing.publish import PublishResult, roll_back
from mkdocs_postmortems.publishing.publish import publish as publish_trees


@click.command()
@click.option(
    "--to", "target", required=True, type=NEW_FOLDER, help="The folder of releases; the server reads DIRECTORY/current."
)
@click.option(
    "--from", "source", type=NEW_FOLDER, help="The folder of the built sites; default: dist beside mkdocs.yml."
)
@click.option(
    "--audience", "only", multiple=True, metavar="NAME", shell_complete=complete_audience,
    help="Publish the site of this audience only; may be repeated.",
)  # fmt: skip
@click.option(
    "--keep",
    default=5,
    show_default=True,
    type=click.IntRange(1),
    help="Number of releases to keep, including this one.",
)
@click.option("--rollback", is_flag=True, help="Serve the previous release again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def publish(
    *, target: Path, source: Path | None, only: tuple[str, ...], keep: int, rollback: bool, as_json: bool
) -> None:
    """Publish the sites that `postmortems build` made, all at once, after checking each file against its manifest.

    The server reads `current` in the folder --to, a symbolic link that is switched in one step. Sites without a
    manifest, under another audience's name or from different builds are refused. If a run is killed, a complete release
    is still served, and the next run cleans up. Older releases contain what was readable at the time; --keep 1 keeps
    none of them.

    Example: postmortems publish --to /srv/postmortems
    """
    console = Console(stderr=True, highlight=False)
    with console.status("Publishing"):
        done = roll_back(target) if rollback else publish_trees(source or sites_folder(), target, keep, only)
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
