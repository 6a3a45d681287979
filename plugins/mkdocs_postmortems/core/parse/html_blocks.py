"""Reads HTML between Markdown, as wikis and converters write it: its headings, lists and tables are blocks too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import NamedTuple

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.section_names import canonical_section

# Every repetition has an upper bound, so that matching takes linear time.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?P<attributes>(?:[\s/][^<>]{0,1000})?)>")
_BOLD = re.compile(r"<(b|strong)\b[^<>]{0,200}>\s*+([^<>*]{1,500}?)(?<!\s)\s*+</\1>", re.IGNORECASE)
_EMPHASIS = re.compile(r"<(i|em)\b[^<>]{0,200}>\s*+([^<>*]{1,500}?)(?<!\s)\s*+</\1>", re.IGNORECASE)
_CODE = re.compile(r"<(code|tt|kbd)\b[^<>]{0,200}>([^<>`]{1,500})</\1>", re.IGNORECASE)
_LINK = re.compile(
    r"""<a\b[^<>]{0,300}?\bhref\s?=\s?["']?([^\s"'<>()]{1,1000})["']?[^<>]{0,300}>([^<>\[\]]{1,500})</a>""",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"<img\b[^<>]{0,1000}>", re.IGNORECASE)
_BREAK_AT_END = re.compile(r"<br\s?/?>[ \t]{0,20}(?=\n|$)", re.IGNORECASE)
_MARKDOWN_CODE = re.compile(r"(?<!`)(`++)[^`]{1,2000}\1")

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset(("ul", "ol"))
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(
    """p div summary details section article header footer main nav aside blockquote dl dt dd hr center tbody thead
    tfoot caption figure figcaption""".split()
)
_STRUCTURE = _HEADINGS | _LISTS | _CELLS | _BLOCKS | {"li", "table", "tr"}
_UNREAD = frozenset(("script", "style", "pre", "textarea", "svg", "math", "template"))
"""Elements whose content is no text of the author."""


def inline_markdown(text: str) -> str:
    """Return inline HTML as the Markdown that means the same; code spans and unknown tags stay."""
    if "<" not in text:
        return text
    pieces, done = [], 0
    for code in _MARKDOWN_CODE.finditer(text):
        pieces += [_inline(text[done : code.start()]), code[0]]
        done = code.end()
    return "".join([*pieces, _inline(text[done:])])


def _inline(text: str) -> str:
    for pattern, written in ((_CODE, r"`\2`"), (_EMPHASIS, r"*\2*"), (_BOLD, r"**\2**"), (_LINK, r"[\2](\1)")):
        text = pattern.sub(written, text)
    return text


def read_html(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with those that HTML contains in its place; HTML without any text stays as it is."""
    if not any("<" in block.text for block in blocks):
        return list(blocks)
    reader = _HtmlReader(max((block.group_id for block in blocks), default=0))
    for block in blocks:
        if block.kind is BlockKind.HTML:
            reader.add_html(block)
        else:
            reader.add_markdown(block)
    return reader.finish()


class _Tag(NamedTuple):
    name: str
    is_end: bool


@dataclass(slots=True)
class _Leaf:
    """A block whose text is being collected."""

    kind: BlockKind
    line: int
    level: int = 0
    is_label: bool = False
    has_text: bool = False
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """An open table; cells of the open row, `None` between rows."""

    group: int
    header: tuple[str, ...] = ()
    cells: list[str] | None = None
    row_line: int = 1
    is_header: bool = False
    cell: list[str] | None = None


