"""The features of a document by which its kind is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import Block, BlockKind
from mkdocs_postmortems.core.parse.inline import label, plain_text

MIN_EVENTS = 3
ANALYSIS_SECTIONS = frozenset(
    {
        SectionName.ROOT_CAUSE,
        SectionName.CONTRIBUTING_FACTORS,
        SectionName.LESSONS,
        SectionName.WENT_WELL,
        SectionName.WENT_WRONG,
        SectionName.LUCKY,
        SectionName.ACTION_ITEMS,
        SectionName.TRIGGER,
    }
)
POSTMORTEM_SECTIONS = ANALYSIS_SECTIONS | {
    SectionName.TIMELINE,
    SectionName.IMPACT,
    SectionName.DETECTION,
    SectionName.RESOLUTION,
}
_LEAD_LENGTH = 1500


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    """What the front matter states of an incident. Placeholders of a template state nothing."""

    kind: DocumentKind | None = None
    """The kind that the author names, which is final."""
    has_id: bool = False
    has_severity: bool = False
    has_times: bool = False
    """Whether it states when an incident started, was detected or ended; the date of a document is no such time."""
    has_analysis: bool = False
    """Whether it lists factors, action items, services or a trigger."""
    has_placeholders: bool = False
    """Whether its id or severity is a placeholder, `INC-YYYY-NNN`."""


@dataclass(frozen=True, slots=True)
class DocumentFeatures:
    """The features by which a document is classified."""

    path: str
    title: str
    metadata: Mapping[str, object]
    """Front matter by key. Only severity and passthrough keys have their value; other keys have `True`."""
    sections: frozenset[SectionName]
    blocks: Sequence[Block]
    timed_event_count: int
    """Timeline events with a time."""
    is_dated: bool
    """Whether the document states when it happened."""
    declared: DeclaredFacts = DeclaredFacts()
    headline: str = ""
    """The title in front matter and the first heading, as written."""

    @property
    def headings(self) -> Iterator[str]:
        """The headings and the labels of paragraphs, as plain text."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADING:
                yield plain_text(block.text)
            elif block.kind is BlockKind.PARAGRAPH and (found := label(block.text)):
                yield found.title

    @property
    def field_names(self) -> Iterator[str]:
        """The headings, labels and first cells of rows, as plain text."""
        yield from self.headings
        yield from (plain_text(block.cells[0]) for block in self.blocks if block.kind is BlockKind.ROW and block.cells)

    @property
    def postmortem_section_count(self) -> int:
        """Number of different sections that postmortems have."""
        return len(self.sections & POSTMORTEM_SECTIONS)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the front matter, case-folded."""
        return frozenset(str(key).casefold() for key in self.metadata)

    @property
    def lead_text(self) -> str:
        """Plain text of the first blocks, without code."""
        texts = (block.text for block in self.blocks[:6] if block.kind is not BlockKind.CODE)
        return plain_text(" ".join(texts)[:_LEAD_LENGTH])

    @property
    def word_count(self) -> int:
        """Number of words of all blocks."""
        return sum(len(block.text.split()) for block in self.blocks)

    def count_blocks(self, *kinds: BlockKind) -> int:
        """Count the blocks of these kinds."""
        return sum(1 for block in self.blocks if block.kind in kinds)
