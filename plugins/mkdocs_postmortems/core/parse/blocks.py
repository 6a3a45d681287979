"""Splits Markdown into leaf blocks: headings, paragraphs, list items, table rows, code and HTML, with their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from mkdocs_postmortems.core.parse.section_names import canonical_section


class BlockKind(Enum):
    """Kind of a leaf block."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    CODE = auto()
    HTML = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf block of a document. Lines are 1-based lines of the source."""

    kind: BlockKind
    line: int
    last_line: int
    text: str
    """Inline Markdown, may have newlines: of an item its first paragraph, of a row its cells joined by ` | `."""
    level: int = 0
    """1 to 6 for a heading; for an item, and for blocks inside it, the number of lists around it."""
    is_quoted: bool = False
    child_count: int = 0
    """Number of items directly below this item."""
    group_id: int = 0
    """Number of the list of an item, or of the table of a row; 0 for other blocks."""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    """Header cells of the row's table."""


_REFERENCE_LINK = re.compile(r"(!?)\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,300})\])?(?!\()")


def inline_references(block: Block, targets: Mapping[str, str]) -> Block:
    """Return a block with reference links as inline links, so that it can be parsed without its document.

    Args:
        block: Any block; code and HTML are returned unchanged.
        targets: Addresses by normalised label.
    """
    if block.kind in (BlockKind.CODE, BlockKind.HTML) or "[" not in block.text:
        return block

    def inline(match: re.Match[str]) -> str:
        target = targets.get(normalizeReference(match[3] or match[2]))
        return f"{match[1]}[{match[2]}]({target})" if target else match[0]

    cells = tuple(_REFERENCE_LINK.sub(inline, cell) for cell in block.cells)
    return replace(block, text=_REFERENCE_LINK.sub(inline, block.text), cells=cells)


_HEADING_LINE = re.compile(r"^#{1,4} \S", re.MULTILINE)
_MIN_HEADINGS = 2
_CENTRED_LEVEL = 2
_TITLE_TEXT = re.compile(r"[A-Z][\w'’,&/-]*(?:\s[\w'’,&/()-]+){1,9}[:?]?")
_TIGHT_HEADING = re.compile(r"^(#{1,6})([^#\s].*)$")
_CLOSING_HASHES = re.compile(r"(?<!\s)\s++#++\s*+$")
_PLAIN_LABEL_LINE = re.compile(r"[A-Z][^\n:：]{1,50}[:：]\s*")
_PLAIN_LABEL = re.compile(r"([A-Z][^\n:：.]{1,40})[:：](?:\s|$)")
_LABEL_LINE = re.compile(r"(?:\*\*|__)[^*_\n]{2,60}(?:(?:\*\*|__)\s*[:：]|[:：]\s*(?:\*\*|__))")


def parse_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of `text`, whose first line is line `first_line` of its source."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    builder = _BlockBuilder(first_line)
    builder.add_tokens(_parser().parse(text.removeprefix("\ufeff"), environment))
    targets = {label: target["href"] for label, target in environment.get("references", {}).items()}
    return [inline_references(block, targets) for block in builder.blocks] if targets else builder.blocks


