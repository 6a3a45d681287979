"""What a template left in a document: comments that guide its author, and sections that nobody has filled in."""

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
"""A cell without words, or with a time that a template filled in."""
_CHECKBOX = re.compile(r"^\s*\[[ xX]?\]")


@dataclass(frozen=True, slots=True)
class UnfilledSection:
    """A place that waits for its author."""

    line: int
    section: str
    """The title of the section; empty above the first heading."""
    guidance: str = ""
    """What the author is asked, on one line; empty where a section has neither text nor guidance."""


@dataclass(slots=True)
class _Segment:
    """The text from one heading to the next."""

    line: int
    title: str = ""
    level: int = 0
    """0 above the first heading."""
    has_text: bool = False


def find_unfilled_sections(text: str) -> tuple[UnfilledSection, ...]:
    """Return the sections of a document that say nothing: at their guidance if they have some, else at their heading.

    Comments, empty list items, and rows of a table that hold no more than a time say nothing.
    """
    body, first = _body(text)
    segments = _segments(body, first)
    asked: dict[int, UnfilledSection] = {}
    for place in _guidance_comments(body, first, segments):
        asked.setdefault(_segment_of(place.line, segments).line, place)
    silent = ((number, segment) for number, segment in enumerate(segments) if not segment.has_text)
    found = (asked.get(segment.line) or _empty_section(number, segments) for number, segment in silent)
    return tuple(place for place in found if place)


def empty_heading_lines(body: str, first_line: int = 1) -> frozenset[int]:
    """Return the lines of the headings below which nothing is written, not even below headings of their own."""
    segments = _segments(body, first_line)
    return frozenset(
        segment.line
        for number, segment in enumerate(segments)
        if segment.level and not any(one.has_text for one in _with_subsections(number, segments))
    )


def strip_guidance(text: str) -> str:
    """Return a text without the comments that guide its author; other comments stay."""
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
        if asked := _GUIDANCE.match(comment.text):
            yield UnfilledSection(
                line, _segment_of(line, segments).title, " ".join(comment.text[asked.end() :].split())
            )


def _segment_of(line: int, segments: Sequence[_Segment]) -> _Segment:
    return segments[max(0, bisect_right(segments, line, key=lambda segment: segment.line) - 1)]


def _with_subsections(number: int, segments: Sequence[_Segment]) -> Iterable[_Segment]:
    """Return a segment and those below headings of its own; there are six levels, so all of them are soon counted."""
    own = segments[number]
    deeper = (segments[place] for place in range(number + 1, len(segments)))
    return (own, *takewhile(lambda other: other.level > own.level, deeper)) if own.level else (own,)


def _empty_section(number: int, segments: Sequence[_Segment]) -> UnfilledSection | None:
    """Return the place of a heading below which text is to be expected: it is no title, and no other goes deeper."""
    segment = segments[number]
    is_title = number < 2 and segment.level < 2
    follows = segments[number + 1].level if number + 1 < len(segments) else 0
    return None if is_title or follows > segment.level else UnfilledSection(segment.line, segment.title)
