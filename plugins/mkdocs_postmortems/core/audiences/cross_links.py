"""Checks links and relations to documents and files that not all readers of the link may read."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.references import find_references
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
    attachments: Collection[str],
    configured: Collection[str],
    rules: AudienceRules,
) -> Iterator[Diagnostic]:
    """Yield diagnostics of links to files that not all readers of the link may read, and of ambiguous attachments.

    An attachment is ambiguous if nothing refers to it, or if a document for more audiences than those beside it does.

    Args:
        labelled: all documents of the site.
        attachments: paths of all files that are not documents.
        configured: paths that the configuration refers to.
        rules: the audiences and folder rules.
    """
    audiences = rules.audiences
    documents = {one.path: audiences.audiences_for((one.audience,)) for one in labelled}
    allowed = {path: rules.audiences_of(path) for path in attachments}
    uses: dict[str, list[_LinkUse]] = {}
    for use in _link_uses(labelled, audiences):
        readable_by = documents.get(use.target, allowed.get(use.target))
        if readable_by is not None and (excluded := use.audiences - readable_by):
            yield _cross_link_problem(use, excluded, audiences)
        if use.target in allowed:
            uses.setdefault(use.target, []).append(use)
    for path in sorted(set(attachments) - set(configured)):
        yield from _attachment_problems(path, uses.get(path, []))


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


def _attachment_problems(path: str, uses: list[_LinkUse]) -> Iterator[Diagnostic]:
    if not uses:
        yield Diagnostic(path, 1, "PM065", "no document refers to this file, so it is published nowhere.")
        return
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
