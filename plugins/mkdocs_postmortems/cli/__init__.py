"""The command line: parses arguments, calls, prints, and says by its exit code how it went.

0: fine. 1: findings, or the work could not be done. 2: wrong use.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from mkdocs_postmortems import __version__
from mkdocs_postmortems.core.errors import PostmortemsError

__all__ = ["cli", "main"]

COMMANDS = (
    "adopt",
    "build",
    "check",
    "deploy-config",
    "init",
    "inspect",
    "new",
    "publish",
    "questions",
    "schema",
    "search",
    "serve",
    "similar",
    "verify",
)
"""Each is called as the module that it is in."""


class _Commands(click.Group):
    """Imports the command that is run, and no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(import_module(f"{__name__}.{name}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="postmortems")
def cli() -> None:
    """A searchable knowledge base of postmortems, made from Markdown files in git."""


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
    except UnicodeError:
        click.echo("postmortems: a name or a text here is not UTF-8, so that it cannot be shown or written.", err=True)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"postmortems: {place}{error.strerror or error}".splitlines()[0], err=True)
        sys.exit(1)
