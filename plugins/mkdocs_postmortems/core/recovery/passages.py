"""Cuts the lines of a section into passages of prose and blocks of code, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.parse.inline import is_picture

_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})\s*\{?\.?([\w+-]*)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,}|\*{3,}|_{3,})\s*$")
_TABLE_RULE = re.compile(r"(?:[\s|:]|-(?!-))*+--[\s|:-]*+")
_NO_TEXT = re.compile(r"\s*(?:!!!|\?\?\?\+?|:::|\{[%{<:]|\[\^?[^\]]{1,200}\]:\s|</?[a-zA-Z][^>]*>\s*$)")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item or table row, or a block of code."""

    text: str
    """Inline Markdown on one line; the lines of a block of code as written."""
    is_code: bool = False
    language: str = ""
    """Language of a block of code, as its fence names it; lower case."""


def read_passages(lines: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages of some lines of Markdown. Headings, pictures, rules and headers of tables are left out."""
    fence, language, code, pending = "", "", list[str](), list[str]()
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                yield Passage("\n".join(code).strip("\n"), is_code=True, language=language)
                fence = ""
            else:
                code.append(line)
        elif mark:
            yield from _prose(pending)
            fence, language, code, pending = mark[1], mark[2].lower(), [], []
        elif _ends_paragraph(line):
            # The row above the rule of a table is its header.
            yield from [] if _TABLE_RULE.fullmatch(line) and "|" in line else _prose(pending)
            pending = []
        else:
            if _begins_paragraph(line):
                yield from _prose(pending)
                pending = []
            pending.append(_without_marks(line))
    yield from _prose(pending)


def _ends_paragraph(line: str) -> bool:
    is_rule = _UNDERLINE.match(line) or _TABLE_RULE.fullmatch(line)
    return bool(not line.strip() or is_rule or _HEADING.match(line) or _NO_TEXT.match(line))


def _begins_paragraph(line: str) -> bool:
    return bool(_ITEM.match(line)) or line.lstrip().startswith("|")


def _without_marks(line: str) -> str:
    text = _ITEM.sub("", _QUOTE.sub("", line, count=1), count=1)
    if text.lstrip().startswith("|"):
        cells = (cell.strip() for cell in _CELL.split(text.strip().strip("|")))
        return " · ".join(cell for cell in cells if cell)
    return text.strip()


def _prose(lines: list[str]) -> Iterator[Passage]:
    text = " ".join(line for line in lines if line)
    if text and not is_picture(text):
        yield Passage(text)
