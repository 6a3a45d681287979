"""`postmortems init`: a working site around an empty or existing folder, without touching a file that exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.ci import HOSTS, plan_ci
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.files import write_new
from mkdocs_postmortems.plan import Plan, plan_site
from mkdocs_postmortems.settings import load_settings


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--ci", type=click.Choice(HOSTS), help="Write workflows, too: check, preview and publish.")
def init(folder: Path, ci: str | None) -> None:
    """Set up a site in DIR (default: here): mkdocs.yml, taxonomy, template. No file that exists is changed.

    Example: postmortems init --ci github
    """
    plan = plan_site(folder)
    console = Console(highlight=False)
    _write(console, plan.files)
    if ci:
        workflows = plan_ci(ci, load_settings(plan.config))
        kept = _write(console, workflows.files)
        added = {path: lines for path, lines in workflows.lines_to_add.items() if path in kept}
        plan = replace(plan, lines_to_add={**plan.lines_to_add, **added})
    _say(console, plan, folder)


def _write(console: Console, files: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write files where there are none; return those that there were."""
    kept: list[Path] = []
    for path, text in files.items():
        try:
            written = write_new(path, text)
        except OSError as error:
            raise PostmortemsError(f"{path}: cannot be written: {error.strerror}") from error
        kept += [] if written else [path]
        console.print(Text(f"{'wrote' if written else 'kept ':5}  {_shown(path)}", "green" if written else "dim"))
    return tuple(kept)


def _say(console: Console, plan: Plan, folder: Path) -> None:
    """Print what was found, and what to do next."""
    for remark in plan.remarks:
        console.print(Text(f"\n{remark}"), soft_wrap=True)
    for path, lines in plan.lines_to_add.items():
        console.print(Text(f"\nAdd these lines to {_shown(path)}:\n"), soft_wrap=True)
        console.print(Text(lines), soft_wrap=True)
    step = "mkdocs serve" if folder.resolve() == Path.cwd() else f"cd {_shown(folder)} && mkdocs serve"
    console.print(Text(f"\nNext: {step}"), soft_wrap=True)


def _shown(path: Path) -> str:
    """Return a path as short as it can be typed here."""
    absolute, here = path.resolve(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else path.as_posix()
