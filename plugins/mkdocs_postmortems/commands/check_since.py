"""What a change brings about in documents that did not change: links to what is gone, values that nobody knows now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.core.check.linter import LintContext, Linter, ParsedSource, parse_source
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.sources.files import DOCUMENT_EXTENSIONS, default_taxonomy
from mkdocs_postmortems.sources.git.changes import Changes
from mkdocs_postmortems.system.parallel import parallel_map


def knock_on_findings(
    linter: Linter, documents: Iterable[ParsedSource], context: LintContext, changes: Changes, taxonomy_path: str
) -> Iterator[Diagnostic]:
    """Yield what is to be said about documents that did not change, and was not to be said before.

    Args:
        linter: All documents as they are, laid out.
        documents: The same ones, one by one.
        context: What is known beside them now.
        changes: What changed; paths start where those of documents do.
        taxonomy_path: The path of the taxonomy.
    """
    now = {one.source.path: one for one in documents}
    before = _before(now, context.before, changes)
    if not (changes.deleted or taxonomy_path in changes.before or _ids_changed(now, before)):
        return  # New texts under old names and ids are seen by nobody else.
    others = sorted(path for path in now if path not in changes)
    earlier = replace(
        context,
        files=_files_before(context, changes),
        taxonomy=_taxonomy_before(context, changes, taxonomy_path),
        before={},
    )
    known = _by_location(_findings(Linter(tuple(before.values()), earlier), others))
    for place, found in _by_location(_findings(linter, others)).items():
        said = {_subject(finding) for finding in known.get(place, ())}
        # As many as before are the same ones, about what has another name now.
        if len(found) > len(said):
            new = (one for one in found if _subject(one) not in said)
            yield from (one for one in new if one.severity.rank >= Severity.WARNING.rank)


def _subject(finding: Diagnostic) -> tuple[str, tuple[str, ...]]:
    """Return what one of several findings of a code in a line is about."""
    return finding.highlight, finding.related_paths


def _before(
    now: Mapping[str, ParsedSource], changed: Mapping[str, ParsedSource], changes: Changes
) -> dict[str, ParsedSource]:
    """Return the documents as they were, by path."""
    same = {path: one for path, one in now.items() if path not in changes}
    gone = {
        path: text
        for path, text in changes.deleted.items()
        if path.lower().endswith(DOCUMENT_EXTENSIONS) and text is not None
    }
    return {**same, **changed, **{path: parse_source(Source(path, text)) for path, text in gone.items()}}


def _ids_changed(now: Mapping[str, ParsedSource], before: Mapping[str, ParsedSource]) -> bool:
    """Whether a document has another id than it had."""
    both = now.keys() & before.keys()
    return any(now[path].parsed.postmortem.id != before[path].parsed.postmortem.id for path in both)


def _files_before(context: LintContext, changes: Changes) -> frozenset[str]:
    """Return the files that links could lead to, from the root of the site's sources."""

    def at_root(paths: Iterable[str]) -> frozenset[str]:
        return frozenset(posixpath.normpath(posixpath.join(context.folder, path)) for path in paths)

    new = (path for path, text in changes.before.items() if text is None)
    return ((context.files or frozenset()) - at_root(new)) | at_root(changes.deleted)


def _taxonomy_before(context: LintContext, changes: Changes, path: str) -> Taxonomy:
    known = {**changes.before, **changes.deleted}
    if path not in known:
        return context.taxonomy
    text, default = known[path], default_taxonomy()
    if text is None:
        return Taxonomy(default.vocabularies, is_declared=False)
    return read_taxonomy(Source(path, text), default)[0]


def _findings(linter: Linter, paths: Sequence[str]) -> list[Diagnostic]:
    return [one for some in parallel_map(linter.check, paths) for one in some]


def _by_location(findings: Iterable[Diagnostic]) -> dict[tuple[str, int, str], list[Diagnostic]]:
    """Return findings by document, line and kind."""
    found: dict[tuple[str, int, str], list[Diagnostic]] = {}
    for finding in findings:
        found.setdefault((finding.path, finding.line, finding.code), []).append(finding)
    return found
