"""The diagnostic: one value type for parse problems, lint findings, audit findings and configuration errors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from mkdocs_postmortems.core.diagnostic_codes import CODES, Severity
from mkdocs_postmortems.core.name_matching import closest_name

NO_LINE = 0
"""The line of a diagnostic about a file of a built site, where line numbers do not help the author."""
JSON_FIELDS = ("path", "line", "code", "severity", "message")
"""The default keys of a diagnostic in JSON output; a command may add others."""
_DEFAULT_SEVERITY = cast("Severity", "")
"""Placeholder; `Diagnostic.__post_init__` replaces it by the default severity of the code."""
_EXCERPT_WIDTH = 100
"""Characters of a source line that an excerpt shows."""
_MAX_LISTED_NAMES = 12
"""The maximum number of allowed values that a message lists."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement of one source line that keeps the meaning of the document."""

    line: int
    """1-based."""
    text: str
    """The new line, without its line ending; a line feed inside it inserts an additional line."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """An error, warning or hint about one line of a file. Diagnostics sort by path and line, so reports are stable."""

    path: str
    """POSIX path, relative to the folder that was read or to the current folder; `.` for a whole built site."""
    line: int
    """1-based; 1 for the whole file, `NO_LINE` for a file of a built site."""
    code: str
    """A registered code, such as `PM010`; see `core.check.registry.ALL_CODES`."""
    message: str
    """What is wrong, what is expected, and a guess at what was meant. For people only: programs must not parse it."""
    severity: Severity = _DEFAULT_SEVERITY
    """Default: the severity of a code in `CODES`. Codes of lint rules are not in `CODES` and must pass it."""
    suggestion: str = ""
    """What to do about it, or a better wording."""
    fixes: tuple[Edit, ...] = ()
    """The edits that `postmortems check --fix` makes."""
    related_paths: tuple[str, ...] = ()
    """Other files that the diagnostic is about, relative to the same folder as `path`."""
    highlight: str = ""
    """The part of the source line to mark, verbatim; empty for the whole line."""
    where: str = ""
    """The position in a file of a built site, such as the name of an archive entry; empty for a source file."""

    def __post_init__(self) -> None:
        if not self.severity:
            object.__setattr__(self, "severity", CODES[self.code].severity)

    def __str__(self) -> str:
        """Return `path:line: code message`, which editors turn into a link."""
        place = self.path if self.line == NO_LINE else f"{self.path}:{self.line}"
        where = f" ({self.where})" if self.where else ""
        return printable(f"{place}: {self.code} {self.message}{where}")

    @property
    def is_error(self) -> bool:
        """Whether the severity is error: content is missing from the site, or the site must not be published."""
        return self.severity is Severity.ERROR

    def with_paths(self, rename: Callable[[str], str]) -> Diagnostic:
        """Return a copy with `rename` applied to `path` and to each of `related_paths`."""
        return replace(self, path=rename(self.path), related_paths=tuple(map(rename, self.related_paths)))

    def as_json(self, fields: Sequence[str] = JSON_FIELDS) -> dict[str, object]:
        """Return the given fields as a JSON object."""
        return {name: getattr(self, name) for name in fields}


def not_one_of(field: str, value: str, allowed: Collection[str], meant: str = "") -> str:
    """Return a message for a value outside of a list: the value, the allowed values, and the closest of them.

    Args:
        field: The name of the field.
        value: The value.
        allowed: The values that the field may have.
        meant: What is meant instead, if that is known.
    """
    names = sorted(allowed)
    more = f" and {len(names) - _MAX_LISTED_NAMES} more" if len(names) > _MAX_LISTED_NAMES else ""
    listed = ", ".join(str(name) for name in names[:_MAX_LISTED_NAMES])
    return (
        f"{field} {value!r} is not one of {listed}{more}.{did_you_mean(meant or value, (meant,) if meant else allowed)}"
    )


def did_you_mean(value: str, known: Collection[str]) -> str:
    """Return ` Did you mean 'sev1'?`, or nothing if no known value is close."""
    closest = closest_name(value, known)
    return f" Did you mean {str(closest)!r}?" if closest else ""


def excerpt(diagnostic: Diagnostic, text: str) -> str:
    """Return the source line of a diagnostic with a caret below the highlight; empty if the line is not in `text`.

    Args:
        diagnostic: The diagnostic.
        text: The text of the file that it is about.
    """
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
    """Return one line with a placeholder for each control character, so that a terminal cannot interpret them."""
    return "".join(
        char if char.isprintable() else " " if char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in line
    )


def _column(line: str, highlight: str) -> int:
    """Return the offset of the highlight in the line, or of the first character that is no space."""
    found = line.find(highlight) if highlight else -1
    return found if found >= 0 else len(line) - len(line.lstrip())


@dataclass(slots=True)
class DiagnosticCollector:
    """Collects the diagnostics of one source while it is parsed."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, line: int, code: str, message: str, highlight: str = "") -> None:
        """Add a diagnostic with the default severity of its code."""
        self.found.append(Diagnostic(self.path, line, code, message, highlight=highlight))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the collected diagnostics, sorted."""
        return tuple(sorted(self.found))
