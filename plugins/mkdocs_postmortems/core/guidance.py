"""Finds what a template left in a document: guidance comments, and sections that are not filled in.

A guidance comment is `<!-- guidance: What to write here. -->`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mkdocs_postmortems.core.frontmatter.block import find_block
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind, parse_blocks
from mkdocs_postmortems.core.parse.comments import find_comments, strip_comments
from mkdocs_postmortems.core.parse.inline import plain_text

_GUIDANCE = re.compile(r"\s*guidance\b\s*:?\s*", re.IGNORECASE)
_EMPTY_CELL = re.compile(r"[\W_]*|~?\d{1,2}[:.]\d\d(?:\s?\(?[A-Z]{1,5}\)?)?")
"""A table cell without words, or with nothing but a time that the template filled in."""
_CHECKBOX = re.compile(r"^\s*\[[ xX]?\]")


@dataclass(frozen=True, slots=True)
class UnfilledSection:
    """A section that has no text yet."""

    line: int
    """The line of its guidance comment, else of its heading."""
    section: str
    """The title of the section; empty above the first heading."""
    guidance: str = ""
    """The text of the guidance comment on one line; empty if the section has none."""


@dataclass(slots=True)
class _Segment:
    """The text from one heading to the next."""

    line: int
    title: str = ""
    level: int = 0
    """0 above the first heading."""
    has_text: bool = False


def find_unfilled_sections(text: str) -> tuple[UnfilledSection, ...]:
    """Return the sections of a document without text, in order.

    Comments, empty list items, and table rows with nothing but a time do not count as text.

    Args:
        text: The whole source, with its front matter.
    """
    body, first = _body(text)
    segments = _segments(body, first)
    guided: dict[int, UnfilledSection] = {}
    for place in _guidance_comments(body, first, segments):
        guided.setdefault(_segment_of(place.line, segments).line, place)
    empty = ((number, segment) for number, segment in enumerate(segments) if not segment.has_text)
    found = (guided.get(segment.line) or _empty_section(number, segments) for number, segment in empty)
    return tuple(place for place in found if place)


def empty_heading_lines(body: str, first_line: int = 1) -> frozenset[int]:
    """Return the lines of headings that have no text below them, not even below their subheadings.

    Args:
        body: The text below the front matter.
        first_line: The line of the source that the body starts at.
    """
    segments = _segments(body, first_line)
    return frozenset(
        segment.line
        for number, segment in enumerate(segments)
        if segment.level and not any(one.has_text for one in _with_subsections(number, segments))
    )


def strip_guidance(text: str) -> str:
    """Return a text without its guidance comments. Other comments stay, and line numbers do not change."""
    pieces, done = [], 0
    for comment in find_comments(text):
        if _GUIDANCE.match(comment.text):
            pieces += [text[done : comment.start], "\n" * comment.text.count("\n")]
            done = comment.end
    return "".join([*pieces, text[done:]])


def _body(text: str) -> tuple[str, int]:
    block = find_block(text)
    return (block.body, block.body_line) if block else (text, 1)


def _segments(body: str, first: int) -> list[_Segment]:
    segments = [_Segment(first - 1)]
    for block in parse_blocks(strip_comments(body), first):
        if block.kind is BlockKind.HEADING:
            segments.append(_Segment(block.line, plain_text(block.text), block.level))
        elif _has_text(block):
            segments[-1].has_text = True
    return segments


def _has_text(block: Block) -> bool:
    if block.kind is BlockKind.ROW:
        return not all(_EMPTY_CELL.fullmatch(cell.strip()) for cell in block.cells)
    return bool(_CHECKBOX.sub("", block.text).strip(" \t\n-*+:_|"))


def _guidance_comments(body: str, first: int, segments: Sequence[_Segment]) -> Iterator[UnfilledSection]:
    line, done = first, 0
    for comment in find_comments(body):
        line += body.count("\n", done, comment.start)
        done = comment.start
        if prefix := _GUIDANCE.match(comment.text):
            yield UnfilledSection(
                line, _segment_of(line, segments).title, " ".join(comment.text[prefix.end() :].split())
            )


def _segment_of(line: int, segments: Sequence[_Segment]) -> _Segment:
    return segments[max(0, bisect_right(segments, line, key=lambda segment: segment.line) - 1)]


def _with_subsections(number: int, segments: Sequence[_Segment]) -> Iterable[_Segment]:
    """Return a segment with the segments of its subheadings.

    A segment is visited once for each heading above it, at most six times, so that the total stays linear.
    """
    own = segments[number]
    deeper = (segments[place] for place in range(number + 1, len(segments)))
    return (own, *takewhile(lambda other: other.level > own.level, deeper)) if own.level else (own,)


def _empty_section(number: int, segments: Sequence[_Segment]) -> UnfilledSection | None:
    """Return a segment as unfilled; `None` for the title of the document, and for a heading with subheadings."""
    segment = segments[number]
    is_title = number < 2 and segment.level < 2
    next_level = segments[number + 1].level if number + 1 < len(segments) else 0
    return None if is_title or next_level > segment.level else UnfilledSection(segment.line, segment.title)
