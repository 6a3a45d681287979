"""What a change brings about in documents that did not change: links to what is gone, values that nobody knows now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_postmortems.changes import Changes
from mkdocs_postmortems.core.check.linter import LintContext, Linter, ParsedSource, parse_source
from mkdocs_postmortems.core.diagnostics import Finding, Severity
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.files import ENDINGS, shipped_taxonomy
from mkdocs_postmortems.side_by_side import side_by_side


def new_elsewhere(
    desk: Linter, documents: Iterable[ParsedSource], brief: LintContext, changes: Changes, taxonomy: str
) -> Iterator[Finding]:
    """Yield what is to be said about documents that did not change, and was not to be said before.

    Args:
        desk: All documents as they are, laid out.
        documents: The same ones, one by one.
        brief: What is known beside them now.
        changes: What changed; paths start where those of documents do.
        taxonomy: The path of the taxonomy.
    """
    now = {one.source.path: one for one in documents}
    before = _before(now, brief.before, changes)
    if not (changes.gone or taxonomy in changes.before or _has_other_ids(now, before)):
        return  # New texts under old names and ids are seen by nobody else.
    others = sorted(path for path in now if path not in changes)
    earlier = replace(
        brief, files=_files_before(brief, changes), taxonomy=_taxonomy_before(brief, changes, taxonomy), before={}
    )
    known = _by_place(_findings(Linter(tuple(before.values()), earlier), others))
    for place, found in _by_place(_findings(desk, others)).items():
        said = {finding.message for finding in known.get(place, ())}
        # As many as before are the same ones, in words for what has another name now.
        if len(found) > len(said):
            yield from (one for one in found if one.message not in said and one.severity.rank >= Severity.WARNING.rank)


def _before(
    now: Mapping[str, ParsedSource], changed: Mapping[str, ParsedSource], changes: Changes
) -> dict[str, ParsedSource]:
    """Return the documents as they were, by path."""
    same = {path: one for path, one in now.items() if path not in changes}
    gone = {path: text for path, text in changes.gone.items() if path.lower().endswith(ENDINGS) and text is not None}
    return {**same, **changed, **{path: parse_source(Source(path, text)) for path, text in gone.items()}}


def _has_other_ids(now: Mapping[str, ParsedSource], before: Mapping[str, ParsedSource]) -> bool:
    """Whether a document has another id than it had."""
    both = now.keys() & before.keys()
    return any(now[path].parsed.postmortem.id != before[path].parsed.postmortem.id for path in both)


def _files_before(brief: LintContext, changes: Changes) -> frozenset[str]:
    """Return the files that links could lead to, from the root of the site's sources."""

    def at_root(paths: Iterable[str]) -> frozenset[str]:
        return frozenset(posixpath.normpath(posixpath.join(brief.folder, path)) for path in paths)

    new = (path for path, text in changes.before.items() if text is None)
    return ((brief.files or frozenset()) - at_root(new)) | at_root(changes.gone)


def _taxonomy_before(brief: LintContext, changes: Changes, path: str) -> Taxonomy:
    known = {**changes.before, **changes.gone}
    if path not in known:
        return brief.taxonomy
    text, default = known[path], shipped_taxonomy()
    if text is None:
        return Taxonomy(default.vocabularies, is_declared=False)
    return read_taxonomy(Source(path, text), default)[0]


def _findings(desk: Linter, paths: Sequence[str]) -> list[Finding]:
    return [one for some in side_by_side(desk.check, paths) for one in some]


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, int, str], list[Finding]]:
    """Return findings by document, line and kind."""
    found: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.path, finding.line, finding.code), []).append(finding)
    return found
