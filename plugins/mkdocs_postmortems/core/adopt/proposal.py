"""One value that front matter could state, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.frontmatter import FrontMatter
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.body import Body
from mkdocs_postmortems.core.parse.document import parse_stages
from mkdocs_postmortems.core.source import Source

LIST_FIELDS = frozenset({"services", "teams", "tags", "contributing_factors"})
"""Fields that hold several values; each is a proposal of its own."""
FIELDS = (
    *("id", "title", "summary", "severity", "timezone", "date", "started_at", "detected_at", "acknowledged_at"),
    *("mitigated_at", "resolved_at", "services", "teams", "tags", "trigger", "detection", "contributing_factors"),
)
"""What can be proposed, in the order in which it is written."""
DEFAULT_MIN_CONFIDENCE = 0.8
"""Below this nothing is proposed unless it is asked for."""

FieldValues = Mapping[str, tuple[str, ...]]
"""Field -> its values; of a field that is no list, one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field, and the evidence for it."""

    field: str
    value: str
    line: int | None
    """The line of the document that says so; `None` if the file's name does."""
    evidence: str
    """What is said there."""
    confidence: float


def values_of(proposals: Iterable[Proposal]) -> FieldValues:
    """Return the values by field, in the order in which they are written."""
    found: dict[str, dict[str, None]] = {}
    for proposal in proposals:
        found.setdefault(proposal.field, {})[proposal.value] = None
    return {name: tuple(found[name]) for name in FIELDS if name in found}


_MAX_QUOTE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What is understood of one document."""

    source: Source
    lines: list[str]
    header: FrontMatter
    body: Body
    document: Postmortem

    @classmethod
    def parse(cls, source: Source) -> ParsedDocument:
        """Read a document."""
        return cls(source, source.lines, *parse_stages(source))

    def quote(self, line: int | None) -> str:
        """Return what stands in a line, shortened; of the file's name where there is no line."""
        if line is None:
            return self.source.path.rpartition("/")[2]
        text = " ".join(self.lines[line - 1].split()) if 0 < line <= len(self.lines) else ""
        return text if len(text) <= _MAX_QUOTE_LENGTH else text[:_MAX_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"

    def heading(self) -> Block | None:
        """Return the first heading."""
        return next((block for block in self.body.blocks if block.kind is BlockKind.HEADING), None)
