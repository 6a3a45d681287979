"""Finds and removes HTML comments. They are notes between authors, so they are never published.

Comments within code are part of the code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.parse.blocks import BlockKind, parse_blocks

COMMENT = r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
"""Expression of a comment, wherever it stands, in linear time. One that nobody closed goes to the end of the text."""
_START, _END = "<!--", "-->"
_ANYWHERE = re.compile(COMMENT)
_COMMENT_OR_CODE = re.compile(r"<!--|(?<![`\\])`+")
_TICKS = re.compile(r"`+")
_ESCAPING_BACKSLASHES = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_MAX_BACKSLASHES = 20
"""Number of backslashes before a comment that are looked at."""
_MAX_CODE_LENGTH = 2000
"""Characters of a code span; the limit keeps the time linear."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `start` and `end` are indices in the text and include its marks."""

    start: int
    end: int
    text: str
    """The text between `<!--` and `-->`."""
    is_closed: bool = True


def without_closed_comments(text: str) -> str:
    """Return a text, such as rendered HTML, without its comments, also those in code; an unclosed one is kept."""
    return _ANYWHERE.sub(lambda found: found[0] if _is_unclosed(found[0]) else "", text)


def blank(found: re.Match[str]) -> str:
    """Return spaces for code or a comment that was found, so that lines and offsets stay; keep an unclosed comment."""
    return found[0] if _is_unclosed(found[0]) else re.sub(r"[^\n]", " ", found[0])


def _is_unclosed(found: str) -> bool:
    return found.startswith(_START) and not found[len(_START) :].endswith(_END)


def strip_comments(text: str) -> str:
    """Return a text without its comments; lines keep their numbers. An unclosed comment is kept."""
    pieces: list[str] = []
    done = 0
    for comment in find_comments(text):
        before = text[done : comment.start]
        ends_line = text[comment.end : comment.end + 1] in ("", "\n")
        # Two spaces left at the end of a line would be a hard line break.
        pieces += [before.rstrip(" \t") if ends_line else before, "\n" * comment.text.count("\n")]
        done = comment.end
    return "".join([*pieces, text[done:]])


def find_comments(text: str) -> Iterator[Comment]:
    """Yield the closed comments of a Markdown text in order. Takes time linear in its length."""
    return (comment for comment in _find(text) if comment.is_closed)


def find_unclosed(text: str) -> Comment | None:
    """Return the first unclosed comment; one with a backslash before it is text."""
    opened = (comment for comment in _find(text) if not comment.is_closed)
    return next(
        (
            one
            for one in opened
            if not _ESCAPING_BACKSLASHES.search(text, max(0, one.start - _MAX_BACKSLASHES), one.start)
        ),
        None,
    )


def _find(text: str) -> Iterator[Comment]:
    """Yield all comments; an unclosed one ends after `<!--`, since others may follow."""
    if _START not in text:
        return
    code = _code_spans(text)
    ends = [found.start() for found in re.finditer(_END, text) if not _span_at(found.start(), code)]
    at = 0
    while mark := _COMMENT_OR_CODE.search(text, at):
        if block := _span_at(mark.start(), code):
            at = block[1]
        elif mark[0] != _START:
            at = _end_of_code(text, mark)
        else:
            index = bisect_left(ends, mark.end())
            closed = index < len(ends)
            end = ends[index] if closed else mark.end()
            at = end + len(_END) if closed else end
            yield Comment(mark.start(), at, text[mark.end() : end], closed)


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each code block."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    blocks = (block for block in parse_blocks(text) if block.kind is BlockKind.CODE)
    return [(starts[block.line - 1], starts[min(block.last_line, len(starts) - 1)]) for block in blocks]


def _span_at(at: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    index = bisect_left(spans, (at + 1, 0)) - 1
    return spans[index] if index >= 0 and at < spans[index][1] else None


def _end_of_code(text: str, opening: re.Match[str]) -> int:
    """Return the end of the code span that these backticks open; without one, the end of the backticks."""
    reach = text[opening.end() : opening.end() + _MAX_CODE_LENGTH].split("\n\n", 1)[0]
    closing = next((run for run in _TICKS.finditer(reach) if len(run[0]) == len(opening[0])), None)
    return opening.end() + (closing.end() if closing else 0)
