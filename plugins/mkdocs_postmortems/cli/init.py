"""`postmortems init`: sets up a working site in an empty or existing folder without changing an existing file."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.params import NEW_FOLDER
from mkdocs_postmortems.commands.init import ScaffoldPlan, plan_scaffold
from mkdocs_postmortems.commands.init_ci import HOSTS, plan_ci
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.files import write_new

_NEXT_STEPS = MappingProxyType(
    {
        "mkdocs serve": "shows the site, and follows your edits",
        "postmortems new": "starts a postmortem",
    }
)
"""Command -> what it does."""


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=NEW_FOLDER)
@click.option("--ci", type=click.Choice(HOSTS), help="Also write CI workflows: check, preview and publish.")
@click.option("--json", "as_json", is_flag=True, help="Print the files written and kept, and the next steps, as JSON.")
def init(*, folder: Path, ci: str | None, as_json: bool) -> None:
    """Set up a site in DIR (default: the current folder). Existing files are not changed.

    Example: postmortems init --ci github
    """
    plan = plan_scaffold(folder)
    written = {path: _write(path, text) for path, text in plan.files.items()}
    if ci:
        workflows = plan_ci(ci, load_settings(plan.config))
        written |= {path: _write(path, text) for path, text in workflows.files.items()}
        added = {path: lines for path, lines in workflows.lines_to_add.items() if not written[path]}
        plan = replace(plan, lines_to_add={**plan.lines_to_add, **added})
    if as_json:
        click.echo(json.dumps(_as_json(plan, written, folder), indent=2, ensure_ascii=False))
    else:
        _print_result(plan, written, folder)


def _write(path: Path, text: str) -> bool:
    """Write a file unless it exists; return whether it was written."""
    try:
        return write_new(path, text)
    except OSError as error:
        raise PostmortemsError(f"{path}: cannot be written: {error.strerror}") from error


def _as_json(plan: ScaffoldPlan, written: Mapping[Path, bool], folder: Path) -> dict[str, Any]:
    return {
        "written": [_display_path(path) for path, new in written.items() if new],
        "kept": [_display_path(path) for path, new in written.items() if not new],
        "remarks": list(plan.remarks),
        "lines_to_add": {_display_path(path): lines for path, lines in plan.lines_to_add.items()},
        "next": _next(folder),
    }


def _print_result(plan: ScaffoldPlan, written: Mapping[Path, bool], folder: Path) -> None:
    """Print the files that were written and kept, the remarks, and the next steps."""
    console = Console(highlight=False)
    for path, new in written.items():
        console.print(Text(f"{'wrote' if new else 'kept ':5}  {_display_path(path)}", "green" if new else "dim"))
    for remark in plan.remarks:
        console.print(Text(f"\n{remark}"), soft_wrap=True)
    for path, lines in plan.lines_to_add.items():
        console.print(Text(f"\nAdd these lines to {_display_path(path)}:\n"), soft_wrap=True)
        console.print(Text(lines), soft_wrap=True)
    console.print()
    for number, command in enumerate(_next(folder)):
        what = f"# {_NEXT_STEPS[command]}" if command in _NEXT_STEPS else ""
        console.print(Text(f"{'' if number else 'Next:':5} {command:15} {what}".rstrip()), soft_wrap=True)


def _next(folder: Path) -> list[str]:
    """Return the commands that come next, in order."""
    change_folder = [] if folder.resolve() == Path.cwd() else [f"cd {shlex.quote(_display_path(folder))}"]
    return [*change_folder, *_NEXT_STEPS]


def _display_path(path: Path) -> str:
    """Return a path relative to the current folder, if it is below it."""
    absolute, here = path.resolve(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else path.as_posix()
