"""Cuts a paragraph of inline Markdown into sentences, never within code, a link or brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…](?:[\"'”’)*_]{0,3})(?=\s+[\"'“‘(*_`\[]{0,3}[^\Wa-z_])|[。！？]")
_KEPT = re.compile(r"`+[^`]*`+|\[[^\[\]]*\]\([^()\s]*\)|\([^()]{0,300}\)|https?://\S+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|no|nr|fig|mr|mrs|ms|dr|st|inc|ltd|co|z\.B|d\.h|bzw|ca|p\.ex|[A-Z])\.$",
    re.IGNORECASE,
)


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, without those that are empty."""
    kept = [match.span() for match in _KEPT.finditer(text)]
    start = 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()].strip()
        if any(first < end.start() < last - 1 for first, last in kept) or _ABBREVIATION.search(sentence[-10:]):
            continue
        if sentence:
            yield sentence
        start = end.end()
    if rest := text[start:].strip():
        yield rest
