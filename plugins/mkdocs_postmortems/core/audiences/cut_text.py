"""Joins what an audience reads of a document, so that nothing shows where a restricted span was taken out.

What is left depends on the places of the markers, and on nothing between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_postmortems.core.audiences.restricted_spans import AudienceSpan

_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_EMPTY_ITEM = re.compile(r"[ \t>]*+(?:[-*+]|\d{1,9}[.)]|\#{1,6})?[ \t]*+(?:\[[ xX]\])?[ \t]*+")
"""What is left of a line, of an item of a list or of a heading, of which all words were taken out."""
_CLOSING = (",", ".", ";", ":", "!", "?", ")")
"""Signs that follow a word without a blank."""


def join_spans(spans: Iterable[AudienceSpan], readable: frozenset[str]) -> str:
    """Return the text of the spans that an audience may read.

    Args:
        spans: The body of a document, in order.
        readable: The audience, and those that it includes.
    """
    text = ""
    gap: AudienceSpan | None = None
    is_cut = False
    for span in spans:
        if not readable.issuperset(span.audiences):
            gap = gap or span
            is_cut = True
        elif gap is None:
            text += span.text
        else:
            text = _joined(text, gap, span)
            gap = None
    return _ended_line(text).rstrip() if is_cut else text


def _joined(before: str, gap: AudienceSpan, after: AudienceSpan) -> str:
    """Return two texts as they were before anything stood between them."""
    if after.starts_line:
        return _joined_lines(_ended_line(before), after.text)
    rest, is_ended, below = after.text.partition("\n")
    if is_ended and not rest.strip():
        return _joined_lines(_ended_line(before), below)
    return _joined_words(before if _last_line(before) else before + gap.indent, after.text)


def _joined_words(before: str, after: str) -> str:
    """Return two texts of one line, without a second blank between them, and without one before a comma."""
    if after.startswith(_CLOSING):
        kept = before.rstrip(" \t")
        return kept + (after[1:] if after[0] in ",;" and kept.endswith(after[0]) else after)
    return before + (after.lstrip(" \t") if before.endswith((" ", "\t", "\n")) or not before else after)


def _joined_lines(before: str, after: str) -> str:
    """Return two texts of whole lines, without the second of two blank lines between them."""
    is_blank = bool(before) and not before.split("\n")[-2].strip()
    found = _BLANK_LINES.match(after) if is_blank else None
    return before + (after[found.end() :] if found else after)


def _ended_line(text: str) -> str:
    """Return a text that ends with the end of a line; what is left of a line without words is dropped."""
    last = _last_line(text)
    if _EMPTY_ITEM.fullmatch(last):
        return text.removesuffix(last)
    return text.rstrip(" \t") + "\n"


def _last_line(text: str) -> str:
    return text[text.rfind("\n") + 1 :]
