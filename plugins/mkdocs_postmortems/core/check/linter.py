"""Runs the lint rules over a corpus, applies the suppressions of its authors and the edits that correct findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.core.action_states import ActionStates
from mkdocs_postmortems.core.check.registry import BY_CODE, RULES
from mkdocs_postmortems.core.check.rule import (
    CheckedDocument,
    CorpusContext,
    LintConfig,
    PreviousVersion,
    RuleContext,
)
from mkdocs_postmortems.core.check.rules.duplicates import recurrence_signals
from mkdocs_postmortems.core.check.suppressions import Suppression, find_suppressions
from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.diagnostic_codes import SOURCE_CODES, Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.parse import ParseResult, parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.similar import DocumentCollection, build_related
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import OperatorCorpus

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def check_document(context: RuleContext, diagnostics: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Return all diagnostics of one document that are not suppressed, sorted. Never raises, whatever the document.

    Args:
        context: The document, with its corpus and the configuration.
        diagnostics: The parse problems of the document; errors among them cannot be suppressed.
    """
    found = {*_rule_findings(context), *map(context.config.adjusted, diagnostics)}
    suppressions = tuple(find_suppressions(context.lines, context.document.body_line))
    remaining = [one for one in found if not _is_suppressed(one, suppressions)]
    about_suppressions = _suppression_findings(context, suppressions, found)
    return tuple(sorted(one for one in (*remaining, *about_suppressions) if one.severity is not Severity.OFF))


def _rule_findings(context: RuleContext) -> Iterator[Diagnostic]:
    for rule in RULES:
        if context.config.severity_of(rule) is not Severity.OFF and context.document.kind in rule.kinds:
            yield from rule.find(context.for_rule(rule))


def _is_suppressed(finding: Diagnostic, suppressions: Iterable[Suppression]) -> bool:
    """Whether a comment suppresses the diagnostic. Errors of reading a source cannot be: content would go missing."""
    if finding.code in SOURCE_CODES and SOURCE_CODES[finding.code].severity is Severity.ERROR:
        return False
    return any(one.reason and one.covers(finding.code, finding.line) for one in suppressions)


