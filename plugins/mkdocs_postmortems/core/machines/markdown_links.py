"""Resolves the links of a Markdown text, as its page does: to what readers get, or to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto

# Every repetition has an upper bound or cannot backtrack, so that matching takes linear time.
_FENCE = re.compile(r" {0,3}(?:> ?){0,3}(```+|~~~+)")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,8})(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_URL = r"(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:[^\s()<>]|\([^\s()]{0,200}\)){1,2000}))"
_DESTINATION = re.compile(rf"(?P<start>\]\(\s{{0,3}}){_URL}")
_TITLE = r"""(?:\s{1,3}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?"""
_END = re.compile(rf"{_TITLE}\s{{0,3}}\)(?:\{{[^{{}}\n]{{0,200}}\}})?")
_DEFINITION = re.compile(rf"(?P<start> {{0,3}}\[[^\]\n]{{1,500}}\]:\s{{0,5}}){_URL}")

_LONGEST_TEXT = 2000

Resolve = Callable[[str], "str | None"]
"""Returns the URL to write for a URL as written; `None` if it leads to nothing that readers get."""


class DeadLinks(Enum):
    """What becomes of a link that leads to nothing, as the option `narrow_links` says."""

    TEXT = auto()
    """Its text stays."""
    NOTHING = auto()
    """Its text goes as well."""


class UnclearLinkError(Exception):
    """A dead link cannot be taken out of the text with certainty."""


def resolve_markdown_links(text: str, resolve: Resolve, dead: DeadLinks) -> str:
    """Return Markdown with the destinations of its links resolved, and without its dead links; code stays as it is.

    Raises:
        UnclearLinkError: a dead link has a reference definition, or no beginning that can be found.
    """
    return "\n".join(line if is_code else _resolve_line(line, resolve, dead) for line, is_code in _lines(text))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a text, and whether they are in a fence."""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            yield line, True
            fence = "" if mark and mark[1].startswith(fence) and not line[mark.end() :].strip() else fence
        else:
            yield line, bool(mark)
            fence = mark[1] if mark else ""


def _resolve_line(line: str, resolve: Resolve, dead: DeadLinks) -> str:
    if "](" in line:
        return _resolve_inline(line, resolve, dead)
    if found := _DEFINITION.match(line):
        url = resolve(found["angled"] or found["bare"] or "")
        if url is None:
            raise UnclearLinkError
        return f"{found['start']}{_written(url)}{line[found.end() :]}"
    return line


def _resolve_inline(line: str, resolve: Resolve, dead: DeadLinks) -> str:
    """Return a line with each piece of it resolved that is no code."""
    finished: list[str] = []  # What no link can begin in any more, so that a long line is not copied again and again.
    done, at = "", 0
    for code in _CODE_SPAN.finditer(line):
        done = _resolve_piece(done, line[at : code.start()], resolve, dead) + code[0]
        at = code.end()
        if len(done) > 2 * _LONGEST_TEXT:
            finished.append(done[:-_LONGEST_TEXT])
            done = done[-_LONGEST_TEXT:]
    return "".join([*finished, _resolve_piece(done, line[at:], resolve, dead)])


def _resolve_piece(done: str, text: str, resolve: Resolve, dead: DeadLinks) -> str:
    """Return what is done of a line with a further piece of it, in which each destination is resolved."""
    at = 0
    while found := _DESTINATION.search(text, at):
        url = resolve(found["angled"] or found["bare"] or "")
        done += text[at : found.start()]
        if url is not None:
            done, at = f"{done}{found['start']}{_written(url)}", found.end()
            continue
        end = _END.match(text, found.end())
        if end is None:
            raise UnclearLinkError
        done, at = _without_link(done, dead), end.end()
    return done + text[at:]


def _without_link(text: str, dead: DeadLinks) -> str:
    """Return the text before a dead destination with the beginning of its link taken out, or with its words as well."""
    depth = 0
    for place in range(len(text) - 1, max(-1, len(text) - _LONGEST_TEXT), -1):
        if text[place] in "[]" and text[place - 1 : place] != "\\":
            depth += 1 if text[place] == "]" else -1
        if depth < 0:
            before = text[:place].removesuffix("!")
            return before if dead is DeadLinks.NOTHING else before + text[place + 1 :]
    raise UnclearLinkError


def _written(url: str) -> str:
    """Return a URL as a destination."""
    return f"<{url}>" if re.search(r"[\s()]", url) else url
