"""Finds new diagnostics in unchanged documents that a change causes, such as links to deleted files.

It lints the unchanged documents twice, with the corpus before and after the change, and compares the results.
"""

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
    """Yield warnings and errors in unchanged documents that were not there before the change.

    Args:
        linter: The linter of the current corpus.
        documents: The documents of that corpus.
        context: The context of the linter.
        changes: The changes since a revision; their paths are relative to the same folder as those of documents.
        taxonomy_path: The path of the taxonomy, relative to the same folder.
    """
    now = {one.source.path: one for one in documents}
    before = _before(now, context.before, changes)
    if not (changes.deleted or taxonomy_path in changes.before or _ids_changed(now, before)):
        return  # Other documents depend on paths, ids and the taxonomy only, not on changed text.
    unchanged = sorted(path for path in now if path not in changes)
    previous_context = replace(
        context,
        files=_files_before(context, changes),
        taxonomy=_taxonomy_before(context, changes, taxonomy_path),
        before={},
    )
    previous = _by_location(_findings(Linter(tuple(before.values()), previous_context), unchanged))
    for location, found in _by_location(_findings(linter, unchanged)).items():
        known = {_subject(finding) for finding in previous.get(location, ())}
        # An equal number of findings are the same ones, even if a rename changed what they are about.
        if len(found) > len(known):
            new = (one for one in found if _subject(one) not in known)
            yield from (one for one in new if one.severity.rank >= Severity.WARNING.rank)


def _subject(finding: Diagnostic) -> tuple[str, tuple[str, ...]]:
    """Return what distinguishes several findings with one code in one line."""
    return finding.highlight, finding.related_paths


def _before(
    now: Mapping[str, ParsedSource], changed: Mapping[str, ParsedSource], changes: Changes
) -> dict[str, ParsedSource]:
    """Return the documents of the corpus before the change, by path."""
    same = {path: one for path, one in now.items() if path not in changes}
    deleted = {
        path: text
        for path, text in changes.deleted.items()
        if path.lower().endswith(DOCUMENT_EXTENSIONS) and text is not None
    }
    return {**same, **changed, **{path: parse_source(Source(path, text)) for path, text in deleted.items()}}


def _ids_changed(now: Mapping[str, ParsedSource], before: Mapping[str, ParsedSource]) -> bool:
    """Whether any document has another id than before."""
    common = now.keys() & before.keys()
    return any(now[path].parsed.postmortem.id != before[path].parsed.postmortem.id for path in common)


def _files_before(context: LintContext, changes: Changes) -> frozenset[str]:
    """Return the files that links could lead to before the change, relative to `docs_dir`."""

    def at_root(paths: Iterable[str]) -> frozenset[str]:
        return frozenset(posixpath.normpath(posixpath.join(context.folder, path)) for path in paths)

    added = (path for path, text in changes.before.items() if text is None)
    return ((context.files or frozenset()) - at_root(added)) | at_root(changes.deleted)


def _taxonomy_before(context: LintContext, changes: Changes, path: str) -> Taxonomy:
    texts = {**changes.before, **changes.deleted}
    if path not in texts:
        return context.taxonomy
    text, default = texts[path], default_taxonomy()
    if text is None:
        return Taxonomy(default.vocabularies, is_declared=False)
    return read_taxonomy(Source(path, text), default)[0]


def _findings(linter: Linter, paths: Sequence[str]) -> list[Diagnostic]:
    return [one for some in parallel_map(linter.check, paths) for one in some]


def _by_location(findings: Iterable[Diagnostic]) -> dict[tuple[str, int, str], list[Diagnostic]]:
    """Group findings by path, line and code."""
    found: dict[tuple[str, int, str], list[Diagnostic]] = {}
    for finding in findings:
        found.setdefault((finding.path, finding.line, finding.code), []).append(finding)
    return found
