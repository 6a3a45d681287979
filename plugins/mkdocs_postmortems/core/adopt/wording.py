"""Title, id and summary: words that the document has for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.adopt.proposal import Proposal
from mkdocs_postmortems.core.adopt.reading import Reading
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.filename import stem
from mkdocs_postmortems.core.parse.inline import label, links, plain
from mkdocs_postmortems.core.parse.summary import read_summary
from mkdocs_postmortems.core.parse.titles import find_id, read_title
from mkdocs_postmortems.core.parse.words import bare

_LONGEST_TITLE = 120
_KINDS = frozenset(
    """post mortem postmortem incident report technical template example retrospective retro review analysis rca coe
    root cause summary document outage notes final draft metadata""".split()
)
_SHORT = 2
"""A name and one word for the kind of document are a title: "Moderation postmortem"."""
_FIELD = re.compile(r"(?:owners?|authors?|date|incident date|status|severity|title|involved)\s*:", re.IGNORECASE)
"""A line that stands where a title would."""
_PICTURE = "!["
_LONGEST_SUMMARY = 600
"""A longer paragraph is no summary for somebody who reads nothing else; shortening it is up to its author."""


def words(reading: Reading) -> Iterator[Proposal]:
    """Yield title, id and summary."""
    yield from _title(reading)
    yield from _id(reading)
    yield from _summary(reading)


def _title(reading: Reading) -> Iterator[Proposal]:
    title = read_title(None, reading.body.blocks, reading.source.path)
    if not title.value or len(title.value) > _LONGEST_TITLE:
        return
    confidence = 0.9
    if title.line is not None:
        block = next((block for block in reading.body.blocks if block.line == title.line), None)
        is_heading = block is not None and block.kind is BlockKind.HEADING
        confidence = 0.95 if is_heading else 0.85 if block and block.text.startswith("**") else 0.5
    elif title.value == stem(reading.source.path) or " " not in title.value:
        confidence = 0.5  # `notes.md` is the name of a file.
    if _says_nothing(title.value) or _FIELD.match(title.value):
        confidence = 0.5
    yield Proposal("title", title.value, title.line, reading.quote(title.line), confidence)


def _says_nothing(title: str) -> bool:
    """Whether a title only says what kind of document this is, at most with a name: "Acme - Technical report"."""
    words = bare(title).split()
    telling = [word for word in words if word not in _KINDS]
    return not telling or (len(telling) == 1 and len(words) > _SHORT)


def _id(reading: Reading) -> Iterator[Proposal]:
    if id := find_id(stem(reading.source.path)):
        yield Proposal("id", id, None, reading.quote(None), 0.95)
        return
    heading = reading.heading()
    if heading and (id := find_id(plain(heading.text))):
        yield Proposal("id", id, heading.line, reading.quote(heading.line), 0.9)


def _summary(reading: Reading) -> Iterator[Proposal]:
    """Propose the section that is called a summary if it is short prose. A part of it would be a choice to make."""
    parts = [part for part in reading.body.parts if part.name is SectionName.SUMMARY]
    blocks = [block for part in parts for block in part.blocks]
    text = " ".join(" ".join(plain(block.text) for block in blocks).split())
    if read_summary(parts) and _is_prose(blocks) and len(text) <= _LONGEST_SUMMARY:
        yield Proposal("summary", text, blocks[0].line, reading.quote(blocks[0].line), 0.9)


def _is_prose(blocks: list[Block]) -> bool:
    """Whether all blocks are paragraphs of the author's, without label, picture, or lead to something else."""
    return all(
        block.kind is BlockKind.PARAGRAPH
        and not block.quoted
        and not label(block.text)
        and _PICTURE not in block.text
        and not _is_link(block.text)
        and not block.text.rstrip(" *_").endswith((":", "：", ","))
        for block in blocks
    )


def _is_link(text: str) -> bool:
    """Whether a paragraph is a link and nothing else."""
    return any(words == plain(text).strip(" .") for _, words in links(text))
