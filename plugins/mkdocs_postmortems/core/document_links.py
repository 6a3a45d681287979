"""How the postmortems of one view refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from mkdocs_postmortems.core.message import Message
from mkdocs_postmortems.core.model import Postmortem, RelationKind
from mkdocs_postmortems.core.urls import as_browsers_read
from mkdocs_postmortems.core.view import Readable

RELATION_LABELS = {
    RelationKind.RECURRENCE_OF: (Message("Recurrence of"), Message("Happened again")),
    RelationKind.DUPLICATE_OF: (Message("Duplicate of"), Message("Also written up as")),
    RelationKind.CAUSED_BY: (Message("Caused by"), Message("Led to")),
    RelationKind.FOLLOW_UP_OF: (Message("Follow-up of"), Message("Followed up by")),
    RelationKind.SUPERSEDES: (Message("Supersedes"), Message("Superseded by")),
    RelationKind.SEE_ALSO: (Message("See also"), Message("See also")),
}
"""Label of a relation at the document that declares it, and at its target."""


@dataclass(frozen=True, slots=True)
class RelationEnd:
    """A declared relation as one of its two documents shows it; `document` is the other one."""

    label: str
    document: Postmortem
    kind: RelationKind
    declared_here: bool


@dataclass(frozen=True, slots=True)
class AdjacentIncidents:
    """The incidents before and after an incident by date, of its first service if it names one."""

    service: str | None
    earlier: Postmortem | None
    later: Postmortem | None


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """Links between documents. Each mapping is keyed by the path of a document."""

    relation_ends: Mapping[str, tuple[RelationEnd, ...]]
    mentions: Mapping[str, tuple[Postmortem, ...]]
    """Documents whose text links to this one, newest first; without those that have a declared relation to it."""
    adjacent: Mapping[str, AdjacentIncidents]


def build_document_links(view: Readable) -> DocumentLinks:
    """Return the links between the documents of a view; relations to documents outside of it are ignored."""
    by_path = {document.path: document for document in view.records}
    connections = _relation_ends(view, by_path)
    return DocumentLinks(connections, _mentions(view, by_path, connections), _adjacent_incidents(view))


def _relation_ends(view: Readable, by_path: Mapping[str, Postmortem]) -> dict[str, tuple[RelationEnd, ...]]:
    found: dict[str, dict[tuple[str, str], RelationEnd]] = {}
    for document in view.records:
        for relation in document.relations:
            other = by_path.get(relation.target)
            if other and other is not document:
                for path, end in _both_ends(document, relation.kind, other):
                    found.setdefault(path, {}).setdefault((end.label, end.document.path), end)
    for ends in found.values():
        _drop_redundant_see_also(ends)
    order: dict[str, int] = {
        words: n for n, words in enumerate(words for pair in RELATION_LABELS.values() for words in pair)
    }
    return {path: tuple(sorted(ends.values(), key=lambda c: order[c.label])) for path, ends in found.items()}


def _drop_redundant_see_also(ends: dict[tuple[str, str], RelationEnd]) -> None:
    """Drop "see also" between documents that have a more specific relation."""
    strong = {end.document.path for end in ends.values() if end.kind is not RelationKind.SEE_ALSO}
    for key, end in list(ends.items()):
        if end.kind is RelationKind.SEE_ALSO and end.document.path in strong:
            del ends[key]


def _both_ends(document: Postmortem, kind: RelationKind, other: Postmortem) -> Iterator[tuple[str, RelationEnd]]:
    here, there = RELATION_LABELS[kind]
    yield document.path, RelationEnd(here, other, kind, declared_here=True)
    yield other.path, RelationEnd(there, document, kind, declared_here=False)


def _mentions(
    view: Readable, by_path: Mapping[str, Postmortem], relation_ends: Mapping[str, tuple[RelationEnd, ...]]
) -> dict[str, tuple[Postmortem, ...]]:
    found: dict[str, dict[str, Postmortem]] = {}
    for document in view.records:
        for path in linked_paths(document):
            related = {end.document.path for end in relation_ends.get(path, ())}
            if path in by_path and path != document.path and document.path not in related:
                found.setdefault(path, {})[document.path] = document
    return {path: tuple(documents.values()) for path, documents in found.items()}


def linked_paths(document: Postmortem) -> Iterator[str]:
    """Yield the paths that the relative links of a document lead to."""
    folder = posixpath.dirname(document.path)
    for link in document.links:
        try:
            parts = urlsplit(as_browsers_read(link.url))
        except ValueError:
            continue
        if not parts.scheme and not parts.netloc and parts.path and not parts.path.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, unquote(parts.path)))


def _adjacent_incidents(view: Readable) -> dict[str, AdjacentIncidents]:
    """Return the neighbours of each document by date; a document without a date has none."""
    dated = [document for document in view.incidents if document.date]
    rows: dict[str | None, list[Postmortem]] = {None: dated}
    for document in dated:
        for service in dict.fromkeys(document.services):
            rows.setdefault(service, []).append(document)
    positions = {(service, document.path): n for service, row in rows.items() for n, document in enumerate(row)}
    found = {document.path: AdjacentIncidents(None, None, None) for document in view.records}
    for document in dated:
        first = document.services[0] if document.services else None
        row, position = rows[first], positions[first, document.path]
        later = row[position - 1] if position else None
        earlier = row[position + 1] if position + 1 < len(row) else None
        found[document.path] = AdjacentIncidents(first, earlier, later)
    return found
