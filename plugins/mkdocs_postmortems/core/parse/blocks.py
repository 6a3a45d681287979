"""Markdown text as a flat list of blocks with their lines. Structure comes from markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.labels import canonical
from mkdocs_postmortems.core.parse.references import with_targets

_TIGHT_HEADING = re.compile(r"^(#{1,6})([^#\s].*)$")
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")
_PLAIN_LABEL_LINE = re.compile(r"[A-Z][^\n:：]{1,50}[:：]\s*")
_LABEL_LINE = re.compile(r"(?:\*\*|__)[^*_\n]{2,60}(?:(?:\*\*|__)\s*[:：]|[:：]\s*(?:\*\*|__))")


def read_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of `text`, whose first line is line `first_line` of its source."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    walk = _Walk(first_line)
    walk.read(_parser().parse(text.removeprefix("\ufeff"), environment))
    targets = {label: target["href"] for label, target in environment.get("references", {}).items()}
    return [with_targets(block, targets) for block in walk.blocks] if targets else walk.blocks


@cache
def _parser() -> MarkdownIt:
    """Block structure only: inline markup is read where it is needed, which halves the time."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _is_section(line: str) -> bool:
    return bool(_PLAIN_LABEL_LINE.fullmatch(line)) and canonical(line) is not None


def _split_at_labels(text: str) -> Iterator[tuple[int, str]]:
    """Cut a paragraph of several `**Label**: value` lines into one piece a label; `(offset of its line, text)`.

    A line that is nothing but the label of a section (`Impact:`) is enough for a cut of its own.
    """
    lines = text.split("\n")
    bold = [i for i, line in enumerate(lines) if _LABEL_LINE.match(line.lstrip())]
    starts = sorted({*(bold if len(bold) > 1 else ()), *(i for i, line in enumerate(lines) if _is_section(line))})
    if not starts or starts == [0]:
        yield 0, text
        return
    if starts[0]:
        starts.insert(0, 0)
    for first, last in pairwise([*starts, len(lines)]):
        yield first, "\n".join(lines[first:last])


class _Walk:
    """Walks the tokens once and keeps the stack of what is open."""

    def __init__(self, first_line: int) -> None:
        self.blocks: list[Block] = []
        self._offset = first_line
        self._lists: list[int] = []
        """Numbers of the lists that are open."""
        self._items: list[int | None] = []
        """Per open item the index of its block; `None` until its text is read."""
        self._quotes = 0
        self._groups = 0
        self._header: tuple[str, ...] = ()
        self._cells: list[str] = []
        self._in_header = False
        self._row_lines = (1, 1)

    def read(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of all tokens; the text of an opening token stands in the token after it."""
        for index, token in enumerate(tokens):
            if step := _STEPS.get(token.type):
                step(self, token, tokens[index + 1].content if index + 1 < len(tokens) else "")

    def heading(self, token: Token, text: str) -> None:
        self._add(BlockKind.HEADING, self._lines(token), text, level=int(token.tag[1]))

    def paragraph(self, token: Token, text: str) -> None:
        if self._items and self._items[-1] is None:
            self._open_item(token, text)
        elif not self._lists and (match := _TIGHT_HEADING.match(text)) and not match[2][0].isdigit():
            # Python-Markdown, which renders the page, takes `##Impact` for a heading; so do its readers.
            self._add(BlockKind.HEADING, self._lines(token), _CLOSING_HASHES.sub("", match[2]), level=len(match[1]))
        else:
            first, last = self._lines(token)
            for offset, piece in _split_at_labels(text):
                begin = first + offset
                end = last if piece == text else begin + piece.count("\n")
                self._add(BlockKind.PARAGRAPH, (begin, end), piece)

    def code(self, token: Token, _: str) -> None:
        self._add(BlockKind.CODE, self._lines(token), token.content)

    def html(self, token: Token, _: str) -> None:
        self._add(BlockKind.HTML, self._lines(token), token.content)

    def open_list(self, token: Token, _: str) -> None:
        if self._items and self._items[-1] is None:
            self._open_item(token, "")
        self._groups += 1
        self._lists.append(self._groups)

    def close_list(self, _token: Token, _: str) -> None:
        self._lists.pop()

    def open_item(self, _token: Token, _: str) -> None:
        if self._items and (parent := self._items[-1]) is not None:
            self.blocks[parent] = replace(self.blocks[parent], children=self.blocks[parent].children + 1)
        self._items.append(None)

    def close_item(self, _token: Token, _: str) -> None:
        self._items.pop()

    def open_quote(self, _token: Token, _: str) -> None:
        self._quotes += 1

    def close_quote(self, _token: Token, _: str) -> None:
        self._quotes -= 1

    def open_table(self, _token: Token, _: str) -> None:
        self._groups += 1
        self._header = ()

    def open_head(self, _token: Token, _: str) -> None:
        self._in_header = True

    def close_head(self, _token: Token, _: str) -> None:
        self._in_header = False

    def open_row(self, token: Token, _: str) -> None:
        self._row_lines, self._cells = self._lines(token), []

    def cell(self, _token: Token, text: str) -> None:
        self._cells.append(text)

    def close_row(self, _token: Token, _: str) -> None:
        cells = tuple(self._cells)
        if self._in_header:
            self._header = cells
        else:
            self.blocks.append(
                Block(
                    BlockKind.ROW,
                    *self._row_lines,
                    " | ".join(cells),
                    quoted=self._quotes > 0,
                    group=self._groups,
                    cells=cells,
                    header=self._header,
                )
            )

    def _open_item(self, token: Token, text: str) -> None:
        self._items[-1] = len(self.blocks)
        self._add(BlockKind.ITEM, self._lines(token), text, group=self._lists[-1])

    def _lines(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 1)
        return first + self._offset, max(first, last - 1) + self._offset

    def _add(
        self, kind: BlockKind, lines: tuple[int, int], text: str, *, level: int | None = None, group: int = 0
    ) -> None:
        depth = len(self._lists) if level is None else level
        self.blocks.append(Block(kind, *lines, text, level=depth, quoted=self._quotes > 0, group=group))


_STEPS: Mapping[str, Callable[[_Walk, Token, str], None]] = {
    "heading_open": _Walk.heading,
    "paragraph_open": _Walk.paragraph,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "html_block": _Walk.html,
    "bullet_list_open": _Walk.open_list,
    "bullet_list_close": _Walk.close_list,
    "ordered_list_open": _Walk.open_list,
    "ordered_list_close": _Walk.close_list,
    "list_item_open": _Walk.open_item,
    "list_item_close": _Walk.close_item,
    "blockquote_open": _Walk.open_quote,
    "blockquote_close": _Walk.close_quote,
    "table_open": _Walk.open_table,
    "thead_open": _Walk.open_head,
    "thead_close": _Walk.close_head,
    "tr_open": _Walk.open_row,
    "tr_close": _Walk.close_row,
    "th_open": _Walk.cell,
    "td_open": _Walk.cell,
}
"""What to do at a token; other tokens (rules, ends of paragraphs) say nothing."""
