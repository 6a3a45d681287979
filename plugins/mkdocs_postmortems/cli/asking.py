"""Questions on a terminal: asked again until the answer is one, with names to complete and `?` to list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from mkdocs_postmortems.cli.answering import AnswerError
from mkdocs_postmortems.core.diagnostics import printable

try:  # Windows has none; there is no completion then.
    import readline
except ImportError:  # pragma: no cover
    readline = None  # type: ignore[assignment]

T = TypeVar("T")
_FEW = 8
"""More names than that are listed only if somebody asks."""
_LONGEST = 70


def ask(question: str, read: Callable[[str], T], names: Mapping[str, str] | None = None, default: str = "") -> T:
    """Ask until `read` takes the answer. Everything is said on standard error, so that output can be piped.

    Args:
        question: What is asked.
        read: Reads the answer, or raises `AnswerError`.
        names: What is usually answered, with what it means.
        default: What an empty answer means.
    """
    known = names or {}
    _complete(known)
    hint = f" ({', '.join(map(printable, known))})" if 0 < len(known) <= _FEW else " (? lists them)" if known else ""
    while True:
        answer = click.prompt(f"{question}{hint}", default=default, show_default=bool(default), err=True)
        if answer.strip() == "?" and known:
            _list(known)
            continue
        try:
            return read(answer)
        except AnswerError as error:
            click.echo(f"  {printable(str(error))}", err=True)


def _list(names: Mapping[str, str]) -> None:
    for name, meaning in names.items():
        click.echo(f"  {printable(name)}  {printable(meaning)[:_LONGEST]}".rstrip(), err=True)


def _complete(names: Iterable[str]) -> None:
    """Let the tabulator complete names, also after a comma."""
    if readline is None:
        return
    known = sorted(names)

    def completer(text: str, state: int) -> str | None:
        found = [name for name in known if name.casefold().startswith(text.casefold())]
        return found[state] if state < len(found) else None

    readline.set_completer_delims(", ")
    readline.set_completer(completer)
    readline.parse_and_bind("tab: complete")
