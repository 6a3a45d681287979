"""Indents CommonMark lists so that Python-Markdown parses them the same way.

Python-Markdown expects four spaces per level of a list, and a blank line between a paragraph and a list. CommonMark
(and GitHub) expects neither. Only white space is changed, and only for rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

STEP = 4
"""Spaces that Python-Markdown expects for each level."""
MAYBE_LIST = re.compile(r"^ {1,3}\S|^[^\s>#|].*\n(?:[-*+]|[0-9]{1,9}[.)]) ", re.MULTILINE)
"""What the two parsers may read differently; text without it is returned unchanged."""
MARKER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?: {1,4}(?=\S)| |$)")


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item; `first` and `end` are 0-based lines, `end` is exclusive."""

    first: int
    end: int
    depth: int
    """1 for an item of the outermost list."""
    content: int
    """Column at which its text begins; 0 for an item that stays as it is."""


def indent_lists(text: str) -> str:
    """Return the text with lists indented by four spaces a level, and with a blank line between paragraph and list."""
    if not MAYBE_LIST.search(text):
        return text
    lines = text.split("\n")
    tokens = _parser().parse(text)
    items = [item for item in _items(tokens, lines) if item.content]
    owners: dict[int, _Item] = {}
    for item in items:
        owners.update(dict.fromkeys(range(item.first, item.end), item))
    moved = {item: _indent_change(item, lines, owners) for item in items}
    for number, item in owners.items():
        lines[number] = _reindent(lines[number], number, item, moved[item])
    for number in _lists_after_paragraph(tokens, lines):
        lines[number] = f"\n{lines[number]}"
    return "\n".join(lines)


def _items(tokens: list[Token], lines: list[str]) -> Iterator[_Item]:
    """Yield the items of all lists outside quotations, outer before inner."""
    depth = quotes = 0
    for token in tokens:
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "list_item_open" and not quotes and token.map:
            first, end = token.map
            yield _Item(first, end, depth, _content_column(lines[first]))


def _content_column(line: str) -> int:
    """Return the column after an item's marker; 0 if there is a tab, or a second item on the same line."""
    start = _width(line)
    marker = MARKER.match(line, start)
    if not marker or "\t" in line[: marker.end() + 1] or MARKER.match(line, marker.end()):
        return 0
    return marker.end() if marker[0].endswith(" ") else marker.end() + 1


def _indent_change(item: _Item, lines: list[str], owners: dict[int, _Item]) -> int:
    """Return the columns by which the lines after an item's first one move; 0 if they are indented enough."""
    own = [lines[n] for n in range(item.first + 1, item.end) if owners[n] is item and lines[n].strip()]
    inside = [_width(line) for line in own if _width(line) >= item.content]
    return STEP * item.depth - item.content if inside and min(inside) < STEP * item.depth else 0


def _reindent(line: str, number: int, item: _Item, shift: int) -> str:
    width = _width(line)
    if number == item.first:
        wanted = STEP * (item.depth - 1)
        return line if wanted <= width < wanted + STEP else " " * wanted + line[width:]
    if not line.strip() or width < item.content:
        return line
    return " " * (width + shift) + line[width:]


def _lists_after_paragraph(tokens: list[Token], lines: list[str]) -> Iterator[int]:
    """Yield the first lines of outermost lists that follow a paragraph without a blank line."""
    for before, token in pairwise(tokens):
        is_list = token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0
        if is_list and before.type == "paragraph_close" and token.map and lines[token.map[0] - 1].strip():
            yield token.map[0]


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@cache
def _parser() -> MarkdownIt:
    """Return a parser of block structure only, built once: parsing does not change it."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
