"""The one value for everything that is found wrong: in a source, by a rule of the check, in a built site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from mkdocs_postmortems.core.diagnostic_codes import CODES, Severity
from mkdocs_postmortems.core.name_matching import closest_name

NO_LINE = 0
"""The line of a diagnostic about a built file, whose lines mean nothing to its author."""
JSON_FIELDS = ("path", "line", "code", "severity", "message")
"""What machines are told of a diagnostic, unless a command says more."""
_DEFAULT_SEVERITY = cast("Severity", "")
"""Stands for the default severity of the code until the diagnostic is made."""
_EXCERPT_WIDTH = 100
_MAX_LISTED_NAMES = 12
"""How many allowed values a message lists."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change of one line of the source that keeps its meaning."""

    line: int
    text: str
    """What the line becomes; may hold a line feed, which puts a line before it."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """Something that is wrong, or could be better, at one place. Diagnostics sort by place, so reports are stable."""

    path: str
    """Posix path from the folder that was read, or as it can be typed; `.` for a built site as a whole."""
    line: int
    """1-based; 1 when the whole file is meant, `NO_LINE` in a built file."""
    code: str
    """A code of the registry, which has its default severity and its documentation."""
    message: str
    """What is, what is expected, and a guess. For people alone: what programs need of it has a field of its own."""
    severity: Severity = _DEFAULT_SEVERITY
    """By default that of the code; a code of a rule has to be given with it."""
    suggestion: str = ""
    """What to do about it, or better words."""
    fixes: tuple[Edit, ...] = ()
    """What `--fix` does about it."""
    related_paths: tuple[str, ...] = ()
    """The other files that it is about; they start where `path` does."""
    highlight: str = ""
    """The text that it is about, as it stands in the line; empty if it is about all of the line."""
    where: str = ""
    """The place in a built file that no line can tell, such as an entry of an archive."""

    def __post_init__(self) -> None:
        if not self.severity:
            object.__setattr__(self, "severity", CODES[self.code].severity)

    def __str__(self) -> str:
        """Return one line that an editor can follow: place, code, message."""
        place = self.path if self.line == NO_LINE else f"{self.path}:{self.line}"
        where = f" ({self.where})" if self.where else ""
        return printable(f"{place}: {self.code} {self.message}{where}")

    @property
    def is_error(self) -> bool:
        """Whether readers miss something because of it, or a site must not be published."""
        return self.severity is Severity.ERROR

    def with_paths(self, rename: Callable[[str], str]) -> Diagnostic:
        """Return it with other paths, such as those from another folder."""
        return replace(self, path=rename(self.path), related_paths=tuple(map(rename, self.related_paths)))

    def as_json(self, fields: Sequence[str] = JSON_FIELDS) -> dict[str, object]:
        """Return fields of it as an object for machines."""
        return {name: getattr(self, name) for name in fields}


def not_one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """Word a bad choice: what is, what is expected, and a guess."""
    names = sorted(allowed)
    more = f" and {len(names) - _MAX_LISTED_NAMES} more" if len(names) > _MAX_LISTED_NAMES else ""
    listed = ", ".join(str(name) for name in names[:_MAX_LISTED_NAMES])
    return f"{field} {value!r} is not one of {listed}{more}.{did_you_mean(value, allowed)}"


def did_you_mean(value: str, known: Collection[str]) -> str:
    """Return ` Did you mean 'sev1'?`, or nothing if no known value is close."""
    meant = closest_name(value, known)
    return f" Did you mean {str(meant)!r}?" if meant else ""


def excerpt(diagnostic: Diagnostic, text: str) -> str:
    """Return the source line that a diagnostic is about, with a caret under what it highlights."""
    lines = text.split("\n")
    if not text or not 1 <= diagnostic.line <= len(lines):
        return ""
    line = printable(lines[diagnostic.line - 1])
    column = _column(line, printable(diagnostic.highlight))
    start = max(0, column - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    shown = line[start : start + _EXCERPT_WIDTH].rstrip()
    gutter = f"{diagnostic.line:>5} | "
    return f"{gutter}{shown}\n{' ' * (len(gutter) - 2)}| {' ' * (column - start)}^"


def printable(line: str) -> str:
    """Return one line with control characters made visible, so that no terminal obeys them."""
    return "".join(
        char if char.isprintable() else " " if char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in line
    )


def _column(line: str, highlight: str) -> int:
    """Return where the highlighted text stands in the line; else where the line's text begins."""
    found = line.find(highlight) if highlight else -1
    return found if found >= 0 else len(line) - len(line.lstrip())


@dataclass(slots=True)
class DiagnosticCollector:
    """The diagnostics of one source so far; lives for one call of a reader."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, line: int, code: str, message: str, highlight: str = "") -> None:
        """Note a diagnostic."""
        self.found.append(Diagnostic(self.path, line, code, message, highlight=highlight))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was found, in order of place."""
        return tuple(sorted(self.found))
