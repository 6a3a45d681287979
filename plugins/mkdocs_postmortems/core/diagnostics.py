"""How much a finding matters; a project decides it rule by rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mkdocs_postmortems.core.name_matching import closest_name


class Severity(StrEnum):
    """From nothing at all to what must be mended before others read it."""

    OFF = "off"
    INFO = "info"
    """Worth a thought; never makes a check fail."""
    WARNING = "warning"
    """A reviewer would ask for a change."""
    ERROR = "error"
    """Readers miss something, or are told something wrong."""

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return list(Severity).index(self)


class Gravity(StrEnum):
    """How much a problem takes away from readers."""

    ERROR = "error"
    """A document, a page or a whole file is missing something because of it."""
    WARNING = "warning"
    """One value is not what its author meant; everything is published."""


@dataclass(frozen=True, slots=True)
class DiagnosticCode:
    """What one code of a problem means; the reference in the documentation is made from these."""

    code: str
    gravity: Gravity
    meaning: str


_E, _W = Gravity.ERROR, Gravity.WARNING
_TABLE = (
    DiagnosticCode("PM001", _E, "A file is not UTF-8. It is not published."),
    DiagnosticCode("PM002", _W, "A file is empty."),
    DiagnosticCode("PM003", _E, "A symbolic link leads nowhere, or out of the folder. It is not followed."),
    DiagnosticCode("PM004", _E, "A file or folder cannot be read."),
    DiagnosticCode(
        "PM005", _E, "A document is too long in one line, or nested too deep, to be rendered. Its page is withheld."
    ),
    DiagnosticCode(
        "PM006", _E, "A comment is never closed. What follows it is not understood, and the comment may be shown."
    ),
    DiagnosticCode("PM010", _E, "Front matter is not valid YAML or TOML. The document is published without it."),
    DiagnosticCode("PM011", _E, "Front matter is never closed."),
    DiagnosticCode("PM012", _E, "Front matter is no mapping of keys to values."),
    DiagnosticCode("PM013", _E, "Front matter is too long or too deep, or repeats itself too often by aliases."),
    DiagnosticCode("PM014", _W, "A key is given more than once; the last one counts."),
    DiagnosticCode("PM015", _W, "A key is not known. Keys of your own start with `x_`."),
    DiagnosticCode(
        "PM016", _W, "A value has the wrong shape, such as a list where a text is expected. It is left out."
    ),
    DiagnosticCode("PM017", _W, "A date or time cannot be one. It is left out."),
    DiagnosticCode("PM018", _W, "Times run backwards, such as an end before the start."),
    DiagnosticCode("PM019", _W, "A value is not one of those that are allowed here. It is left out."),
    DiagnosticCode("PM020", _W, "An address would run a script when followed. It is shown as text."),
    DiagnosticCode("PM021", _W, "Two keys mean the same field. The first one counts."),
    DiagnosticCode("PM030", _E, "The taxonomy cannot be read. The shipped one is used."),
    DiagnosticCode("PM033", _W, "Two terms of the taxonomy share a name or alias. It means the first."),
    DiagnosticCode("PM034", _W, "A term of the taxonomy refers to another that does not exist."),
    DiagnosticCode("PM035", _W, "A factor blames people. Say what made the action reasonable at the time."),
    DiagnosticCode("PM040", _W, "A value is not in the taxonomy. It is kept as written."),
    DiagnosticCode("PM041", _W, "A tag is deprecated. The tag that replaces it is used."),
    DiagnosticCode("PM042", _E, "Two documents have the same id. Both are published."),
    DiagnosticCode("PM043", _W, "A relation points to no document that was read."),
    DiagnosticCode("PM050", _E, "The configuration has an option that does not exist."),
    DiagnosticCode("PM051", _E, "An option of the configuration has the wrong shape. The default is used."),
    DiagnosticCode("PM052", _E, "The configuration names an audience that there is not. Nothing is built."),
    DiagnosticCode("PM053", _W, "An option names a value that the taxonomy does not have. It has no effect."),
    DiagnosticCode("PM060", _E, "A document has no audience. It is published nowhere."),
    DiagnosticCode(
        "PM061", _E, "A document, a folder or a part names an audience that is not configured. Nobody reads it."
    ),
    DiagnosticCode(
        "PM062", _E, "A label is unclear: misspelt, given twice, a list, or in the text. Nobody reads the document."
    ),
    DiagnosticCode(
        "PM063", _E, "A marker of a restricted part is unclosed, unopened or misspelt. Nobody reads the document."
    ),
    DiagnosticCode("PM064", _E, "A document links to one that not all of its readers may read."),
    DiagnosticCode(
        "PM065", _E, "A file that is no document is referred to by nobody, or by readers of several audiences."
    ),
    DiagnosticCode("PM066", _W, "Words of a restricted text stand in one that more people read."),
    DiagnosticCode("PM067", _W, "Ids that more people read have gaps which tell how many are restricted."),
    DiagnosticCode("PM068", _W, "A text that many people read holds what looks like a secret or personal data."),
    DiagnosticCode(
        "PM069", _E, "Two files have one address, or addresses that differ by case alone. Nobody reads them."
    ),
)
CODES: Mapping[str, DiagnosticCode] = MappingProxyType({code.code: code for code in _TABLE})
"""Every code there is; codes are never reused."""

_EXCERPT_WIDTH = 100
_MAX_LISTED_NAMES = 12
"""How many allowed values a message lists."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
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
    more = f" and {len(names) - _MAX_LISTED_NAMES} more" if len(names) > _MAX_LISTED_NAMES else ""
    listed = ", ".join(str(name) for name in names[:_MAX_LISTED_NAMES])
    return f"{field} {value!r} is not one of {listed}{more}.{did_you_mean(value, allowed)}"


