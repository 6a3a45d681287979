"""Shows that something goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import track

from mkdocs_postmortems.core.source import Source


def followed(sources: Sequence[Source], many: int) -> Iterator[Source]:
    """Yield sources behind a progress bar, on terminals and where there are `many` or more."""
    console = Console(stderr=True)
    silent = not console.is_terminal or len(sources) < many
    yield from track(sources, "Reading", console=console, transient=True, disable=silent)
