"""The summary: the first paragraph of the section of that name, else of the text before the first section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.found import Found
from mkdocs_postmortems.core.parse.inline import plain
from mkdocs_postmortems.core.parse.outline import Part

_ENOUGH = 30
"""A shorter paragraph is a label or a date."""
_LONGEST_HINT = 200


def read_summary(parts: Sequence[Part]) -> Found[str] | None:
    """Return the summary in plain words, and its line."""
    return _first_prose(parts, SectionName.SUMMARY) or _first_prose(parts, None)


def _first_prose(parts: Iterable[Part], name: SectionName | None) -> Found[str] | None:
    for part in parts:
        for block in part.blocks if part.name is name else ():
            if block.kind is BlockKind.PARAGRAPH and not block.quoted and _is_prose(block):
                return Found(plain(block.text), block.line)
    return None


def _is_prose(block: Block) -> bool:
    """Whether it is text of the author's, and no markup or hint of a template."""
    words, text = plain(block.text), block.text.strip()
    if len(words) <= _ENOUGH or words.startswith(("<", "{")):
        return False
    return not (text.startswith(("_", "*")) and text.endswith(("_", "*")) and len(words) < _LONGEST_HINT)
