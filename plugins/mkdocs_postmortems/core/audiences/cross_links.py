"""Checks links and relations to documents and files that not all readers of the link may read."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.audience_sources import Attachments
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.model import Postmortem


@dataclass(frozen=True, slots=True)
class _LinkUse:
    """A reference to a file, and the audiences that read the reference."""

    path: str
    line: int
    target: str
    audiences: frozenset[str]


def find_cross_links(
    labelled: Collection[LabelledDocument],
    attachments: Attachments,
    rules: AudienceRules,
) -> Iterator[Diagnostic]:
    """Yield diagnostics of links to files that not all readers of the link may read, and of ambiguous attachments.

    An attachment is ambiguous if nothing refers to it, or if a document for more audiences than those beside it does.

    Args:
        labelled: all documents of the site.
        attachments: all files that are not documents.
        rules: the audiences and folder rules.
    """
    audiences = rules.audiences
    documents = {one.path: audiences.audiences_for((one.audience,)) for one in labelled}
    allowed = {path: rules.audiences_of(path) for path in attachments.paths}
    uses: dict[str, list[_LinkUse]] = {}
    for use in _link_uses(labelled, audiences):
        readable_by = documents.get(use.target, allowed.get(use.target))
        if readable_by is not None and (excluded := use.audiences - readable_by):
            yield _cross_link_problem(use, excluded, audiences)
        if use.target in allowed:
            uses.setdefault(use.target, []).append(use)
    of_site = attachments.of_site
    for path in sorted(of_site.difference(attachments.configured)):
        yield from _site_file_problems(path, uses.get(path, []), allowed[path])
    others = sorted(attachments.paths - of_site)
    for path in others:
        yield from _attachment_problems(path, uses.get(path, []))
    yield from _unused([path for path in others if path not in uses])


def find_cross_relations(
    documents: Iterable[Postmortem], labels: Mapping[str, str], rules: AudienceRules
) -> Iterator[Diagnostic]:
    """Yield diagnostics of front matter relations to postmortems that not all readers of the document may read.

    Args:
        documents: all postmortems, with relation targets resolved to paths.
        labels: the label of each document by path.
        rules: the audiences.
    """
    for document in documents:
        for relation in document.relations:
            if document.path in labels and relation.target in labels:
                readable_by = rules.audiences.audiences_for((labels[document.path],))
                excluded = readable_by - rules.audiences.audiences_for((labels[relation.target],))
                if excluded:
                    use = _LinkUse(document.path, relation.line, relation.target, readable_by)
                    yield _cross_link_problem(use, excluded, rules.audiences)


def _link_uses(labelled: Iterable[LabelledDocument], audiences: Audiences) -> Iterator[_LinkUse]:
    for one in labelled:
        for span in one.spans:
            readable_by = audiences.audiences_for((one.audience, *span.audiences))
            seen = set()
            for path, line in find_references(span.text, one.path):
                if path not in seen and path != one.path:
                    seen.add(path)
                    yield _LinkUse(one.path, span.line + line - 1, path, readable_by)


def _cross_link_problem(use: _LinkUse, excluded: frozenset[str], audiences: Audiences) -> Diagnostic:
    who = next(name for name in audiences.names if name in excluded)
    message = f"this refers to {use.target!r}, which {who!r} may not read, although {who!r} reads this."
    return Diagnostic(use.path, use.line, "PM064", message, related_paths=(use.target,), highlight=use.target)


def _site_file_problems(path: str, uses: list[_LinkUse], readable_by: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic of a file that every audience would get, although it belongs to restricted documents.

    A file that the configuration names by its path is for everybody, whoever else uses it.
    """
    if uses and not any(use.audiences >= readable_by for use in uses):
        owner = uses[0].path
        message = f"{owner!r} refers to this, which not everybody reads, but the site gives this file to everybody."
        mend = f"Say who may read it with a {FOLDER_FILE} file in its folder, or narrow site_files or the style sheet."
        yield Diagnostic(path, 1, "PM065", message, suggestion=mend, related_paths=(owner,), highlight=owner)


def _unused(paths: list[str]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for all files that nothing refers to: they are withheld, so that the site can be built."""
    if not paths:
        return
    first, *others = paths
    more = f", nor to {len(others):,} more, such as {others[0]!r}" if others else ""
    they = "they are" if others else "it is"
    yield Diagnostic(
        first,
        1,
        "PM065",
        f"no document refers to this file{more}, so {they} published nowhere.",
        Severity.WARNING,
        f"Refer to {'them' if others else 'it'}, or name {'them' if others else 'it'} in the option site_files, such "
        f"as `site_files: [{first}]`.",
        related_paths=tuple(others),
    )


def _attachment_problems(path: str, uses: list[_LinkUse]) -> Iterator[Diagnostic]:
    folder = posixpath.dirname(path)
    owners = [use for use in uses if posixpath.dirname(use.path) == folder]
    others = [use for use in uses if owners and not any(use.audiences <= owner.audiences for owner in owners)]
    for use in others[:1]:
        owner = owners[0].path
        message = f"this is beside {owner!r}, but {use.path!r}, which more people read, refers to it too."
        yield Diagnostic(
            path,
            1,
            "PM065",
            f"{message} Say who may read it with a {FOLDER_FILE} file in its folder.",
            related_paths=(owner, use.path),
            highlight=owner,
        )
