"""Extracts plain text from Markdown, paragraph by paragraph, for searching, in one pass over the lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mkdocs_postmortems.core.parse.inline import plain_text

MAX_DESCRIPTION = 300
"""Characters that programs show of a description."""
_FENCE = re.compile(r"\s{0,12}(```+|~~~+)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_RULE = re.compile(r"[\s|:=*_-]*")
_TABLE_DELIMITER = re.compile(r"(?:[\s>|:]|-(?!-))*+--[\s|:-]*+")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]]{1,200}\]:\s")
_ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?|:::)\s*[\w-]*\s*")
_CELL = re.compile(r"(?<!\\)\|")


def shortened(text: str, most: int = MAX_DESCRIPTION) -> str:
    """Return the beginning of a text on one line, cut between words where it has blanks."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 2].rsplit(' ', 1)[0]} …"


def plain_paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield the text of paragraphs, list items, table rows and code lines, without markup and table headers."""
    pending: list[str] = []
    for text, joins, is_code in _line_texts(lines):
        if pending and not joins:
            yield from _finished(pending)
            pending = []
        if is_code and text:
            yield text
        elif text:
            pending.append(text)
    yield from _finished(pending)


def _finished(pending: list[str]) -> Iterator[str]:
    text = plain_text("\n".join(pending))
    if text:
        yield text


def _line_texts(lines: Iterable[str]) -> Iterator[tuple[str, bool, bool]]:
    """Yield for each line: its text, whether it continues the line before, and whether it is code without markup.

    Table headers yield no text, since they usually come from a template.
    """
    fence = ""
    for line, following in pairwise([*lines, ""]):
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and mark[1].startswith(fence)
            fence = "" if closes else fence
            yield ("" if closes else " ".join(line.split())), False, True
        elif mark:
            fence = mark[1]
            yield "", False, True
        elif "|" in line and _TABLE_DELIMITER.fullmatch(following):
            yield "", False, False
        else:
            yield *_line_text(line), False


def _line_text(line: str) -> tuple[str, bool]:
    text = _QUOTE.sub("", line, count=1)
    if _RULE.fullmatch(text) or _REFERENCE.match(text):
        return "", False
    if "|" in text and text.strip().startswith("|"):
        cells = (cell.strip().replace("\\|", "|") for cell in _CELL.split(text.strip().strip("|")))
        return " · ".join(cell for cell in cells if cell), False
    stripped = _ADMONITION.sub("", text, count=1)
    item = _ITEM.match(stripped)
    if item:
        return stripped[item.end() :].strip(), False
    return stripped.strip(), stripped == text
