"""Proposes title, id and summary from headings, the file name and the summary section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.core.adopt.proposal import ParsedDocument, Proposal
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import label, links, normalize_words, plain_text
from mkdocs_postmortems.core.parse.title_summary import find_id, parse_summary, parse_title

_MAX_TITLE_LENGTH = 120
_GENERIC_WORDS = frozenset(
    """post mortem postmortem incident report technical template example retrospective retro review analysis rca coe
    root cause summary document outage notes final draft metadata""".split()
)
_MAX_SHORT_TITLE_WORDS = 2
"""A title of so many words may consist of a name and a generic word: "Moderation postmortem"."""
_FIELD = re.compile(r"(?:owners?|authors?|date|incident date|status|severity|title|involved)\s*:", re.IGNORECASE)
"""A field in the place of a title."""
_IMAGE = "!["
_MAX_SUMMARY_LENGTH = 600
"""Characters. A longer text has to be shortened by its author before it can be a summary."""


def propose_title_and_summary(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield proposals for title, id and summary."""
    yield from _propose_title(parsed)
    yield from _propose_id(parsed)
    yield from _propose_summary(parsed)


def _propose_title(parsed: ParsedDocument) -> Iterator[Proposal]:
    title = parse_title(None, parsed.body.blocks, parsed.source.path)
    if not title.value or len(title.value) > _MAX_TITLE_LENGTH:
        return
    confidence = 0.9
    if title.line is not None:
        block = next((block for block in parsed.body.blocks if block.line == title.line), None)
        is_heading = block is not None and block.kind is BlockKind.HEADING
        confidence = 0.95 if is_heading else 0.85 if block and block.text.startswith("**") else 0.5
    elif title.value == file_stem(parsed.source.path) or " " not in title.value:
        confidence = 0.5  # The title is a bare file name, such as `notes`.
    if _is_generic(title.value) or _FIELD.match(title.value):
        confidence = 0.5
    yield Proposal("title", title.value, title.line, parsed.quote(title.line), confidence)


def _is_generic(title: str) -> bool:
    """Whether a title only names the kind of document, at most with one other word: "Acme - Technical report"."""
    words = normalize_words(title).split()
    specific = [word for word in words if word not in _GENERIC_WORDS]
    return not specific or (len(specific) == 1 and len(words) > _MAX_SHORT_TITLE_WORDS)


def _propose_id(parsed: ParsedDocument) -> Iterator[Proposal]:
    if id := find_id(file_stem(parsed.source.path)):
        yield Proposal("id", id, None, parsed.quote(None), 0.95)
        return
    heading = parsed.heading()
    if heading and (id := find_id(plain_text(heading.text))):
        yield Proposal("id", id, heading.line, parsed.quote(heading.line), 0.9)


def _propose_summary(parsed: ParsedDocument) -> Iterator[Proposal]:
    """Yield the whole summary section if it is short prose; choosing a part of it is up to the author."""
    parts = [part for part in parsed.body.sections if part.name is SectionName.SUMMARY]
    blocks = [block for part in parts for block in part.blocks]
    text = " ".join(" ".join(plain_text(block.text) for block in blocks).split())
    if parse_summary(parts) and _is_prose(blocks) and len(text) <= _MAX_SUMMARY_LENGTH:
        yield Proposal("summary", text, blocks[0].line, parsed.quote(blocks[0].line), 0.9)


def _is_prose(blocks: list[Block]) -> bool:
    """Whether all blocks are paragraphs of the author's own text, without labels, images, or text that introduces more.

    A paragraph that ends with a colon or a comma introduces something that is not part of the summary.
    """
    return all(
        block.kind is BlockKind.PARAGRAPH
        and not block.is_quoted
        and not label(block.text)
        and _IMAGE not in block.text
        and not _is_link(block.text)
        and not block.text.rstrip(" *_").endswith((":", "：", ","))
        for block in blocks
    )


def _is_link(text: str) -> bool:
    """Whether a paragraph is a link and nothing else."""
    return any(words == plain_text(text).strip(" .") for _, words in links(text))
