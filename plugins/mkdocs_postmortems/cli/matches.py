"""Prints the matches of a search, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.corpus import CommandCorpus
from mkdocs_postmortems.core.diagnostics import printable
from mkdocs_postmortems.core.similar import Match


def print_matches(corpus: CommandCorpus, matches: Iterable[Match], *, stderr: bool = False) -> None:
    """Print each match in a few lines: title with date, severity and services; path; reason of the match."""
    console = Console(highlight=False, stderr=stderr)
    for number, match in enumerate(matches, 1):
        document = match.document
        facts = "  ".join(filter(None, (document.date, document.severity, ", ".join(document.services))))
        head = Text(f"{number:2}. ", "dim").append(printable(document.title), "bold")
        console.print(head.append(f"  {printable(facts)}", "dim"), soft_wrap=True)
        console.print(Text(f"    {printable(corpus.path(document))}", "cyan"), soft_wrap=True)
        if match.reason:
            console.print(Text(f"    {printable(match.reason)}", "italic"), soft_wrap=True)


def print_json(corpus: CommandCorpus, matches: Iterable[Match]) -> None:
    """Print a JSON array with one object for each match."""
    click.echo(json.dumps([match_as_json(corpus, match) for match in matches], indent=2, ensure_ascii=False))


def match_as_json(corpus: CommandCorpus, match: Match) -> dict[str, Any]:
    """Return a match as a JSON object."""
    document = match.document
    return {
        "path": corpus.path(document),
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "severity": document.severity,
        "services": list(document.services),
        "score": round(match.score, 2),
        "reason": match.reason,
    }