class _HtmlReader:
    """Builds the blocks in one pass; elements may stay open across blank lines, which end blocks of HTML."""

    def __init__(self, last_group: int) -> None:
        self.blocks: list[Block] = []
        self._group = last_group
        self._leaf: _Leaf | None = None
        self._lists: list[int] = []
        self._items: list[int | None] = []
        """For each open list the index of its last item's block."""
        self._table: _Table | None = None
        self._tables = 0
        """Number of open tables: those inside a cell are text."""
        self._unread: str | None = None
        self._source = Block(BlockKind.HTML, 1, 1, "")
        self._line = 1

    def finish(self) -> list[Block]:
        """Return all blocks."""
        self._close_all()
        return self.blocks

    def add_markdown(self, block: Block) -> None:
        """Add a block of Markdown: the text of the cell or item that is open, else a block of its own."""
        read = _with_markdown(block)
        if block.kind is BlockKind.HEADING:
            self._close_all()
        if self._table and self._table.cell is not None:
            self._table.cell.append(f" {read.text} ")
        elif self._leaf and self._leaf.kind is BlockKind.ITEM and not self._leaf.has_text:
            self._leaf.line = block.line
            self._source = block
            self._leaf.pieces.append(read.text)
            self._flush()
        else:
            self._flush()
            self.blocks.append(read)

    def add_html(self, block: Block) -> None:
        """Add the blocks of a piece of HTML."""
        before = len(self.blocks)
        self._source, self._line = block, block.line
        done = 0
        for tag in _TAG.finditer(block.text):
            self._add_text(block.text[done : tag.start()])
            self._add_tag(tag)
            done = tag.end()
        self._add_text(block.text[done:])
        self._end_of_html()
        if len(self.blocks) == before and self._leaf is None and self._table is None:
            self.blocks.append(block)

    def _close_all(self) -> None:
        """Close what nobody closed before a heading of Markdown, so that it swallows nothing."""
        self._flush()
        self._close_table()
        self._lists, self._items, self._tables, self._unread = [], [], 0, None

    def _end_of_html(self) -> None:
        """Close what ends with its piece of HTML; an empty item waits for the Markdown in it."""
        if self._leaf and (self._leaf.kind is not BlockKind.ITEM or self._leaf.has_text):
            self._flush()

    def _add_tag(self, tag: re.Match[str]) -> None:
        name, is_end = tag["name"].lower(), bool(tag["end"])
        if self._unread:
            self._unread = None if is_end and name == self._unread else self._unread
        elif name in _UNREAD:
            self._unread = None if is_end else name
        elif name not in _STRUCTURE:
            self._add_text(tag[0])
        elif self._table and self._table.cell is not None and name not in _CELLS | {"tr", "table"}:
            self._table.cell.append("<br>" if self._table.cell and (is_end or name in _LISTS | {"li"}) else " ")
        else:
            handler = next((handle for names, handle in _HANDLERS.items() if name in names), _HtmlReader.block)
            handler(self, _Tag(name, is_end))
        self._line += tag[0].count("\n") if name in _STRUCTURE or self._unread else 0

    def _add_text(self, text: str) -> None:
        if not self._unread and text:
            if self._table and self._table.cell is not None:
                self._table.cell.append(text)
            elif self._leaf:
                self._leaf.pieces.append(text)
                self._leaf.has_text |= _has_text(text)
            elif text.strip() and self._table is None:
                self._leaf = _Leaf(BlockKind.PARAGRAPH, self._line, level=len(self._lists), pieces=[text])
                self._leaf.has_text = _has_text(text)
        self._line += text.count("\n")

    def heading(self, tag: _Tag) -> None:
        self._flush()
        if not tag.is_end:
            self._leaf = _Leaf(BlockKind.HEADING, self._line, level=int(tag.name[1]))

    def block(self, tag: _Tag) -> None:
        # A paragraph that opens an item, `<li><p>`, is its text.
        if self._leaf and self._leaf.kind is BlockKind.ITEM and not tag.is_end and not self._leaf.has_text:
            return
        self._flush()
        if not tag.is_end and self._table is None:
            self._leaf = _Leaf(BlockKind.PARAGRAPH, self._line, level=len(self._lists), is_label=tag.name == "summary")

    def list_tag(self, tag: _Tag) -> None:
        self._flush()
        if not tag.is_end:
            self._group += 1
            self._lists.append(self._group)
            self._items.append(None)
        elif self._lists:
            self._lists.pop()
            self._items.pop()

    def item(self, tag: _Tag) -> None:
        self._flush()
        if not tag.is_end and self._lists:
            self._leaf = _Leaf(BlockKind.ITEM, self._line, level=len(self._lists))

    def table_tag(self, tag: _Tag) -> None:
        self._tables = max(0, self._tables + (-1 if tag.is_end else 1))
        if self._tables == 0:
            self._close_table()
        elif self._tables == 1 and not tag.is_end:
            self._flush()
            self._group += 1
            self._table = _Table(self._group)

    def row(self, tag: _Tag) -> None:
        if self._table and self._tables == 1:
            self._close_row()
            if not tag.is_end:
                self._table.cells, self._table.row_line, self._table.is_header = [], self._line, True

    def cell(self, tag: _Tag) -> None:
        table = self._table
        if table and table.cells is not None and self._tables == 1:
            self._close_cell()
            if not tag.is_end:
                table.cell = []
                table.is_header = table.is_header and tag.name == "th"

    def _close_cell(self) -> None:
        if self._table and self._table.cells is not None and self._table.cell is not None:
            # A cell is one line, as in Markdown.
            text = " ".join(inline_markdown(unescape("".join(self._table.cell))).split())
            self._table.cells.append(re.sub(r"^(?:<br>\s?)++|(?<!<br>)(?<!<br>\s)(?:\s?<br>)++$", "", text))
            self._table.cell = None

    def _close_row(self) -> None:
        self._close_cell()
        table = self._table
        if table is None or table.cells is None:
            return
        cells, table.cells = tuple(table.cells), None
        if cells and table.is_header and not table.header:
            table.header = cells
        elif any(cells):
            header = (*table.header, *("",) * (len(cells) - len(table.header)))
            last = max(table.row_line, min(self._line, self._source.last_line))
            row = Block(
                BlockKind.ROW, table.row_line, last, " | ".join(cells), group_id=table.group, cells=cells, header=header
            )
            self.blocks.append(replace(row, is_quoted=self._source.is_quoted))

    def _close_table(self) -> None:
        if self._table:
            self._close_row()
            self._table = None

    def _flush(self) -> None:
        """Add the open leaf as a block, if it has a text."""
        leaf, self._leaf = self._leaf, None
        if not leaf:
            return
        skipped, text = _joined(leaf.pieces)
        if not text:
            return
        if leaf.is_label and canonical_section(text):
            text = f"**{text}**"
        line = min(leaf.line + skipped, self._source.last_line)
        block = Block(leaf.kind, line, max(line, self._source.last_line), text, level=leaf.level)
        is_item = leaf.kind is BlockKind.ITEM
        if is_item:
            self._count_child()
            self._items[-1] = len(self.blocks)
        group = self._lists[-1] if is_item else 0
        self.blocks.append(replace(block, is_quoted=self._source.is_quoted, group_id=group))

    def _count_child(self) -> None:
        parent = self._items[-2] if len(self._items) > 1 else None
        if parent is not None:
            self.blocks[parent] = replace(self.blocks[parent], child_count=self.blocks[parent].child_count + 1)


