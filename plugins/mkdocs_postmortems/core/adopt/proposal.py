"""A proposed value for front matter with its evidence, and the parsed document that proposals are made from."""

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
"""Fields with a list of values; each value is a proposal of its own."""
FIELDS = (
    *("id", "title", "summary", "severity", "timezone", "date", "started_at", "detected_at", "acknowledged_at"),
    *("mitigated_at", "resolved_at", "services", "teams", "tags", "trigger", "detection", "contributing_factors"),
)
"""The fields that can be proposed, in the order in which they are written."""
DEFAULT_MIN_CONFIDENCE = 0.8
"""The default of `--min-confidence`."""

FieldValues = Mapping[str, tuple[str, ...]]
"""Field -> its values; exactly one unless the field is in `LIST_FIELDS`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed value for a field, with its evidence."""

    field: str
    value: str
    line: int | None
    """The line of the evidence, 1-based; `None` if the evidence is the file name."""
    evidence: str
    """The text of that line, shortened, or the file name."""
    confidence: float
    """0 to 1; an estimate, not a measured probability."""


def values_of(proposals: Iterable[Proposal]) -> FieldValues:
    """Return the distinct values of each field, in the order in which the fields are written."""
    found: dict[str, dict[str, None]] = {}
    for proposal in proposals:
        found.setdefault(proposal.field, {})[proposal.value] = None
    return {name: tuple(found[name]) for name in FIELDS if name in found}


_MAX_QUOTE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document with the results of all stages of parsing."""

    source: Source
    lines: list[str]
    """The lines of the source; line 1 is at index 0."""
    header: FrontMatter
    body: Body
    document: Postmortem

    @classmethod
    def parse(cls, source: Source) -> ParsedDocument:
        """Parse a document."""
        return cls(source, source.lines, *parse_stages(source))

    def quote(self, line: int | None) -> str:
        """Return the text of a line, shortened to `_MAX_QUOTE_LENGTH`; the file name if `line` is `None`."""
        if line is None:
            return self.source.path.rpartition("/")[2]
        text = " ".join(self.lines[line - 1].split()) if 0 < line <= len(self.lines) else ""
        return text if len(text) <= _MAX_QUOTE_LENGTH else text[:_MAX_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"

    def heading(self) -> Block | None:
        """Return the first heading; `None` if there is none."""
        return next((block for block in self.body.blocks if block.kind is BlockKind.HEADING), None)
