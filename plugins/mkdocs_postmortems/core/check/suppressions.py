"""Finds the comments by which authors suppress diagnostics, and declares the rules about them, PC100 and PC101.

`<!-- check: ignore PC140 because the customer is quoted -->` at the end of a line applies to that line; on a line of
its own it applies to the next line with text. In front matter it is a YAML comment: `# check: ignore PC110 because …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.check.rule import ALL_KINDS, Rule

_COMMENT = re.compile(
    r"(?:<!--[ \t]*+|(?:^|(?<=\s))#[ \t]*+)check:[ \t]*+ignore\b"
    r"(?P<rest>(?:(?!<!--)[^\n]){0,1000}?)(?<![ \t])[ \t]*+(?P<end>-->|$)",
    re.IGNORECASE,
)
_CODES = re.compile(r"\s*((?:[A-Z]{2}\d{3}\b[\s,]*)*)", re.IGNORECASE)
_REASON = re.compile(r"(?:because|since|as|:|–|—|-)\s*(\S.*)", re.IGNORECASE)
_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that suppresses diagnostics in one line."""

    line: int
    """The line of the comment."""
    target_line: int
    """The line that it applies to."""
    codes: tuple[str, ...]
    """The codes to suppress, in upper case."""
    reason: str
    """Empty if the comment gives none; such a comment has no effect."""

    def covers(self, code: str, line: int) -> bool:
        """Whether it applies to a diagnostic with this code in this line."""
        return line == self.target_line and code in self.codes


def find_suppressions(lines: Sequence[str], body_line: int = 1) -> Iterator[Suppression]:
    """Yield the suppressions of a source. Comments within code are ignored, since they are examples.

    Args:
        lines: The lines of the source.
        body_line: The line that the body starts at. Above it, comments have the syntax of YAML.
    """
    fence = ""
    for number, line in enumerate(lines, 1):
        opened = _FENCE.match(line) if number >= body_line else None
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        elif (
            not fence
            and (found := _COMMENT.search(line))
            and _is_comment(found, line, in_front_matter=number < body_line)
        ):
            yield _suppression(found, lines, number)


def _is_comment(found: re.Match[str], line: str, *, in_front_matter: bool) -> bool:
    """Whether the match is a comment: outside of inline code, and in YAML or HTML syntax as its position requires."""
    is_html = found[0].startswith("<")
    return is_html is not in_front_matter and line.count("`", 0, found.start()) % 2 == 0


def _suppression(found: re.Match[str], lines: Sequence[str], number: int) -> Suppression:
    codes = _CODES.match(found["rest"])
    assert codes is not None
    reason = _REASON.match(found["rest"][codes.end() :].strip())
    is_alone = not (lines[number - 1][: found.start()] + lines[number - 1][found.end() :]).strip()
    target_line = _next_with_text(lines, number) if is_alone else number
    listed = tuple(code.upper() for code in re.findall(r"\w+", codes[1]))
    return Suppression(number, target_line, listed, reason[1].strip() if reason else "")


def _next_with_text(lines: Sequence[str], number: int) -> int:
    """Return the next line that is neither blank nor another suppression."""
    for after in range(number, len(lines)):
        line = lines[after].strip()
        if line and not _COMMENT.fullmatch(line):
            return after + 1
    return number


RULES = (
    Rule(
        code="PC100",
        name="suppression-without-reason",
        title="A suppression gives no reason, so it has no effect.",
        rationale="In a year nobody remembers why it was right to ignore a finding. The reason also shows the reviewer "
        "that somebody looked at it.",
        bad="We should have paged earlier. <!-- check: ignore PC140 -->",
        good="We should have paged earlier. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
    Rule(
        code="PC101",
        name="suppression-unused",
        title="A suppression matches no finding.",
        rationale="The text has changed since, or the code is misspelt. Left in place, the suppression would hide the "
        "next finding in that line, which nobody has looked at.",
        bad="The alert fired late. <!-- check: ignore PC140 because it repeats the customer's letter -->",
        good="The alert fired late.",
        find=lambda _: (),
        kinds=ALL_KINDS,
    ),
)
"""Without a `find` of their own: `linter.check_document` reports them, since it knows all other diagnostics."""
