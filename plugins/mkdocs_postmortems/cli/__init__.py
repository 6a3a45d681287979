"""The command line: parses arguments, calls, prints, and says by its exit code how it went.

0: fine. 1: findings, or the work could not be done. 2: wrong use.
"""

from __future__ import annotations

import sys

import click

from mkdocs_postmortems import __version__
from mkdocs_postmortems.cli.deploy_config import deploy_config
from mkdocs_postmortems.cli.init import init
from mkdocs_postmortems.cli.inspect import inspect
from mkdocs_postmortems.cli.schema import schema
from mkdocs_postmortems.cli.search import search
from mkdocs_postmortems.cli.similar import similar
from mkdocs_postmortems.core.errors import PostmortemsError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="postmortems")
def cli() -> None:
    """A searchable knowledge base of postmortems, made from Markdown files in git."""


for command in (deploy_config, init, inspect, schema, search, similar):
    cli.add_command(command)


def main() -> None:
    """Run the command line; mistakes in its use are one line, never a traceback."""
    try:
        cli(prog_name="postmortems")
    except PostmortemsError as error:
        click.echo(f"postmortems: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
