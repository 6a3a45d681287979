"""Findings about an author's source. Values, never exceptions; nothing prints here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.names import guess


class Gravity(StrEnum):
    """How much a problem takes away from readers."""

    ERROR = "error"
    """A document, a page or a whole file is missing something because of it."""
    WARNING = "warning"
    """One value is not what its author meant; everything is published."""


@dataclass(frozen=True, slots=True)
class Code:
    """What one code of a problem means; the reference in the documentation is made from these."""

    code: str
    gravity: Gravity
    meaning: str


_E, _W = Gravity.ERROR, Gravity.WARNING
_TABLE = (
    Code("PM001", _E, "A file is not UTF-8. It is not published."),
    Code("PM002", _W, "A file is empty."),
    Code("PM003", _E, "A symbolic link leads nowhere, or out of the folder. It is not followed."),
    Code("PM004", _E, "A file or folder cannot be read."),
    Code("PM005", _E, "A document is too long in one line, or nested too deep, to be rendered. Its page is withheld."),
    Code("PM006", _E, "A comment is never closed. What follows it is not understood, and the comment may be shown."),
    Code("PM010", _E, "Front matter is not valid YAML or TOML. The document is published without it."),
    Code("PM011", _E, "Front matter is never closed."),
    Code("PM012", _E, "Front matter is no mapping of keys to values."),
    Code("PM013", _E, "Front matter is too long or too deep, or repeats itself too often by aliases."),
    Code("PM014", _W, "A key is given more than once; the last one counts."),
    Code("PM015", _W, "A key is not known. Keys of your own start with `x_`."),
    Code("PM016", _W, "A value has the wrong shape, such as a list where a text is expected. It is left out."),
    Code("PM017", _W, "A date or time cannot be one. It is left out."),
    Code("PM018", _W, "Times run backwards, such as an end before the start."),
    Code("PM019", _W, "A value is not one of those that are allowed here. It is left out."),
    Code("PM020", _W, "An address would run a script when followed. It is shown as text."),
    Code("PM021", _W, "Two keys mean the same field. The first one counts."),
    Code("PM030", _E, "The taxonomy cannot be read. The shipped one is used."),
    Code("PM033", _W, "Two terms of the taxonomy share a name or alias. It means the first."),
    Code("PM034", _W, "A term of the taxonomy refers to another that does not exist."),
    Code("PM035", _W, "A factor blames people. Say what made the action reasonable at the time."),
    Code("PM040", _W, "A value is not in the taxonomy. It is kept as written."),
    Code("PM041", _W, "A tag is deprecated. The tag that replaces it is used."),
    Code("PM042", _E, "Two documents have the same id. Both are published."),
    Code("PM043", _W, "A relation points to no document that was read."),
    Code("PM050", _E, "The configuration has an option that does not exist."),
    Code("PM051", _E, "An option of the configuration has the wrong shape. The default is used."),
    Code("PM052", _E, "The configuration names an audience that there is not. Nothing is built."),
    Code("PM053", _W, "An option names a value that the taxonomy does not have. It has no effect."),
    Code("PM060", _E, "A document has no audience. It is published nowhere."),
    Code("PM061", _E, "A document, a folder or a part names an audience that is not configured. Nobody reads it."),
    Code("PM062", _E, "A label is unclear: misspelt, given twice, a list, or in the text. Nobody reads the document."),
    Code("PM063", _E, "A marker of a restricted part is unclosed, unopened or misspelt. Nobody reads the document."),
    Code("PM064", _E, "A document links to one that not all of its readers may read."),
    Code("PM065", _E, "A file that is no document is referred to by nobody, or by readers of several audiences."),
    Code("PM066", _W, "Words of a restricted text stand in one that more people read."),
    Code("PM067", _W, "Ids that more people read have gaps which tell how many are restricted."),
    Code("PM068", _W, "A text that many people read holds what looks like a secret or personal data."),
    Code("PM069", _E, "Two files have one address, or addresses that differ by case alone. Nobody reads them."),
)
CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})
"""Every code there is; codes are never reused."""

_EXCERPT_WIDTH = 100
_MOST_NAMES = 12
"""How many allowed values a message lists."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding; problems sort by place, so reports are stable."""

    path: str
    """Posix path from the project root, so editors can open it."""
    line: int
    """1-based; 1 when the whole file is meant."""
    code: str
    message: str

    def __str__(self) -> str:
        """Return the line that an editor can follow."""
        return f"{self.path}:{self.line}: {self.code} {self.message}"

    @property
    def gravity(self) -> Gravity:
        """Whether it is an error or a warning, by its code."""
        return CODES[self.code].gravity

    @property
    def is_error(self) -> bool:
        """Whether readers miss something because of it."""
        return self.gravity is Gravity.ERROR


def not_one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """Word a bad choice: what is, what is expected, and a guess."""
    names = sorted(allowed)
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    listed = ", ".join(str(name) for name in names[:_MOST_NAMES])
    return f"{field} {value!r} is not one of {listed}{more}.{did_you_mean(value, allowed)}"


def did_you_mean(value: str, known: Collection[str]) -> str:
    """Return ` Did you mean 'sev1'?`, or nothing if no known value is close."""
    meant = guess(value, known)
    return f" Did you mean {str(meant)!r}?" if meant else ""


def excerpt(problem: Problem, text: str) -> str:
    """Return the source line a problem is about, with a caret under what it names."""
    lines = text.split("\n")
    if not text or not 1 <= problem.line <= len(lines):
        return ""
    line = printable(lines[problem.line - 1])
    column = _column(line, problem.message)
    start = max(0, column - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    shown = line[start : start + _EXCERPT_WIDTH].rstrip()
    gutter = f"{problem.line:>5} | "
    return f"{gutter}{shown}\n{' ' * (len(gutter) - 2)}| {' ' * (column - start)}^"


def printable(line: str) -> str:
    """Return one line with control characters made visible, so that no terminal obeys them."""
    return "".join(
        char if char.isprintable() else " " if char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in line
    )


def _column(line: str, message: str) -> int:
    """Return where the first quoted word of the message stands in the line; else where the line's text begins."""
    quoted = message.split("'", 2)
    found = line.find(quoted[1]) if len(quoted) == 3 and quoted[1] else -1
    return found if found >= 0 else len(line) - len(line.lstrip())


def as_json(problem: Problem) -> dict[str, str | int]:
    """Return the problem as an object for machines."""
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "severity": problem.gravity.value,
        "message": problem.message,
    }
