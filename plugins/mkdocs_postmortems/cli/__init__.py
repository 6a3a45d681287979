"""The command line: each module parses the arguments of one command, runs it, and prints the result.

Exit codes: 0 for success, 1 for findings or a failure, 2 for wrong use.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from mkdocs_postmortems import __version__
from mkdocs_postmortems.core.errors import PostmortemsError

__all__ = ["cli", "main"]

COMMANDS = (
    "actions",
    "adopt",
    "build",
    "check",
    "deploy-config",
    "export",
    "init",
    "inspect",
    "mcp",
    "new",
    "publish",
    "questions",
    "schema",
    "search",
    "serve",
    "similar",
    "stats",
    "verify",
)
"""The names of the commands. Each is a module of this package, with `_` in place of `-`, and a function in it."""


class _Commands(click.Group):
    """Imports only the module of the command that is run, to start fast."""

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
    """Run the command line. An expected error is printed as one line on standard error, without a traceback."""
    try:
        cli(prog_name="postmortems")
    except PostmortemsError as error:
        click.echo(f"postmortems: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except UnicodeError:
        click.echo("postmortems: a file name or a text is not UTF-8, so it cannot be shown or written.", err=True)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"postmortems: {place}{error.strerror or error}".splitlines()[0], err=True)
        sys.exit(1)
