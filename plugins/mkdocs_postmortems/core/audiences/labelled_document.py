"""Labels documents, and reduces them to what an audience may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mkdocs_postmortems.core.audiences.cut_text import join_spans
from mkdocs_postmortems.core.audiences.field_variants import FieldVariants, read_field_variants
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.label import read_label
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.restricted_spans import AudienceSpan, MarkerError, refuse_markers, split_spans
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.frontmatter.block import (
    FrontMatterBlock,
    FrontMatterTable,
    TableReader,
    find_block,
    parse_block,
)
from mkdocs_postmortems.core.source import Source

UNRESTRICTED = ""
"""The label of all documents on a site where nothing is restricted."""


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document with its label, split at its restricted spans."""

    source: Source
    audience: str
    """The label."""
    front_matter: str
    """Everything before the body, with the fences of the front matter; empty if there is none."""
    spans: tuple[AudienceSpan, ...]
    """The body, in order, without the markers."""
    variants: FieldVariants | None = None
    """The front matter, if it has variants of fields."""

    @property
    def path(self) -> str:
        """Path of the source."""
        return self.source.path

    def for_audience(self, audience: str, audiences: Audiences) -> Source | None:
        """Return the part of the document that an audience may read; `None` if it may not read the document.

        The result does not depend on anything that the audience may not read.
        """
        if self.audience == UNRESTRICTED:
            return self.source
        readable = audiences.included_in(audience)
        if self.audience not in readable:
            return None
        body = join_spans(self.spans, readable)
        head = (
            self.front_matter if self.variants is None else f"---\n{self.variants.text_for(audience, audiences)}---\n"
        )
        if not head and len(self.spans) > 1:
            body = body.lstrip("\n")
        # A restricted span at the start or at the end leaves a blank line behind, which would reveal it.
        return Source(self.path, head + body.rstrip("\n") + "\n")

    def labels_at(self, line: int) -> tuple[str, ...]:
        """Return the label of the document, and those of the restricted spans that a line (1-based) is in."""
        spans = (span for span in self.spans if span.line <= line <= span.line + span.text.count("\n"))
        return (self.audience, *(label for span in spans for label in span.audiences))

    def hidden_from(self, audience: str, audiences: Audiences) -> str:
        """Return the text of the document that an audience may not read; empty if it may read all of it."""
        if self.audience == UNRESTRICTED:
            return ""
        if self.for_audience(audience, audiences) is None:
            return self.source.text
        readable = audiences.included_in(audience)
        hidden = [span.text for span in self.spans if span.text and not readable.issuperset(span.audiences)]
        if self.variants is not None:
            hidden.append(self.variants.text_hidden_from(audience, audiences))
        return "\n".join(hidden)


@dataclass(slots=True)
class LabellingResult:
    """The labelled documents of a source folder, and the diagnostics of those that cannot be labelled."""

    labelled: list[LabelledDocument] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def withheld(self) -> frozenset[str]:
        """Paths of documents that no audience gets, since their labels are missing or ambiguous."""
        return frozenset(problem.path for problem in self.problems)


def label_documents(
    sources: Iterable[Source], rules: AudienceRules, read_table: TableReader = parse_block
) -> LabellingResult:
    """Label each document; a document whose label is missing or ambiguous becomes a diagnostic and is withheld."""
    found = LabellingResult()
    for source in sources:
        one = _label_document(source, rules, read_table)
        if isinstance(one, Diagnostic):
            found.problems.append(one)
        else:
            found.labelled.append(one)
    return found


def _label_document(source: Source, rules: AudienceRules, read_table: TableReader) -> LabelledDocument | Diagnostic:
    block = find_block(source.text)
    table = read_table(block) if block else FrontMatterTable(None)
    label = read_label(source, block, table, rules)
    if isinstance(label, Diagnostic):
        return label
    try:
        head, body, first = _split_front_matter(source, block)
        refuse_markers(head, rules.audiences)
        spans = split_spans(body, rules.audiences, first)
        if label is None:
            return LabelledDocument(source, UNRESTRICTED, head, spans)
        variants = None
        if block and table.entries is not None:
            variants = read_field_variants(block, table.entries, label.audience, rules.audiences)
        return LabelledDocument(source, label.audience, head, spans, variants)
    except MarkerError as error:
        return error.problem(source.path)


def _split_front_matter(source: Source, block: FrontMatterBlock | None) -> tuple[str, str, int]:
    if block is None:
        return "", source.text, 1
    head = "".join(f"{line}\n" for line in source.lines[: block.body_line - 1])
    return head, source.text[len(head) :], block.body_line
