"""`postmortems check`: what a careful reviewer would say, before one reads it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from mkdocs_postmortems.checking import check_material, read_site
from mkdocs_postmortems.cli.knowledge import find_config
from mkdocs_postmortems.core.check.finding import Finding, as_json
from mkdocs_postmortems.core.check.severity import Severity

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PATH)
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.option("--config", type=FILE, help="mkdocs.yml of the site; default: the one in the current folder.")
@click.pass_context
def check(context: click.Context, *, paths: tuple[Path, ...], as_json_: bool, config: Path | None) -> None:
    """Check postmortems."""
    findings = check_material(read_site(config or find_config()), today())
    if as_json_:
        click.echo(json.dumps([as_json(one) for one in findings], indent=2, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{one.problem}")
    context.exit(1 if any(one.severity.rank >= Severity.WARNING.rank for one in findings) else 0)


def today() -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return moment.date().isoformat()
