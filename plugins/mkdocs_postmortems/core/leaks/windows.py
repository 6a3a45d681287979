"""Cuts long texts into pieces that overlap: to search a piece takes many times its size in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import AnyStr

SIZE = 1_000_000
"""Characters or bytes of a piece."""
OVERLAP = 50_000
"""Minimum number of characters or bytes that two pieces share, far below `SIZE`; nothing longer is searched for."""


def windows(text: AnyStr, blank: AnyStr) -> Iterator[AnyStr]:
    """Yield the pieces of a text, which end at blanks wherever there is one within reach: part of a word is none."""
    start = 0
    while start + SIZE < len(text):
        end = _cut(text, blank, start + SIZE)
        yield text[start:end]
        start = _cut(text, blank, end - OVERLAP)
    yield text[start:]


def _cut(text: AnyStr, blank: AnyStr, at: int) -> int:
    found = text.rfind(blank, at - OVERLAP, at)
    return found if found >= 0 else at
