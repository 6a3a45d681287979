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
from mkdocs_postmortems.core.moments import format_duration
from mkdocs_postmortems.core.parse.inline import plain_text
from mkdocs_postmortems.core.recovery import Recovery, find_recovery
from mkdocs_postmortems.core.similar import Match


def print_matches(
    corpus: CommandCorpus, matches: Iterable[Match], *, stderr: bool = False, recoveries: bool = False
) -> None:
    """Print a match in a few lines: title, date, severity, services; path; reason; if wanted, what ended it."""
    console = Console(highlight=False, stderr=stderr)
    for number, match in enumerate(matches, 1):
        document = match.document
        facts = "  ".join(filter(None, (document.date, document.severity, ", ".join(document.services))))
        head = Text(f"{number:2}. ", "dim").append(printable(document.title), "bold")
        console.print(head.append(f"  {printable(facts)}", "dim"), soft_wrap=True)
        console.print(Text(f"    {printable(corpus.path(document))}", "cyan"), soft_wrap=True)
        if match.reason:
            console.print(Text(f"    {printable(match.reason)}", "italic"), soft_wrap=True)
        if recoveries:
            _print_recovery(console, find_recovery(document))


def _print_recovery(console: Console, recovery: Recovery) -> None:
    """Print what ended the incident: sentences, commands, and the minutes that it took."""
    for sentence in recovery.sentences:
        console.print(Text(f"    → {printable(plain_text(sentence))}"), soft_wrap=True)
    for command in recovery.commands:
        for line in command.splitlines():
            console.print(Text(f"    $ {printable(line)}", "green"), soft_wrap=True)
    if not recovery.sentences:
        console.print(Text("    → Nothing is written about what ended it.", "dim"), soft_wrap=True)
    elif recovery.minutes is not None:
        since = "detection" if recovery.is_from_detection else "the start"
        console.print(Text(f"      recovered {format_duration(recovery.minutes)} after {since}", "dim"), soft_wrap=True)


def print_json(corpus: CommandCorpus, matches: Iterable[Match], *, recoveries: bool = False) -> None:
    """Print a JSON array with one object for each match; if wanted, with what ended it."""
    found = [
        match_as_json(corpus, match) | ({"recovery": _recovery_as_json(match)} if recoveries else {})
        for match in matches
    ]
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))


def _recovery_as_json(match: Match) -> dict[str, Any]:
    recovery = find_recovery(match.document)
    return {
        "sentences": list(recovery.sentences),
        "commands": list(recovery.commands),
        "source": recovery.source.value,
        "minutes": recovery.minutes,
        "from_detection": recovery.is_from_detection,
    }


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