def did_you_mean(value: str, known: Collection[str]) -> str:
    """Return ` Did you mean 'sev1'?`, or nothing if no known value is close."""
    meant = closest_name(value, known)
    return f" Did you mean {str(meant)!r}?" if meant else ""


def excerpt(diagnostic: Diagnostic, text: str) -> str:
    """Return the source line a problem is about, with a caret under what it names."""
    lines = text.split("\n")
    if not text or not 1 <= diagnostic.line <= len(lines):
        return ""
    line = printable(lines[diagnostic.line - 1])
    column = _column(line, diagnostic.message)
    start = max(0, column - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    shown = line[start : start + _EXCERPT_WIDTH].rstrip()
    gutter = f"{diagnostic.line:>5} | "
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


def as_json(diagnostic: Diagnostic) -> dict[str, str | int]:
    """Return the problem as an object for machines."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "code": diagnostic.code,
        "severity": diagnostic.gravity.value,
        "message": diagnostic.message,
    }


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one line of the source that keeps its meaning."""

    line: int
    text: str
    """What the line becomes; may hold a line feed, which puts a line before it."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place that could be better."""

    line: int
    message: str
    """What is wrong; the first words in quotation marks are looked for in the line."""
    suggestion: str = ""
    """What to do about it, or better words."""
    edits: tuple[Edit, ...] = ()
    """What `--fix` does about it."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; findings sort by place, so that reports are stable."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity
    suggestion: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def diagnostic(self) -> Diagnostic:
        """The place and the words alone."""
        return Diagnostic(self.path, self.line, self.code, self.message)


def finding_as_json(finding: Finding) -> dict[str, str | int]:
    """Return the finding as an object for machines."""
    return {
        "path": finding.path,
        "line": finding.line,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


@dataclass(slots=True)
class DiagnosticCollector:
    """The problems of one source so far; lives for one call of a reader."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, line: int, code: str, message: str) -> None:
        """Note a problem."""
        self.found.append(Diagnostic(self.path, line, code, message))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was found, in order of place."""
        return tuple(sorted(self.found))
