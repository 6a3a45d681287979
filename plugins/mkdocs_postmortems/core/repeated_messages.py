"""Messages that say the same about many names: said once, with how often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_NAME = re.compile(r"""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|\S{0,200}[/\\.]\w\S*|\d+""")
"""What messages about several files differ by: quoted words, paths, names of files, numbers."""


def without_repetition(messages: Iterable[str], most: int = 1) -> Iterator[str]:
    """Yield each message but those that differ by names alone from others, of which the first says how many there are.

    Args:
        messages: The messages.
        most: So many of those that differ by names alone are yielded as they are.
    """
    found: dict[str, list[str]] = {}
    for message in messages:
        found.setdefault(_NAME.sub("…", message), []).append(message)
    for first, *others in found.values():
        if len(others) < most:
            yield from (first, *others)
        else:
            yield f"{first} ({len(others):,} more like this)"
