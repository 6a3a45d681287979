"""A timeline without a single time is still a sequence of events."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.model import TimelineEvent
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import is_italic, plain
from mkdocs_postmortems.core.parse.outline import Part
from mkdocs_postmortems.core.parse.timeline.marks import marked_kind
from mkdocs_postmortems.core.parse.words import phrases

_PLACEHOLDERS = frozenset(
    ("", *phrases("… | tbd | todo | event | description | short event description | what happened"))
)


def untimed_events(part: Part) -> Iterator[TimelineEvent]:
    """Yield the items of a list, else the paragraphs if there are several."""
    blocks = [block for block in part.blocks if not block.quoted]
    items = [b for b in blocks if b.kind is BlockKind.ITEM and b.level == 1]
    paragraphs = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and b.level == 0 and not is_italic(b.text)]
    for block in items or (paragraphs if len(paragraphs) > 1 else ()):
        if _tells(block):
            yield TimelineEvent(block.line, None, block.text, kind=marked_kind(block.text))


def is_placeholder(text: str) -> bool:
    """Whether a template's "Short event description" was left in the place of an event."""
    return plain(text).strip(" .").casefold() in _PLACEHOLDERS


def _tells(block: Block) -> bool:
    return not is_placeholder(block.text) and len(plain(block.text)) > 10 and not block.text.rstrip().endswith(":")
