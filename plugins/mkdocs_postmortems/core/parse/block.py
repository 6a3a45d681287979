"""A leaf of a document: what stands in it, where, and inside what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


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
    """Inline Markdown; may hold newlines. Of an item its first paragraph, of a row its cells joined by ` | `."""
    level: int = 0
    """1-6 for a heading; depth of nested lists for items and what is inside them."""
    quoted: bool = False
    children: int = 0
    """Items directly below this item."""
    group: int = 0
    """Number of the list or table that it belongs to."""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    """The cells of the head of the row's table."""
