"""`postmortems serve`: preview the site as one audience reads it, and follow changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click

from mkdocs_postmortems.cli.corpus import find_config
from mkdocs_postmortems.cli.params import complete_audience, config_option
from mkdocs_postmortems.settings import AUDIENCE_VARIABLE, choose_audience, load_settings
from mkdocs_postmortems.site.environment import PREVIEW_VARIABLE


@click.command()
@click.option(
    "--as", "reader", metavar="AUDIENCE", shell_complete=complete_audience,
    help="Whose view; default: the audience that all others include.",
)  # fmt: skip
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--json", "as_json", is_flag=True, help="Say first, in a line of JSON, where and for whom.")
@config_option
@click.pass_context
def serve(context: click.Context, *, reader: str | None, address: str, as_json: bool, config: Path | None) -> None:
    """Show the site as one audience reads it, with a banner that says so.

    Example: postmortems serve --as sre
    """
    config = config or find_config()
    chosen = choose_audience(
        load_settings(config).settings, {**os.environ, **({AUDIENCE_VARIABLE: reader} if reader else {})}
    )
    if as_json:
        click.echo(json.dumps({"address": f"http://{address}/", "audience": chosen}))
    preview = {AUDIENCE_VARIABLE: chosen, PREVIEW_VARIABLE: "1"} if chosen else {}
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(config), "--dev-addr", address]
    done = subprocess.run(command, env={**os.environ, **preview}, check=False)  # noqa: S603 - our own interpreter
    context.exit(done.returncode)
