"""The author's own words: text without code, quotations, links' addresses and comments, with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Section, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind

_NOT_AUTHORED = re.compile(
    r"""<!--.{0,5000}?(?:-->|$)                                   # comments
    |   (`{1,3})(?!`).{1,1000}?(?<!`)\1(?!`)                      # code
    |   "[^"\n]{1,400}"  |  “[^”]{1,400}[”"]  |  „[^“”]{1,400}[“”]       # what somebody said
    |   ”[^”\n]{1,400}”  |  «[^»]{1,400}»
    |   (?<!\w)‘[^’]{1,400}’(?!\w)  |  (?<!\w)'[^'\n]{2,400}'(?!\w)
    |   (?<=\])\([^()\s]{1,2000}(?:\s[^()]{0,300})?\)             # addresses
    |   <https?://[^>\s]{1,2000}> | https?://\S{1,2000}
    |   </?[a-zA-Z][^<>]{0,300}>""",
    re.VERBOSE | re.DOTALL,
)
_CHAT_LINE = re.compile(
    r"""[-*|\s\[(]{0,6}
    (?:~?\d[\d:.,TZ/ -]{2,30}(?:[AaPp][Mm])?\s?(?:[A-Z]{2,5})?)?     # when
    [\])|\s–—-]{0,6}
    <?@?[\w.-]{2,30}>?(?:\s[A-Z][\w.-]{1,20})?:\s                    # who""",
    re.VERBOSE,
)
"""A line of a chat in a timeline: `14:32 alice: …`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, item or row in the author's own words."""

    text: str
    """As long as it was written: what is not the author's is blank."""
    line: int
    kind: BlockKind
    section: SectionName | None

    def line_at(self, place: int) -> int:
        """The line of the source that a place in the text is on."""
        return self.line + self.text.count("\n", 0, place)


def find_passages(blocks: Iterable[Block], sections: Sequence[Section]) -> Iterator[Passage]:
    """Yield what the author says, in order."""
    place = 0
    for block in blocks:
        while place + 1 < len(sections) and sections[place + 1].line <= block.line:
            place += 1
        name = sections[place].name if sections and sections[place].line <= block.line else None
        if block.is_quoted or block.kind in (BlockKind.CODE, BlockKind.HTML):
            continue
        if name is SectionName.TIMELINE and _CHAT_LINE.match(block.text):
            continue
        yield Passage(own_words(block.text), block.line, block.kind, name)


def own_words(text: str) -> str:
    """Return a text of the same length and lines, blank where it is code, quoted, an address or a comment."""
    return _NOT_AUTHORED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Keep line feeds, and the parenthesis that tells a link from words in brackets."""
    kept = "(" if match[0].startswith("(") else ""
    return kept + "".join("\n" if char == "\n" else " " for char in match[0][len(kept) :])