def _with_markdown(block: Block) -> Block:
    """Return a block of Markdown whose inline HTML is Markdown; cells are part of the text of their row."""
    if block.kind is BlockKind.CODE or ("<" not in block.text and not any("<" in cell for cell in block.header)):
        return block
    return replace(
        block,
        text=inline_markdown(block.text),
        cells=tuple(inline_markdown(cell) for cell in block.cells),
        header=tuple(inline_markdown(cell) for cell in block.header),
    )


def _has_text(text: str) -> bool:
    """Whether a piece is more than space and an inline tag."""
    return bool(text.strip()) and not text.startswith("<")


def _joined(pieces: Sequence[str]) -> tuple[int, str]:
    """Return the text of a leaf and the number of empty lines before it; its lines stay lines."""
    text = inline_markdown(unescape("".join(pieces)))
    text = _BREAK_AT_END.sub("", _IMAGE.sub(" ", text))
    lines = [line.strip() for line in text.split("\n")]
    skipped = next((i for i, line in enumerate(lines) if line), 0)
    return skipped, "\n".join(_stripped(lines))


def _stripped(lines: Sequence[str]) -> Iterator[str]:
    return (line for line in lines if line)


_HANDLERS: Mapping[frozenset[str], Callable[[_HtmlReader, _Tag], None]] = {
    _HEADINGS: _HtmlReader.heading,
    _LISTS: _HtmlReader.list_tag,
    frozenset(("li",)): _HtmlReader.item,
    frozenset(("table",)): _HtmlReader.table_tag,
    frozenset(("tr",)): _HtmlReader.row,
    _CELLS: _HtmlReader.cell,
}
"""Handlers of the elements that are not plain blocks."""