def parse_document(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of a document; of one that is a single block of code, those of its text, if this has headings.

    Some authors paste a whole report between fences.
    """
    blocks = parse_blocks(text, first_line)
    if len(blocks) != 1 or blocks[0].kind is not BlockKind.CODE:
        return blocks
    code = blocks[0]
    if len(_HEADING_LINE.findall(code.text)) < _MIN_HEADINGS:
        return blocks
    is_fenced = code.last_line - code.line > code.text.rstrip("\n").count("\n")
    return parse_blocks(code.text, code.line + is_fenced)


@cache
def _parser() -> MarkdownIt:
    """Return a parser of block structure only: inline markup is parsed where it is needed, which halves the time."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _is_centred_title(text: str) -> bool:
    """Whether an indented line of pasted text is the title of a section in its middle, or a question."""
    return bool(_TITLE_TEXT.fullmatch(text)) and (text.endswith("?") or canonical_section(text) is not None)


def _is_section(line: str) -> bool:
    return bool(_PLAIN_LABEL_LINE.fullmatch(line)) and canonical_section(line) is not None


def _all_have_labels(lines: Sequence[str]) -> bool:
    """Whether each of several lines begins with a label, two at least with one of a section: "Impact: nobody"."""
    labels = [match[1] for match in map(_PLAIN_LABEL.match, lines) if match] if len(lines) > 1 else []
    return len(labels) == len(lines) > 1 and sum(canonical_section(title) is not None for title in labels) > 1


def _split_at_labels(text: str) -> Iterator[tuple[int, str]]:
    """Split a paragraph of several `**Label**: value` lines at the labels; yield (line offset, text).

    A line that is only the label of a section (`Impact:`) always starts a new piece, and a line `Impact: value` where
    all lines have labels.
    """
    lines = text.split("\n")
    labelled = [i for i, line in enumerate(lines) if _LABEL_LINE.match(line.lstrip())]
    if len(labelled) < 2:
        labelled = list(range(len(lines))) if _all_have_labels(lines) else []
    starts = sorted({*labelled, *(i for i, line in enumerate(lines) if _is_section(line))})
    if not starts or starts == [0]:
        yield 0, text
        return
    if starts[0]:
        starts.insert(0, 0)
    for first, last in pairwise([*starts, len(lines)]):
        yield first, "\n".join(lines[first:last])


class _BlockBuilder:
    """Builds the blocks in one pass over the tokens."""

    def __init__(self, first_line: int) -> None:
        self.blocks: list[Block] = []
        self._offset = first_line
        self._lists: list[int] = []
        """Numbers of the open lists."""
        self._items: list[int | None] = []
        """For each open item the index of its block; `None` until its first paragraph."""
        self._quotes = 0
        self._quotes_around_item: list[int] = []
        """For each open item the number of quotes around it."""
        self._groups = 0
        self._header: tuple[str, ...] = ()
        self._cells: list[str] = []
        self._in_header = False
        self._row_lines = (1, 1)

    def add_tokens(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of all tokens; the text of an opening token is in the token after it."""
        for index, token in enumerate(tokens):
            if handler := _HANDLERS.get(token.type):
                handler(self, token, tokens[index + 1].content if index + 1 < len(tokens) else "")

    def heading(self, token: Token, text: str) -> None:
        self._add(BlockKind.HEADING, self._lines(token), text, level=int(token.tag[1]))

    def paragraph(self, token: Token, text: str) -> None:
        if self._items and self._items[-1] is None:
            self._open_item(token, text)
        elif not self._lists and (match := _TIGHT_HEADING.match(text)) and not match[2][0].isdigit():
            # Python-Markdown, which renders the page, makes a heading of `##Impact`.
            self._add(BlockKind.HEADING, self._lines(token), _CLOSING_HASHES.sub("", match[2]), level=len(match[1]))
        else:
            first, last = self._lines(token)
            for offset, piece in _split_at_labels(text):
                begin = first + offset
                end = last if piece == text else begin + piece.count("\n")
                self._add(BlockKind.PARAGRAPH, (begin, end), piece)

    def code(self, token: Token, _: str) -> None:
        title = token.content.strip()
        if token.type == "code_block" and _is_centred_title(title):
            self._add(BlockKind.HEADING, self._lines(token), title, level=_CENTRED_LEVEL)
            return
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
            self.blocks[parent] = replace(self.blocks[parent], child_count=self.blocks[parent].child_count + 1)
        self._items.append(None)
        self._quotes_around_item.append(self._quotes)

    def close_item(self, _token: Token, _: str) -> None:
        self._items.pop()
        self._quotes_around_item.pop()

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
                    is_quoted=self._quotes > 0,
                    group_id=self._groups,
                    cells=cells,
                    header=self._header,
                )
            )

    def _open_item(self, token: Token, text: str) -> None:
        self._items[-1] = len(self.blocks)
        self._add(BlockKind.ITEM, self._lines(token), text, group=self._lists[-1])
        # An item that begins with a quote is an item whose text is in quotation marks.
        self.blocks[-1] = replace(self.blocks[-1], is_quoted=self._quotes_around_item[-1] > 0)

    def _lines(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 1)
        return first + self._offset, max(first, last - 1) + self._offset

    def _add(
        self, kind: BlockKind, lines: tuple[int, int], text: str, *, level: int | None = None, group: int = 0
    ) -> None:
        depth = len(self._lists) if level is None else level
        self.blocks.append(Block(kind, *lines, text, level=depth, is_quoted=self._quotes > 0, group_id=group))


_HANDLERS: Mapping[str, Callable[[_BlockBuilder, Token, str], None]] = {
    "heading_open": _BlockBuilder.heading,
    "paragraph_open": _BlockBuilder.paragraph,
    "fence": _BlockBuilder.code,
    "code_block": _BlockBuilder.code,
    "html_block": _BlockBuilder.html,
    "bullet_list_open": _BlockBuilder.open_list,
    "bullet_list_close": _BlockBuilder.close_list,
    "ordered_list_open": _BlockBuilder.open_list,
    "ordered_list_close": _BlockBuilder.close_list,
    "list_item_open": _BlockBuilder.open_item,
    "list_item_close": _BlockBuilder.close_item,
    "blockquote_open": _BlockBuilder.open_quote,
    "blockquote_close": _BlockBuilder.close_quote,
    "table_open": _BlockBuilder.open_table,
    "thead_open": _BlockBuilder.open_head,
    "thead_close": _BlockBuilder.close_head,
    "tr_open": _BlockBuilder.open_row,
    "tr_close": _BlockBuilder.close_row,
    "th_open": _BlockBuilder.cell,
    "td_open": _BlockBuilder.cell,
}
"""Handlers by token type; other tokens (rules, ends of paragraphs) are ignored."""
