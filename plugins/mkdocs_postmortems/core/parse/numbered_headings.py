"""Recognises headings that are entries themselves: numbered ones, each with the text that explains it below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import plain_text, without_emoji

_MIN_NUMBERED = 2
_NUMBER = re.compile(
    r"""^(?: (?:(?:(?:root\ )?cause|factor|reason|issue|problem|bug|defect|ursache|faktor|facteur|causa|fator)\s?)?
            \#?(?:\d{1,2}|[A-Ha-h]|[A-Z]{1,3}-?\d{1,2})
        (?:[.)、．]|[：:](?!\d)|\s[-–—](?=\s))\s{0,4}(?=\S)
    |   (?:原因|要因|根因|원인)\s?[\d一二三四五六七八九十]{1,3}\s?[.、．：:]\s{0,4}(?=\S) )""",
    re.IGNORECASE | re.VERBOSE,
)
"""The number of a heading that is an entry: "1. The queue had no limit", "Cause 2: nobody looked", "A3. Add a test"."""


def numbered_headings(blocks: Sequence[Block], *, with_remarks: bool = False) -> list[Block]:
    """Return the headings of the highest rank, if there are several and all are numbered; else nothing.

    Headings without numbers only group what is below them.

    Args:
        blocks: The blocks of a section.
        with_remarks: Whether headings without numbers may follow all the numbered ones: "Why none alone is enough".
    """
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    top = min((block.level for block in headings), default=0)
    numbered = [block for block in headings if block.level == top]
    first = list(takewhile(_is_numbered, numbered))
    is_whole = len(first) == len(numbered) or (with_remarks and not any(map(_is_numbered, numbered[len(first) :])))
    return first if len(first) >= _MIN_NUMBERED and is_whole else []


def _is_numbered(heading: Block) -> bool:
    return _NUMBER.match(plain_text(heading.text)) is not None


def is_counted(title: str) -> bool:
    """Whether a title is an entry that a word and a number count, not a numbered section: "Bug 2: nobody looked"."""
    return title[:1].isalpha() and _NUMBER.match(title) is not None and title[1:2].isalpha()


def without_number(title: str) -> str:
    """Return the words of a heading behind its number."""
    return without_emoji(_NUMBER.sub("", plain_text(title)))
