"""Extracts the author's own prose: text without code, quotations, link addresses and comments, with line numbers.

Wording rules look at this text only, so that a quotation is not held against the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.comments import COMMENT

_NOT_AUTHORED = re.compile(
    COMMENT
    + r"""
    |   (`{1,3})(?!`).{1,1000}?(?<!`)\1(?!`)                      # code
    |   "[^"\n]{1,400}"  |  “[^”]{1,400}[”"]  |  „[^“”]{1,400}[“”]       # quotations
    |   ”[^”\n]{1,400}”  |  «[^»]{1,400}»
    |   (?<!\w)‘[^’]{1,400}’(?!\w)  |  (?<!\w)'[^'\n]{2,400}'(?!\w)
    |   (?<=\])\([^()\s]{1,2000}(?:\s[^()]{0,300})?\)             # link addresses
    |   <https?://[^>\s]{1,2000}> | https?://\S{1,2000}
    |   </?[a-zA-Z][^<>]{0,300}>""",
    re.VERBOSE | re.DOTALL,
)
_CHAT_LINE = re.compile(
    r"""[-*|\s\[(]{0,6}
    (?:~?\d[\d:.,TZ/ -]{2,30}(?:[AaPp][Mm])?\s?(?:[A-Z]{2,5})?)?     # time
    [\])|\s–—-]{0,6}
    <?@?[\w.-]{2,30}>?(?:\s[A-Z][\w.-]{1,20})?:\s                    # person""",
    re.VERBOSE,
)
"""A quoted chat message in a timeline: `14:32 alice: …`."""


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """The author's own prose of a heading, paragraph, list item or table row."""

    text: str
    """The text of the block, of the same length; spaces replace what `own_words` removes."""
    line: int
    """The first line of the block."""
    kind: BlockKind
    section: SectionName | None
    """The section that the block is in; `None` above the first heading."""

    def line_at(self, offset: int) -> int:
        """Return the source line of an offset in `text`."""
        return self.line + self.text.count("\n", 0, offset)


def find_passages(blocks: Iterable[Block], sections: Sequence[Section]) -> Iterator[ProseBlock]:
    """Yield the author's own prose, block by block.

    Args:
        blocks: The Markdown blocks of the body.
        sections: The sections of the document, in order.
    """
    index = 0
    for block in blocks:
        while index + 1 < len(sections) and sections[index + 1].line <= block.line:
            index += 1
        name = sections[index].name if sections and sections[index].line <= block.line else None
        if block.is_quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            continue
        if name is SectionName.TIMELINE and _CHAT_LINE.match(block.text):
            continue
        yield ProseBlock(own_words(block.text), block.line, block.kind, name)


def own_words(text: str) -> str:
    """Return a text with spaces in place of code, quotations, link addresses and comments, so that offsets stay."""
    return _NOT_AUTHORED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Keep line feeds, and the opening parenthesis that distinguishes a link from words in brackets."""
    kept = "(" if match[0].startswith("(") else ""
    return kept + "".join("\n" if char == "\n" else " " for char in match[0][len(kept) :])
