"""`postmortems init`: sets up a working site in an empty or existing folder. Existing documents do not change."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.params import NEW_FOLDER
from mkdocs_postmortems.cli.prompts import AnswerError, ask
from mkdocs_postmortems.commands.ci_target import HOSTS, ci_targets
from mkdocs_postmortems.commands.init import (
    Layout,
    ScaffoldChoices,
    ScaffoldPlan,
    named_services,
    plan_scaffold,
    survey,
)
from mkdocs_postmortems.commands.init_ci import pages_address, plan_ci
from mkdocs_postmortems.core.diagnostics import not_one_of, printable
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.settings import existing_config, load_settings
from mkdocs_postmortems.sources.files import append_lines, write_new

_NEXT_STEPS = MappingProxyType(
    {
        "postmortems serve --open": "shows the site, and follows your edits",
        "postmortems new": "starts a postmortem",
    }
)
"""Command -> what it does."""
_MAX_LISTED = 5
"""How many of the services that documents name are shown in the question about them."""


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=NEW_FOLDER)
@click.option("--site-name", default="", metavar="TEXT", help="The name of the site; default: from the folder's name.")
@click.option("--site-url", default="", metavar="URL", help="The address the site will have.")
@click.option(
    "--documents",
    default="",
    metavar="FOLDER",
    help="The folder of the documents below DIR; '.' for all of DIR. Default: where they are found.",
)
@click.option(
    "--services/--no-services",
    default=None,
    help="Write the services that documents name to taxonomy.yml.",
)
@click.option("--ci", type=click.Choice(HOSTS), help="Also write CI workflows: check, preview and publish.")
@click.option("--target", type=click.Choice(list(ci_targets())), help="Where the workflows publish the site.")
@click.option("--package", default="", metavar="SPEC", help="What workflows install by pip; default: what runs here.")
@click.option("--yes", is_flag=True, help="Ask nothing, and take what is proposed.")
@click.option("--json", "as_json", is_flag=True, help="Print the files written and kept, and the next steps, as JSON.")
def init(  # noqa: PLR0913 - one parameter an option
    *,
    folder: Path,
    site_name: str,
    site_url: str,
    documents: str,
    services: bool | None,
    ci: str | None,
    target: str | None,
    package: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Set up a site in DIR (default: the current folder). Existing files stay; `.gitignore` may get lines.

    Example: postmortems init --ci github --target netlify
    """
    if (target or package) and not ci:
        raise click.UsageError("--target and --package are about workflows; name the code host with --ci.")
    layout, given = survey(folder), ScaffoldChoices(site_name, site_url, documents)
    terminal = not yes and not as_json and sys.stdin.isatty()
    if ci and terminal and target is None:
        target = _ask_target(ci)
    config = existing_config(folder)
    if not site_url and ci == "github" and target in (None, "github-pages"):
        given = replace(given, site_url=pages_address(folder))
    early = plan_ci(ci, load_settings(config), target or "", package) if ci and config else None  # It may be refused.
    plan = plan_scaffold(layout, _choices(layout, given, services, asks=terminal and config is None))
    written = {path: _write(path, text) for path, text in plan.files.items()}
    for path, text in plan.appended.items():
        append_lines(path, text)
    if ci:
        workflows = early or plan_ci(ci, load_settings(plan.config), target or "", package)
        written |= {path: _write(path, text) for path, text in workflows.files.items()}
        added = {path: lines for path, lines in workflows.lines_to_add.items() if not written[path]}
        remarks = (*plan.remarks, *workflows.remarks)
        plan = replace(plan, lines_to_add={**plan.lines_to_add, **added}, remarks=remarks)
    if as_json:
        click.echo(json.dumps(_as_json(plan, written, folder), indent=2, ensure_ascii=False))
    else:
        _print_result(plan, written, folder)


def _ask_target(host: str) -> str:
    """Ask where the workflows of a code host publish the site."""
    names = {name: target.title for name, target in ci_targets().items() if host in target.hosts}

    def parse(written: str) -> str:
        if written.strip() in names:
            return written.strip()
        raise AnswerError(not_one_of("target", written.strip(), names))

    return ask("Publish to", parse, names, default=f"{host}-pages")


def _choices(layout: Layout, given: ScaffoldChoices, services: bool | None, *, asks: bool) -> ScaffoldChoices:  # noqa: FBT001 - the value of a flag
    """Return what was given as options, else what the user answers, else what is proposed."""
    chosen = given
    if asks and not given.site_name:
        chosen = replace(chosen, site_name=ask("Name of the site", str, default=layout.site_name))
    if asks and not given.folder and layout.documents:
        chosen = replace(chosen, folder=ask("Folder of the documents, or . for all", str, default=layout.folder))
    if services is False or existing_config(layout.root) or not layout.documents:
        return chosen
    named = named_services(layout, chosen.folder)
    if asks and services is None and named:
        shown = f"{', '.join(list(named)[:_MAX_LISTED])}{', …' if len(named) > _MAX_LISTED else ''}"
        question = f"Documents name {len(named)} service{'s' if len(named) > 1 else ''} ({printable(shown)}). List them"
        services = click.confirm(f"{question} in taxonomy.yml?", default=True, err=True)
    return (
        chosen if services is False or not named else replace(chosen, services="services:\n" + "".join(named.values()))
    )


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
        "extended": [_display_path(path) for path in plan.appended],
        "lines_to_add": {_display_path(path): lines for path, lines in plan.lines_to_add.items()},
        "next": _next(folder),
    }


def _print_result(plan: ScaffoldPlan, written: Mapping[Path, bool], folder: Path) -> None:
    """Print the files that were written, kept and extended, a line each, the remarks, and the next steps."""
    console = Console(highlight=False)
    wrote, kept = ([path for path, new in written.items() if new is is_new] for is_new in (True, False))
    for verb, paths, style in (("wrote", wrote, "green"), ("kept", kept, "dim"), ("added", plan.appended, "green")):
        names = ", ".join(_display_path(path) for path in paths)
        if names:
            console.print(Text(f"{verb:5}  {'lines to ' if verb == 'added' else ''}{names}", style), soft_wrap=True)
    for remark in plan.remarks:
        console.print(Text(remark), soft_wrap=True)
    for path, lines in plan.lines_to_add.items():
        what = "these lines" if "\n" in lines else "this line"
        console.print(Text(f"Add {what} to {_display_path(path)}, which was not changed:\n{lines}"), soft_wrap=True)
    for number, command in enumerate(_next(folder)):
        what = f"# {_NEXT_STEPS[command]}" if command in _NEXT_STEPS else ""
        console.print(Text(f"{'' if number else 'Next:':5} {command:25} {what}".rstrip()), soft_wrap=True)


def _next(folder: Path) -> list[str]:
    """Return the commands that come next, in order."""
    change_folder = [] if folder.resolve() == Path.cwd() else [f"cd {shlex.quote(_display_path(folder))}"]
    return [*change_folder, *_NEXT_STEPS]


def _display_path(path: Path) -> str:
    """Return a path relative to the current folder, if it is below it."""
    absolute, here = path.resolve(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else path.as_posix()