def _suppression_findings(
    context: RuleContext, suppressions: Iterable[Suppression], found: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    reported = {(one.code, one.line) for one in found}
    no_reason, unused = context.for_rule(BY_CODE["PC100"]), context.for_rule(BY_CODE["PC101"])
    for one in suppressions:
        if not one.reason:
            yield no_reason.diagnostic(
                one.line, "a suppression gives no reason, so it has no effect.", "Write `because …`."
            )
        if not one.codes:
            yield unused.diagnostic(one.line, "a suppression names no rule.", "Write `check: ignore PC140 because …`.")
        for code in one.codes:
            if code not in BY_CODE and code not in SOURCE_CODES:
                yield unused.diagnostic(one.line, f"{code!r} is no rule.", highlight=code)
            elif (code, one.target_line) not in reported and not _is_disabled(code, context.config):
                message = f"there is no {code!r} in line {one.target_line} to suppress."
                yield unused.diagnostic(one.line, message, "Delete it.", highlight=code)


def _is_disabled(code: str, config: LintConfig) -> bool:
    """Whether the rule is switched off, so that it is not known whether a suppression of it is needed."""
    return code in BY_CODE and config.severity_of(BY_CODE[code]) is Severity.OFF


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A source with its parse result."""

    source: Source
    parsed: ParseResult
    unrenderable: Diagnostic | None
    """PM005 if the document exceeds a limit of the Markdown renderer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintContext:
    """What the linter needs beside the documents."""

    today: str
    """The day that dates are compared with: `YYYY-MM-DD`."""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    config: LintConfig = field(default_factory=LintConfig)
    diagnostics: tuple[Diagnostic, ...] = ()
    """Problems of reading the files and the taxonomy."""
    files: frozenset[str] | None = None
    """All files that a link may lead to, relative to `docs_dir`; `None` if unknown, which switches link rules off."""
    folder: str = ""
    """The folder of the postmortems, relative to `docs_dir`; empty if it is the same folder."""
    held: frozenset[str] = frozenset()
    """Those of `files` that are documents which are not published."""
    action_states: ActionStates = field(default_factory=ActionStates)
    """The states of action items in trackers."""
    before: Mapping[str, ParsedSource] = field(default_factory=dict)
    """Path -> the document at the revision of `--since`, for the documents that changed since then."""


def parse_source(source: Source) -> ParsedSource:
    """Parse one source. It depends on no other source, so many can be parsed in parallel."""
    return ParsedSource(source, parse(source), check_renderer_limits(source))


class Linter:
    """Checks the documents of one corpus, each with the whole corpus as context."""

    def __init__(self, documents: Sequence[ParsedSource], context: LintContext) -> None:
        """Build the corpus from all documents, with its links and its similar incidents."""
        self._context = context
        self._sources = {one.source.path: one for one in documents}
        postmortems = (context.action_states.attached_to(one.parsed.postmortem) for one in documents)
        corpus, corpus_diagnostics = build_corpus(postmortems, context.taxonomy)
        self._documents = {document.path: document for document in corpus.documents}
        self._diagnostics = _by_path([*context.diagnostics, *corpus_diagnostics, *_document_diagnostics(documents)])
        self._corpus = _corpus_context(corpus, context)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents, sorted."""
        return tuple(sorted(self._sources))

    def check(self, path: str) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of one document that are not suppressed, sorted."""
        rule_context = RuleContext(
            CheckedDocument(self._sources[path].source, self._documents[path]),
            self._context.today,
            self._corpus,
            self._context.config,
            self._previous(path),
        )
        return check_document(rule_context, self._diagnostics.get(path, ()))

    def _previous(self, path: str) -> PreviousVersion | None:
        old = self._context.before.get(path)
        return (
            PreviousVersion(old.source.text, old.parsed.postmortem, self._sources[path].parsed.postmortem)
            if old
            else None
        )

    def source_diagnostics(self, excluding: Collection[str]) -> Iterator[Diagnostic]:
        """Yield the parse problems of all files, such as the taxonomy, except for those of the given paths.

        Unlike `check`, it runs no rules and ignores suppressions.
        """
        for path in sorted(self._diagnostics.keys() - set(excluding)):
            yield from map(self._context.config.adjusted, self._diagnostics[path])


def _document_diagnostics(documents: Iterable[ParsedSource]) -> Iterator[Diagnostic]:
    for one in documents:
        yield from one.parsed.diagnostics
        if one.unrenderable:
            yield one.unrenderable


def _by_path(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return found


def _corpus_context(corpus: Corpus, context: LintContext) -> CorpusContext:
    operator_corpus = OperatorCorpus(corpus.taxonomy, corpus.documents)
    return CorpusContext(
        taxonomy=corpus.taxonomy,
        by_path={document.path: document for document in corpus.documents},
        related=build_related(DocumentCollection(operator_corpus), build_document_links(operator_corpus)),
        signal_counts=Counter(signal for document in corpus.documents for signal in recurrence_signals(document)),
        files=context.files,
        folder=context.folder,
        held=context.held,
    )


def apply_fixes(text: str, findings: Iterable[Diagnostic]) -> str:
    """Return the text of a file with the edits of all diagnostics; of two edits of one line, the first is applied.

    Args:
        text: The text as it is in the file, with its byte order mark and its line endings.
        findings: Diagnostics of this file; those without `fixes` are ignored.
    """
    edits = {edit.line: edit.text for finding in sorted(findings, reverse=True) for edit in finding.fixes}
    lines = _LINES.findall(text)
    default_end = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    for number, new in edits.items():
        old = lines[number - 1]
        content = old.rstrip("\r\n")
        end = old[len(content) :]
        bom = "\ufeff" if content.startswith("\ufeff") else ""
        lines[number - 1] = bom + new.replace("\n", end or default_end) + end
    return "".join(lines)
