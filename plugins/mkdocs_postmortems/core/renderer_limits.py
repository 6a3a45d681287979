"""Limits of the Markdown renderer. Documents beyond them would make it hang or fail, so they get no page."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.source import Source

MAX_LINE = 100_000
"""Characters of a line."""
MAX_OPEN_BRACKETS = 100
"""Python-Markdown takes time quadratic in the number of unclosed brackets of a paragraph."""
MAX_OPEN_TAGS = 500
MAX_NESTING = 40
"""List and quote markers in a row on a line; Python-Markdown recurses for each."""
MAX_INDENT = 400
MAX_DEFINITIONS = 200
"""Definitions (`: text`) without a blank line between them; Python-Markdown recurses for each."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKERS = re.compile(rf"[ \t]*(?:(?:>|(?:[-+*]|\d{{1,9}}[.)])[ \t])[ \t]*){{{MAX_NESTING}}}")
_RULE = re.compile(r"[-*_ \t]+")
_BRACKETS = re.compile(r"[\[\]()]|<[A-Za-z!/]|>")


def check_renderer_limits(source: Source) -> Diagnostic | None:
    """Return a diagnostic if rendering the source would hang or fail, else `None`. Parsing it is still safe."""
    fence = ""
    markup = _OpenMarkup()
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE:
            return _diagnostic(source, number, f"line has {len(line):,} characters; {MAX_LINE:,} can be rendered.")
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            continue
        if mark:
            fence = mark[1]
        elif message := markup.add_line(line):
            return _diagnostic(source, number, message)
    return None


def _diagnostic(source: Source, line: int, message: str) -> Diagnostic:
    return Diagnostic(source.path, line, "PM005", f"{message} The page is withheld.")


class _OpenMarkup:
    """Counts the brackets and tags that are open in the current paragraph, and its definitions."""

    def __init__(self) -> None:
        self.brackets = 0
        self.tags = 0
        self.definitions = 0

    def add_line(self, line: str) -> str | None:
        """Count the marks of a line; return a message if a limit is exceeded."""
        if not line.strip():
            self.brackets = self.tags = self.definitions = 0
        self.definitions += line.startswith(": ")
        if self.definitions > MAX_DEFINITIONS:
            return f"more than {MAX_DEFINITIONS} definitions follow each other without a blank line."
        markers = _MARKERS.match(line) and not _RULE.fullmatch(line)
        if markers or len(line) - len(line.lstrip()) > MAX_INDENT:
            return f"lists or quotes are nested more than {MAX_NESTING} deep."
        for match in _BRACKETS.finditer(line):
            self._count(match[0])
            if self.brackets > MAX_OPEN_BRACKETS or self.tags > MAX_OPEN_TAGS:
                return f"more than {MAX_OPEN_BRACKETS} brackets are open at once."
        return None

    def _count(self, mark: str) -> None:
        if mark in "[(":
            self.brackets += 1
        elif mark in "])":
            self.brackets = max(0, self.brackets - 1)
        else:
            self.tags = max(0, self.tags + (-1 if mark == ">" else 1))
