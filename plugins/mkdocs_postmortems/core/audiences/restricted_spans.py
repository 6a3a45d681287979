"""Splits the body of a document at the markers of restricted spans.

`<!-- audience: security -->` begins a span and `<!-- /audience -->` ends it, on lines of their own or within a line.
Markers are found in the raw text, also in code blocks, so that nothing depends on how Markdown is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.folder_rules import unknown_audience_message
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.near_markers import find_near_marker
from mkdocs_postmortems.core.diagnostics import Diagnostic

_MAX_DEPTH = 20
"""Maximum number of spans around a text."""
_MARKER = re.compile(r"<!--[ \t]*+(?:audience:[ \t]*+(?!-->)([^\n]{1,80}?)(?<![ \t])|(/)[ \t]*+audience)[ \t]*+-->")


@dataclass(frozen=True, slots=True)
class AudienceSpan:
    """A piece of a document's body, and the labels of the spans around it; a reader has to be allowed all of them."""

    text: str
    line: int
    """Line of the source at which it begins (1-based)."""
    audiences: tuple[str, ...] = ()
    starts_line: bool = True
    """Whether it begins with the beginning of a line."""
    indent: str = ""
    """Blanks before the marker at which it begins, if nothing else is in the line of the marker."""


class MarkerError(Exception):
    """A marker or a field variant is invalid, so that it is unclear what is restricted."""

    def __init__(self, line: int, message: str, code: str = "PM063", *, highlight: str = "") -> None:
        super().__init__(message)
        self.line, self.code, self.highlight = line, code, highlight

    def problem(self, path: str) -> Diagnostic:
        """Return the error as a diagnostic of the file at `path`."""
        return Diagnostic(path, self.line, self.code, str(self), highlight=self.highlight)


def split_spans(text: str, audiences: Audiences, first_line: int = 1) -> tuple[AudienceSpan, ...]:
    """Return the pieces of a text between its markers, in order.

    Of the empty ones, those stay that are restricted, and those that tell where a line ends between two others.

    Raises:
        MarkerError: a marker is misspelt, names no audience, is never closed, or closes nothing.
    """
    _refuse_near_markers(text, audiences, first_line)
    spans = tuple(_split_at_markers(text, audiences, first_line))
    ends_line = {index for index, span in enumerate(spans[1:-1], 1) if span.starts_line}
    return tuple(span for index, span in enumerate(spans) if span.text or span.audiences or index in ends_line)


def refuse_markers(text: str, audiences: Audiences) -> None:
    """Refuse markers in front matter, where they have no effect.

    Raises:
        MarkerError: there is a marker, or something that looks like one.
    """
    _refuse_near_markers(text, audiences, 1, is_front_matter=True)
    if match := _MARKER.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"{match[0]!r} is in front matter, where it has no effect."
        raise MarkerError(line, message, highlight=match[0])


def _refuse_near_markers(text: str, audiences: Audiences, first_line: int, *, is_front_matter: bool = False) -> None:
    near = find_near_marker(_MARKER.sub("\0", text), audiences, is_front_matter=is_front_matter)
    if near is not None:
        shown = _as_written(text.split("\n")[near.lines_before], near.text)
        message = f"{shown!r} looks like a marker; expected '<!-- audience: … -->' or '<!-- /audience -->'."
        raise MarkerError(first_line + near.lines_before, message, highlight=shown)


def _as_written(line: str, folded: str) -> str:
    """Return the part of a line that was folded to a text; the start of the line if other characters were folded."""
    start = line.lower().find(folded)
    return line.strip()[: len(folded)] if start < 0 else line[start : start + len(folded)]


def _split_at_markers(text: str, audiences: Audiences, first_line: int) -> Iterator[AudienceSpan]:
    opened: list[tuple[str, int]] = []
    done, line, starts_line, indent = 0, first_line, True, ""
    counted = 0
    for match in _MARKER.finditer(text):
        start, end = _extent(text, match)
        yield AudienceSpan(text[done:start], line, tuple(name for name, _ in opened), starts_line, indent)
        line += text.count("\n", counted, match.start())
        counted = match.start()
        starts_line, indent = (
            start < match.start() or end > match.end() or end == len(text),
            text[start : match.start()],
        )
        done = max(done, end)
        if match[2]:
            if not opened:
                raise MarkerError(line, "this closes a restricted part, and none is open.")
            opened.pop()
        else:
            opened.append((_audience_name(match[1], line, audiences), line))
            if len(opened) > _MAX_DEPTH:
                message = f"more than {_MAX_DEPTH} parts are open here; expected '<!-- /audience -->' before."
                raise MarkerError(line, message, highlight=match[0])
        line += text.count("\n", counted, done)
        counted = done
    if opened:
        name, line = opened[-1]
        message = f"the part for {name!r} starts here and is never closed; expected '<!-- /audience -->'."
        raise MarkerError(line, message, highlight=name)
    yield AudienceSpan(text[done:], line, (), starts_line, indent)


def _audience_name(name: str, line: int, audiences: Audiences) -> str:
    if name not in audiences.by_name:
        raise MarkerError(line, unknown_audience_message(name, audiences), "PM061", highlight=name)
    return name


def _extent(text: str, marker: re.Match[str]) -> tuple[int, int]:
    """Return the (start, end) offsets to remove with a marker: the whole line if it is alone on it."""
    start, end = marker.span()
    line_start = start
    while line_start and text[line_start - 1] != "\n" and text[line_start - 1].isspace():
        line_start -= 1
    line_end = end
    while line_end < len(text) and text[line_end] != "\n" and text[line_end].isspace():
        line_end += 1
    if text[line_start - 1 : line_start] in ("", "\n") and text[line_end : line_end + 1] in ("", "\n"):
        return line_start, min(line_end + 1, len(text))
    return start, end
