"""What a rule is given: one document, and what is known around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.check.prose import Passage, passages
from mkdocs_postmortems.core.check.surroundings import Surroundings
from mkdocs_postmortems.core.model import Postmortem, SectionName, Status
from mkdocs_postmortems.core.parse.block import Block
from mkdocs_postmortems.core.parse.blocks import read_blocks
from mkdocs_postmortems.core.requirements import Needs, lacking
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Vocabulary


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a document said once, and says. Both as they were read, before the taxonomy gives values other names."""

    text: str
    then: Postmortem
    now: Postmortem


@dataclass(frozen=True)
class Case:
    """One document under check. Not slotted: what several rules want is worked out once."""

    source: Source
    document: Postmortem
    today: str
    """`YYYY-MM-DD`."""
    surroundings: Surroundings = field(default_factory=Surroundings)
    policy: Policy = field(default_factory=Policy)
    earlier: Earlier | None = None
    """What it said at the revision that changes are counted from, if it is to be compared with that."""

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the body."""
        return read_blocks(self.document.body, self.document.body_line)

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """The author's own words in the body."""
        return tuple(passages(self.blocks, self.document.sections))

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the source; line 1 is at index 0."""
        return self.source.lines

    @cached_property
    def lacks(self) -> Needs:
        """The fields and sections that a document of its severity, status and type needs, and it does not have."""
        document = self.document
        severity = self.surroundings.taxonomy.terms(Vocabulary.SEVERITIES).get(document.severity or "")
        return lacking(document, self.policy.needed.needs(severity, document.status, document.type))

    @property
    def is_draft(self) -> bool:
        """Whether nobody but its authors reads it yet."""
        return self.document.status is Status.DRAFT

    @property
    def is_history(self) -> bool:
        """Whether another text has taken its place, so that nobody will work on it again."""
        return self.document.status in (Status.SUPERSEDED, Status.WITHDRAWN)

    def line_of(self, field: str) -> int:
        """The line that a field comes from, else that of the title."""
        lines = self.document.lines
        return lines.get(field) or lines.get("title") or 1

    def section_at(self, line: int) -> SectionName | None:
        """The section that a line is in."""
        found = (section.name for section in self.document.sections if section.line <= line <= section.last_line)
        return next(found, None)
