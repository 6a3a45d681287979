"""`postmortems serve`: serves a preview of one audience's site and rebuilds it on changes."""

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
    "--as", "audience", metavar="AUDIENCE", shell_complete=complete_audience,
    help="The audience of the preview; default: the one that all others include.",
)  # fmt: skip
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="The address and port to listen on.")
@click.option("--json", "as_json", is_flag=True, help="First print a line of JSON with the address and the audience.")
@config_option
@click.pass_context
def serve(context: click.Context, *, audience: str | None, address: str, as_json: bool, config: Path | None) -> None:
    """Serve a preview of the site of one audience, with a banner that names the audience.

    Example: postmortems serve --as sre
    """
    config = config or find_config()
    chosen = choose_audience(
        load_settings(config).settings, {**os.environ, **({AUDIENCE_VARIABLE: audience} if audience else {})}
    )
    if as_json:
        click.echo(json.dumps({"address": f"http://{address}/", "audience": chosen}))
    preview = {AUDIENCE_VARIABLE: chosen, PREVIEW_VARIABLE: "1"} if chosen else {}
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(config), "--dev-addr", address]
    done = subprocess.run(command, env={**os.environ, **preview}, check=False)  # noqa: S603 - our own interpreter
    context.exit(done.returncode)
