"""Checks links and relations to documents and files that not all readers of the link may read."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_postmortems.core.audiences.audience_sources import Attachments, is_script
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.audiences.rendered_links import find_rendered_references
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

    An attachment is ambiguous if nothing refers to it, or if documents for different audiences do, and no rule of a
    folder says who may read it. If documents beside it refer to it, they own it: others may be read by fewer.

    Args:
        labelled: all documents of the site.
        attachments: all files that are not documents.
        rules: the audiences and folder rules.
    """
    audiences = rules.audiences
    documents = {one.path: audiences.audiences_for((one.audience,)) for one in labelled}
    allowed = {path: rules.audiences_of(path) for path in attachments.paths}
    by_path = {one.path: one for one in labelled}
    uses: dict[str, list[_LinkUse]] = {}
    for use in _link_uses(labelled, audiences):
        readable_by = documents.get(use.target, allowed.get(use.target))
        if readable_by is not None and (excluded := use.audiences - readable_by):
            yield _cross_link_problem(use, excluded, audiences)
        if use.target in allowed:
            uses.setdefault(use.target, []).append(use)
    yield from _configured_problems(attachments, documents, rules)
    of_site = attachments.of_site
    for path in sorted(of_site.difference(attachments.configured)):
        yield from _site_file_problems(path, uses.get(path, []), allowed[path])
    others = sorted(attachments.paths - of_site)
    for path in others:
        if is_script(path) and path in uses:
            yield _script_problem(path, uses[path][0])
        elif not rules.has_rule(path):
            yield from _attachment_problems(path, uses.get(path, []), by_path, audiences)
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


def _configured_problems(
    attachments: Attachments, documents: Mapping[str, frozenset[str]], rules: AudienceRules
) -> Iterator[Diagnostic]:
    """Yield a diagnostic of a file that every page loads, such as the logo, out of a folder that is for some only."""
    everybody = frozenset(rules.audiences.names)
    for path in sorted(attachments.paths.intersection(attachments.configured)):
        folder = posixpath.dirname(path)
        beside = [readers for one, readers in documents.items() if folder and posixpath.dirname(one) == folder]
        is_restricted = bool(beside) and everybody not in beside and not rules.has_rule(path)
        if is_restricted or rules.audiences_of(path) != everybody:
            message = "the configuration gives this file to everybody, but its folder is for some only."
            yield Diagnostic(path, 1, "PM065", message, suggestion="Move it into a folder that everybody may read.")


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


def _attachment_problems(
    path: str, uses: list[_LinkUse], labelled: Mapping[str, LabelledDocument], audiences: Audiences
) -> Iterator[Diagnostic]:
    """Yield a diagnostic of a file of restricted documents that a document for more people shows as well.

    Documents beside the file decide who may read it, if there are any that use it; else all that use it do.
    """
    users = _audiences_by_document(uses)
    folder = posixpath.dirname(path)
    deciding = [user for user in users if posixpath.dirname(user) == folder] or list(users)
    for user, readable_by in users.items():
        owner = next((one for one in deciding if not readable_by <= users[one]), None)
        if owner is not None and _shows(labelled[user], path, readable_by, audiences):
            place = "beside" if posixpath.dirname(owner) == folder else "used by"
            message = f"this is {place} {owner!r}, but {user!r}, which {_others(users, owner, user)}, refers to it too."
            yield Diagnostic(
                path,
                1,
                "PM065",
                f"{message} Say who may read it with a {FOLDER_FILE} file in its folder.",
                related_paths=(owner, user),
                highlight=owner,
            )
            return


def _script_problem(path: str, use: _LinkUse) -> Diagnostic:
    message = f"{use.path!r} refers to this script, which would run on the site, so it is published nowhere."
    mend = "Name it in extra_javascript or site_files if it belongs to the site; else link to a copy as .txt."
    return Diagnostic(path, 1, "PM065", message, Severity.WARNING, mend, related_paths=(use.path,), highlight=use.path)


def _audiences_by_document(uses: Iterable[_LinkUse]) -> dict[str, frozenset[str]]:
    """Return who reads a reference in each document; one in a restricted span beside a wider one changes nothing."""
    found: dict[str, frozenset[str]] = {}
    for use in uses:
        found[use.path] = found.get(use.path, frozenset()) | use.audiences
    return found


def _others(users: Mapping[str, frozenset[str]], owner: str, user: str) -> str:
    return "more people read" if users[owner] < users[user] else "others read"


def _shows(document: LabelledDocument, path: str, readable_by: Iterable[str], audiences: Audiences) -> bool:
    """Whether the page of a document links to a file or shows it, for any of these audiences."""
    cuts = {document.for_audience(audience, audiences) for audience in readable_by}
    return any(cut is not None and path in find_rendered_references(cut.text, cut.path) for cut in cuts)
