"""`postmortems inspect`: prints what the parser extracts from documents, with line numbers."""

from __future__ import annotations

import json
import posixpath
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from mkdocs_postmortems.cli.corpus import track_sources
from mkdocs_postmortems.cli.output import print_document, print_problem, print_reading_summary, print_unread
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.unread_lines import UnreadLine, find_unread_lines
from mkdocs_postmortems.core.postmortem_json import postmortem_to_json
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.files import default_taxonomy, read_source, read_sources


@dataclass(frozen=True, slots=True)
class Inspected:
    """A parsed document with its source."""

    source: Source
    document: Postmortem
    problems: tuple[Diagnostic, ...]
    """Sorted."""
    unread: tuple[UnreadLine, ...] = ()
    """Lines of timelines, action items and factors from which nothing was read."""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--json", "as_objects", is_flag=True, help="Print a JSON array with an object for each document.")
def inspect(paths: tuple[str, ...], as_objects: bool) -> None:  # noqa: FBT001 - click passes it by name
    """Show what the parser extracts from files or folders, with the line of each value.

    Example: postmortems inspect postmortems/2026 --json
    """
    sources, problems = _read(paths)
    inspected = [_inspect(source, problems) for source in track_sources(sources, 100)]
    console = Console(highlight=False)
    if as_objects:
        _print_json(inspected)
    else:
        for each in inspected:
            print_document(console, each.document, each.source.text, each.problems)
            print_unread(console, each.unread)
        if len(inspected) > 1:
            print_reading_summary(console, [each.document for each in inspected], sum(len(e.unread) for e in inspected))
    readable = {source.path for source in sources}
    unreadable = [problem for problem in problems if problem.path not in readable]
    for problem in unreadable:
        print_problem(Console(stderr=True, highlight=False), problem, "")
    sys.exit(1 if unreadable else 0)


def _read(paths: Iterable[str]) -> tuple[list[Source], list[Diagnostic]]:
    """Read all files and folders in the given order; an unreadable file gives a problem and no source."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for given in paths:
        new_sources, new_problems = _read_folder(given) if Path(given).is_dir() else _read_file(given)
        sources.extend(new_sources)
        problems.extend(new_problems)
    return sources, problems


def _read_file(given: str) -> tuple[Iterable[Source], Iterable[Diagnostic]]:
    source, problems = read_source(Path(given), given)
    return ([source] if source else []), problems


def _read_folder(given: str) -> tuple[Iterable[Source], Iterable[Diagnostic]]:
    read_result = read_sources(Path(given))
    sources = (replace(source, path=posixpath.join(given, source.path)) for source in read_result.sources)
    problems = (problem.with_paths(partial(posixpath.join, given)) for problem in read_result.problems)
    return list(sources), list(problems)


def _inspect(source: Source, problems: Iterable[Diagnostic]) -> Inspected:
    parsed = parse(source)
    limit = check_renderer_limits(source)
    of_file = (problem for problem in problems if problem.path == source.path)
    found = {*parsed.diagnostics, *of_file, *([limit] if limit else [])}
    return Inspected(source, parsed.postmortem, tuple(sorted(found)), find_unread_lines(source))


def _print_json(inspected: Iterable[Inspected]) -> None:
    taxonomy = default_taxonomy()
    objects: list[dict[str, Any]] = [
        postmortem_to_json(each.document, taxonomy)
        | {"problems": [problem.as_json() for problem in each.problems]}
        | {"unread": [{"line": u.line, "section": u.section.value, "text": u.text} for u in each.unread]}
        for each in inspected
    ]
    click.echo(json.dumps(objects, indent=2, ensure_ascii=False))
