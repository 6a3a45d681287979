"""A lint rule, and what it gets to see: the document under check, the corpus around it, and the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from mkdocs_postmortems.core.check.prose import ProseBlock, find_passages
from mkdocs_postmortems.core.diagnostic_codes import DiagnosticCode, Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic, Edit
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Status
from mkdocs_postmortems.core.parse.blocks import Block, parse_blocks
from mkdocs_postmortems.core.requirements import Requirements, SectionsAndFields, missing_content
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Vocabulary

if TYPE_CHECKING:
    from mkdocs_postmortems.core.similar.related import RelatedDocument

POSTMORTEMS = frozenset({DocumentKind.POSTMORTEM})
"""For rules about the analysis of an incident, which a notice does not have."""
INCIDENTS = frozenset({DocumentKind.POSTMORTEM, DocumentKind.NOTICE})
ALL_KINDS = frozenset(DocumentKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintConfig:
    """The configuration of the linter: the options `check` and `requirements`."""

    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """Code -> the severity that the site configures for it."""
    requirements: Requirements = field(default_factory=Requirements)
    """The option `requirements`."""
    dead_links: Severity = Severity.WARNING
    """The least severity of links and images that lead to no file: the option `links`."""
    summary_words: int = 100
    """The maximum number of words in a summary."""

    def severity_of(self, code: DiagnosticCode) -> Severity:
        """Return the severity of a code: the configured one, else its default."""
        return self.severities.get(code.code, code.severity)

    def adjusted(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a diagnostic with the configured severity of its code. The severity of an error never changes."""
        severity = self.severities.get(diagnostic.code, diagnostic.severity)
        return diagnostic if diagnostic.is_error else replace(diagnostic, severity=severity)


@dataclass(frozen=True, slots=True)
class CorpusContext:
    """What rules may know beside the document under check. The defaults stand for an unknown corpus."""

    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    by_path: Mapping[str, Postmortem] = field(default_factory=lambda: MappingProxyType({}))
    """Path -> document, for all documents of the corpus."""
    related: Mapping[str, tuple[RelatedDocument, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Path -> the documents that it declares a relation to or that are similar to it, best first."""
    signal_counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Contributing factor, alert or error signature -> the number of documents that have it."""
    files: frozenset[str] | None = None
    """All files that a link may lead to, relative to `docs_dir`; `None` if unknown, which switches link rules off."""
    folder: str = ""
    """The folder of the postmortems, relative to `docs_dir`; empty if it is the same folder."""
    held: frozenset[str] = frozenset()
    """Those of `files` that are documents which are not published."""


@dataclass(frozen=True, slots=True)
class PreviousVersion:
    """A document at the revision of `--since`, and now. Both are as parsed, before the taxonomy maps names to ids."""

    text: str
    """The whole source at that revision."""
    before: Postmortem
    after: Postmortem


@dataclass(frozen=True)
class CheckedDocument:
    """A document under check. It has no slots, since properties that several rules use are cached."""

    source: Source
    document: Postmortem
    """The document parsed from `source`, with ids of the taxonomy."""

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the source; line 1 is at index 0."""
        return self.source.lines

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The Markdown blocks of the body."""
        return parse_blocks(self.document.body, self.document.body_line)

    @cached_property
    def passages(self) -> Sequence[ProseBlock]:
        """The author's own prose in the body, without code and quotations."""
        return tuple(find_passages(self.blocks, self.document.sections))


@dataclass(frozen=True, slots=True)
class RuleContext:
    """One document under check, for one lint rule."""

    checked: CheckedDocument
    today: str
    """The day that dates are compared with: `YYYY-MM-DD`."""
    corpus: CorpusContext = field(default_factory=CorpusContext)
    config: LintConfig = field(default_factory=LintConfig)
    previous: PreviousVersion | None = None
    """The version at the revision of `--since`; `None` without that option, and for new or unchanged documents."""
    code: str = ""
    """The code of the rule; empty before `for_rule` is called."""
    severity: Severity = Severity.WARNING
    """The configured severity of the rule."""

    def for_rule(self, rule: DiagnosticCode) -> RuleContext:
        """Return a copy of the context for a rule, whose code and severity `diagnostic` then uses."""
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
        """Return a diagnostic of the rule about a line of the document.

        Args:
            line: 1-based; clamped to the lines of the source.
            message: What is wrong.
            suggestion: What to do about it, or a better wording.
            highlight: The part of the line to mark, verbatim; empty for the whole line.
            fixes: The edits that `--fix` makes.
            related_paths: Paths of other documents that the diagnostic is about.
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
        """The source of the document."""
        return self.checked.source

    @property
    def document(self) -> Postmortem:
        """The parsed document."""
        return self.checked.document

    @property
    def blocks(self) -> Sequence[Block]:
        """The Markdown blocks of the body."""
        return self.checked.blocks

    @property
    def passages(self) -> Sequence[ProseBlock]:
        """The author's own prose in the body, without code and quotations."""
        return self.checked.passages

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the source; line 1 is at index 0."""
        return self.checked.lines

    @property
    def missing(self) -> SectionsAndFields:
        """The fields and sections that the document lacks, as required for its severity, status and type."""
        document = self.document
        severity = self.corpus.taxonomy.terms(Vocabulary.SEVERITIES).get(document.severity or "")
        return missing_content(
            document, self.config.requirements.required_for(severity, document.status, document.type)
        )

    @property
    def is_draft(self) -> bool:
        """Whether the status is draft, so that only the authors read the document."""
        return self.document.status is Status.DRAFT

    @property
    def is_retired(self) -> bool:
        """Whether the status is superseded or withdrawn, so that nobody will edit the document again."""
        return self.document.is_retired

    def line_of(self, field: str) -> int:
        """Return the line that a field comes from, else the line of the title, else 1."""
        lines = self.document.lines
        return lines.get(field) or lines.get("title") or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(DiagnosticCode):
    """A lint rule of `postmortems check`."""

    find: Callable[[RuleContext], Iterable[Diagnostic]]
    """Checks one document. It makes its diagnostics by `RuleContext.diagnostic`, which adds code and severity."""
    kinds: frozenset[DocumentKind] = POSTMORTEMS
    """The kinds of documents that the rule applies to."""
    fixes: bool = False
    """Whether `--fix` can correct it."""
    raised_by: str = "`postmortems check`"
