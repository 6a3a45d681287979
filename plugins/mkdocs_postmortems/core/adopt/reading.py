"""A document as adopting looks at it: what it declares, what its body says, and what was made of both."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.frontmatter import Header
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse.block import Block, BlockKind
from mkdocs_postmortems.core.parse.body import Body
from mkdocs_postmortems.core.parse.document import read
from mkdocs_postmortems.core.source import Source

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood of one document."""

    source: Source
    lines: list[str]
    header: Header
    body: Body
    document: Postmortem

    @classmethod
    def of(cls, source: Source) -> Reading:
        """Read a document."""
        return cls(source, source.lines, *read(source))

    def quote(self, line: int | None) -> str:
        """Return what stands in a line, shortened; of the file's name where there is no line."""
        if line is None:
            return self.source.path.rpartition("/")[2]
        text = " ".join(self.lines[line - 1].split()) if 0 < line <= len(self.lines) else ""
        return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"

    def heading(self) -> Block | None:
        """Return the first heading."""
        return next((block for block in self.body.blocks if block.kind is BlockKind.HEADING), None)
