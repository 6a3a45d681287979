"""What a project asks of its postmortems: how much each rule matters, and what a document of a severity needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from mkdocs_postmortems.core.check.prose import Passage, find_passages
from mkdocs_postmortems.core.diagnostic_codes import DiagnosticCode, Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic, Edit
from mkdocs_postmortems.core.model import Postmortem, SectionName, Status
from mkdocs_postmortems.core.parse.blocks import Block, parse_blocks
from mkdocs_postmortems.core.requirements import Requirements, SectionsAndFields, missing_content
from mkdocs_postmortems.core.similar.related import RelatedDocument
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class LintConfig:
    """The option `check`, and what documents need."""

    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """By the code of a rule or of a warning, where it is not the default."""
    requirements: Requirements = field(default_factory=Requirements)
    """The option `requirements`."""
    summary_words: int = 100
    """The most words of a summary."""

    def severity_of(self, code: DiagnosticCode) -> Severity:
        """Return how much a code matters to the project."""
        return self.severities.get(code.code, code.severity)

    def adjusted(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return what reading found with the severity that the project gives its code; an error stays one."""
        severity = self.severities.get(diagnostic.code, diagnostic.severity)
        return diagnostic if diagnostic.is_error else replace(diagnostic, severity=severity)


@dataclass(frozen=True, slots=True)
class CorpusContext:
    """Everything beside the document itself."""

    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    by_path: Mapping[str, Postmortem] = field(default_factory=lambda: MappingProxyType({}))
    """All documents of the corpus."""
    related: Mapping[str, tuple[RelatedDocument, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By path: documents that one is declared to be related to, or is like."""
    signal_counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many documents have a factor, an alert or an error."""
    files: frozenset[str] | None = None
    """Every file that a link may lead to, from the root of the site's sources; `None` if nobody looked."""
    folder: str = ""
    """The folder of the postmortems, from that root."""


@dataclass(frozen=True, slots=True)
class PreviousVersion:
    """What a document said once, and says. Both as they were read, before the taxonomy gives values other names."""

    text: str
    before: Postmortem
    after: Postmortem


@dataclass(frozen=True)
class CheckedDocument:
    """A document under check. Not slotted: what several rules want is worked out once for all of them."""

    source: Source
    document: Postmortem
    """What was understood of it."""

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the source; line 1 is at index 0."""
        return self.source.lines

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the body."""
        return parse_blocks(self.document.body, self.document.body_line)

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """The author's own words in the body."""
        return tuple(find_passages(self.blocks, self.document.sections))


@dataclass(frozen=True, slots=True)
class RuleContext:
    """One document under check, for one rule."""

    checked: CheckedDocument
    today: str
    """`YYYY-MM-DD`."""
    corpus: CorpusContext = field(default_factory=CorpusContext)
    config: LintConfig = field(default_factory=LintConfig)
    previous: PreviousVersion | None = None
    """What it said at the revision that changes are counted from, if it is to be compared with that."""
    code: str = ""
    """The code of the rule."""
    severity: Severity = Severity.WARNING
    """How much the rule matters to the project."""

    def for_rule(self, rule: DiagnosticCode) -> RuleContext:
        """Return the same document for a rule, which then makes its diagnostics by `diagnostic`."""
        return replace(self, code=rule.code, severity=self.config.severity_of(rule))

    def diagnostic(
        self,
        line: int,
        message: str,
        suggestion: str = "",
        *,
        highlight: str = "",
        fixes: tuple[Edit, ...] = (),
        related_paths: tuple[str, ...] = (),
    ) -> Diagnostic:
        """Return what the rule has to say about a line of the document.

        Args:
            line: 1-based; a line beyond the source is taken for its last one.
            message: What is wrong.
            suggestion: What to do about it, or better words.
            highlight: What it is about, as it stands in the line.
            fixes: What `--fix` does about it.
            related_paths: The other documents that it is about.
        """
        return Diagnostic(
            self.document.path,
            min(max(line, 1), len(self.lines)),
            self.code,
            message,
            self.severity,
            suggestion,
            fixes,
            related_paths,
            highlight,
        )

    @property
    def source(self) -> Source:
        """The text of the document."""
        return self.checked.source

    @property
    def document(self) -> Postmortem:
        """What was understood of the source."""
        return self.checked.document

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the body."""
        return self.checked.blocks

    @property
    def passages(self) -> Sequence[Passage]:
        """The author's own words in the body."""
        return self.checked.passages

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the source; line 1 is at index 0."""
        return self.checked.lines

    @property
    def missing(self) -> SectionsAndFields:
        """The fields and sections that a document of its severity, status and type needs, and it does not have."""
        document = self.document
        severity = self.corpus.taxonomy.terms(Vocabulary.SEVERITIES).get(document.severity or "")
        return missing_content(
            document, self.config.requirements.required_for(severity, document.status, document.type)
        )

    @property
    def is_draft(self) -> bool:
        """Whether nobody but its authors reads it yet."""
        return self.document.status is Status.DRAFT

    @property
    def is_retired(self) -> bool:
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
