"""Findings that an author has looked at and leaves as they are, each with the reason.

`<!-- check: ignore PC140 because the customer is quoted -->` speaks of the line it ends, or of the next line with text
if it stands alone. In front matter the same is a comment of YAML: `# check: ignore PC110 because …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_COMMENT = re.compile(
    r"(?:<!--[ \t]*|(?:^|(?<=\s))#[ \t]*)check:[ \t]*ignore\b(?P<rest>[^\n]{0,1000}?)[ \t]*(?P<end>-->|$)",
    re.IGNORECASE,
)
_CODES = re.compile(r"\s*((?:[A-Z]{2}\d{3}\b[\s,]*)*)", re.IGNORECASE)
_REASON = re.compile(r"(?:because|since|as|:|–|—|-)\s*(\S.*)", re.IGNORECASE)
_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that asks for silence."""

    line: int
    target_line: int
    """The line that it speaks of."""
    codes: tuple[str, ...]
    reason: str

    def covers(self, code: str, line: int) -> bool:
        """Whether it speaks of a finding."""
        return line == self.target_line and code in self.codes


def find_suppressions(lines: Sequence[str], body_line: int = 1) -> Iterator[Suppression]:
    """Yield the suppressions of a source; those in code are examples.

    Args:
        lines: The lines of the source.
        body_line: The line that the body starts at; before it comments are those of YAML.
    """
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line) if number >= body_line else None
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (found := _COMMENT.search(line)) and _is_comment(found, line, in_head=number < body_line):
            yield _suppression(found, lines, number)


def _is_comment(found: re.Match[str], line: str, *, in_head: bool) -> bool:
    """Whether it is a comment where it stands: not in code, and in the notation of its surroundings."""
    is_html = found[0].startswith("<")
    return is_html is not in_head and line.count("`", 0, found.start()) % 2 == 0


def _suppression(found: re.Match[str], lines: Sequence[str], number: int) -> Suppression:
    codes = _CODES.match(found["rest"])
    assert codes is not None
    reason = _REASON.match(found["rest"][codes.end() :].strip())
    alone = not (lines[number - 1][: found.start()] + lines[number - 1][found.end() :]).strip()
    about = _next_with_text(lines, number) if alone else number
    listed = tuple(code.upper() for code in re.findall(r"\w+", codes[1]))
    return Suppression(number, about, listed, reason[1].strip() if reason else "")


def _next_with_text(lines: Sequence[str], number: int) -> int:
    """The next line that is neither blank nor another suppression."""
    for after in range(number, len(lines)):
        line = lines[after].strip()
        if line and not _COMMENT.fullmatch(line):
            return after + 1
    return number
