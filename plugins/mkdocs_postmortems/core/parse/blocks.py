"""Markdown text as a flat list of blocks with their lines. Structure comes from markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    CODE = auto()
    HTML = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf of the document. Lines are 1-based lines of the source."""

    kind: BlockKind
    line: int
    last_line: int
    text: str
    """Inline Markdown; may hold newlines. The first paragraph of an item."""
    level: int = 0
    """1-6 for a heading; depth of nested lists for items and what is inside them."""
    quoted: bool = False
    ordered: bool = False
    children: int = 0
    """Items directly below this item."""
    group: int = 0
    """Number of the list or table that it belongs to."""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@cache
def _parser() -> MarkdownIt:
    """Block structure only: inline markup is read where it is needed, which halves the time."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_BOM_LIKE = re.compile("^\ufeff")
_TIGHT_HEADING = re.compile(r"^(#{1,6})([^#\s].*)$")
_CLOSING = re.compile(r"\s+#+\s*$")


def read_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of `text`, whose first line is line `first_line` of its source."""
    reader = _Reader(first_line)
    found: dict[str, dict[str, dict[str, str]]] = {}
    reader.read(_parser().parse(_BOM_LIKE.sub("", text), found))
    targets = {label: target["href"] for label, target in found.get("references", {}).items()}
    return [_with_targets(block, targets) for block in reader.blocks] if targets else reader.blocks


_REFERENCE = re.compile(r"(!?)\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,300})\])?(?!\()")


def _with_targets(block: Block, targets: Mapping[str, str]) -> Block:
    """Write reference links as inline links, so that a block can be read without its document."""
    if block.kind in (BlockKind.CODE, BlockKind.HTML) or "[" not in block.text:
        return block

    def inline(match: re.Match[str]) -> str:
        target = targets.get(normalizeReference(match[3] or match[2]))
        return f"{match[1]}[{match[2]}]({target})" if target else match[0]

    cells = tuple(_REFERENCE.sub(inline, cell) for cell in block.cells)
    return replace(block, text=_REFERENCE.sub(inline, block.text), cells=cells)


_LABEL_LINE = re.compile(r"(?:\*\*|__)[^*_\n]{2,60}(?:(?:\*\*|__)\s*[:：]|[:：]\s*(?:\*\*|__))")


def _split_at_labels(text: str) -> list[tuple[int, str]]:
    """Cut a paragraph of several `**Label**: value` lines into one piece a label; `(offset of its line, text)`."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if _LABEL_LINE.match(line.lstrip())]
    if len(starts) < 2:
        return [(0, text)]
    bounds = [*([0] if starts[0] else []), *starts, len(lines)]
    return [(first, "\n".join(lines[first:last])) for first, last in zip(bounds, bounds[1:], strict=False)]


class _Reader:
    """Walks the tokens once and keeps the stack of what is open."""

    def __init__(self, first_line: int) -> None:
        self.offset = first_line
        self.blocks: list[Block] = []
        self._lists: list[tuple[int, bool]] = []
        self._items: list[int | None] = []
        self._quotes = 0
        self._groups = 0
        self._header: tuple[str, ...] = ()
        self._cells: list[str] = []
        self._in_header = False
        self._row: Token | None = None

    def read(self, tokens: Sequence[Token]) -> None:
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            handler = getattr(self, f"_on_{token.type}", None)
            if handler:
                handler(token, following)

    def _lines(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 1)
        return first + self.offset, max(first, last - 1) + self.offset

    def _add(self, kind: BlockKind, token: Token, text: str, **more: int | bool) -> None:
        first, last = self._lines(token)
        level = int(more.pop("level", len(self._lists)))
        self.blocks.append(Block(kind, first, last, text, level=level, quoted=self._quotes > 0, **more))  # type: ignore[arg-type]

    def _on_heading_open(self, token: Token, following: Token | None) -> None:
        text = following.content if following else ""
        self._add(BlockKind.HEADING, token, text, level=int(token.tag[1]))

    def _on_paragraph_open(self, token: Token, following: Token | None) -> None:
        text = following.content if following else ""
        if self._items and self._items[-1] is None:
            self._open_item(token, text)
            return
        if not self._lists and (match := _TIGHT_HEADING.match(text)) and not match[2][0].isdigit():
            # Python-Markdown, which renders the page, takes `##Impact` for a heading; so do its readers.
            self._add(BlockKind.HEADING, token, _CLOSING.sub("", match[2]), level=len(match[1]))
            return
        for offset, piece in _split_at_labels(text):
            self._add(BlockKind.PARAGRAPH, token, piece)
            if piece != text:
                first = self.blocks[-1].line + offset
                self.blocks[-1] = replace(self.blocks[-1], line=first, last_line=first + piece.count("\n"))

    def _open_item(self, token: Token, text: str) -> None:
        group, ordered = self._lists[-1]
        self._items[-1] = len(self.blocks)
        self._add(BlockKind.ITEM, token, text, ordered=ordered, group=group)

    def _on_bullet_list_open(self, token: Token, _: Token | None) -> None:
        self._open_list(token, ordered=False)

    def _on_ordered_list_open(self, token: Token, _: Token | None) -> None:
        self._open_list(token, ordered=True)

    def _open_list(self, token: Token, *, ordered: bool) -> None:
        if self._items and self._items[-1] is None:
            self._open_item(token, "")
        self._groups += 1
        self._lists.append((self._groups, ordered))

    def _on_bullet_list_close(self, _token: Token, _: Token | None) -> None:
        self._lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, _token: Token, _: Token | None) -> None:
        if self._items and (parent := self._items[-1]) is not None:
            self.blocks[parent] = replace(self.blocks[parent], children=self.blocks[parent].children + 1)
        self._items.append(None)

    def _on_list_item_close(self, _token: Token, _: Token | None) -> None:
        self._items.pop()

    def _on_blockquote_open(self, _token: Token, _: Token | None) -> None:
        self._quotes += 1

    def _on_blockquote_close(self, _token: Token, _: Token | None) -> None:
        self._quotes -= 1

    def _on_fence(self, token: Token, _: Token | None) -> None:
        self._add(BlockKind.CODE, token, token.content)

    _on_code_block = _on_fence

    def _on_html_block(self, token: Token, _: Token | None) -> None:
        self._add(BlockKind.HTML, token, token.content)

    def _on_table_open(self, _token: Token, _: Token | None) -> None:
        self._groups += 1
        self._header = ()

    def _on_thead_open(self, _token: Token, _: Token | None) -> None:
        self._in_header = True

    def _on_thead_close(self, _token: Token, _: Token | None) -> None:
        self._in_header = False

    def _on_tr_open(self, token: Token, _: Token | None) -> None:
        self._row, self._cells = token, []

    def _on_th_open(self, _token: Token, following: Token | None) -> None:
        self._cells.append(following.content if following else "")

    _on_td_open = _on_th_open

    def _on_tr_close(self, _token: Token, _: Token | None) -> None:
        if self._in_header:
            self._header = tuple(self._cells)
        elif self._row:
            first, last = self._lines(self._row)
            cells = tuple(self._cells)
            self.blocks.append(
                Block(
                    BlockKind.ROW,
                    first,
                    last,
                    " | ".join(cells),
                    quoted=self._quotes > 0,
                    group=self._groups,
                    cells=cells,
                    header=self._header,
                )
            )
