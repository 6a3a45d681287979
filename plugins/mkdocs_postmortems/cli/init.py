"""`postmortems init`: a working site around an empty or existing folder, without touching a file that exists."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.files import write_new
from mkdocs_postmortems.plan import Plan, plan_site


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Set up a site in DIR (default: here): mkdocs.yml, taxonomy, template. No file that exists is changed."""
    plan = plan_site(folder)
    console = Console(highlight=False)
    for path, text in plan.files.items():
        try:
            written = write_new(path, text)
        except OSError as error:
            raise PostmortemsError(f"{path}: cannot be written: {error.strerror}") from error
        console.print(Text(f"{'wrote' if written else 'kept ':5}  {_shown(path)}", "green" if written else "dim"))
    _say(console, plan, folder)


def _say(console: Console, plan: Plan, folder: Path) -> None:
    """Print what was found, and what to do next."""
    for remark in plan.remarks:
        console.print(Text(f"\n{remark}"), soft_wrap=True)
    if plan.lines_to_add:
        console.print(Text(f"\nAdd these lines to {_shown(plan.config)}:\n"), soft_wrap=True)
        console.print(Text(plan.lines_to_add), soft_wrap=True)
    step = "mkdocs serve" if folder.resolve() == Path.cwd() else f"cd {_shown(folder)} && mkdocs serve"
    console.print(Text(f"\nNext: {step}"), soft_wrap=True)


def _shown(path: Path) -> str:
    """Return a path as short as it can be typed here."""
    absolute, here = path.resolve(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else path.as_posix()
