"""Documents resolved against a taxonomy and connected by relations. Does not decide who may read them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from mkdocs_postmortems.core.diagnostics import Diagnostic, did_you_mean
from mkdocs_postmortems.core.model import DocumentKind, Link, Postmortem, Relation
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_resolver import TaxonomyResolver
from mkdocs_postmortems.core.urls import is_web_address


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents with taxonomy values resolved to ids, sorted by path."""

    documents: tuple[Postmortem, ...]
    taxonomy: Taxonomy
    by_id: Mapping[str, Postmortem] = field(default_factory=lambda: MappingProxyType({}))
    """Incidents by id; of several with the same id, the first by path that declares it in front matter."""


def build_corpus(documents: Iterable[Postmortem], taxonomy: Taxonomy) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Return the corpus of these documents, and its diagnostics.

    Values that the taxonomy does not have are kept as written. Relations to unknown documents are dropped.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    resolver = TaxonomyResolver(taxonomy)
    resolved = [document if document.is_ordinary else resolver.resolve(document) for document in ordered]
    targets = _RelationTargets(resolved)
    connected = [document if document.kind is DocumentKind.PAGE else targets.connect(document) for document in resolved]
    diagnostics = {*resolver.diagnostics, *targets.diagnostics, *_duplicate_ids(connected)}
    by_id = {document.id: document for document in reversed(targets.by_rank(connected))}
    corpus = Corpus(tuple(connected), resolver.taxonomy(), MappingProxyType(dict(sorted(by_id.items()))))
    return corpus, tuple(sorted(diagnostics))


class _RelationTargets:
    """The incidents that relations can point to, by id, path and file name."""

    def __init__(self, documents: Iterable[Postmortem]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._by_name: dict[str, Postmortem] = {}
        ranked = self.by_rank(documents)
        for name_of in (_id, _path, _bare_path, _file_name):
            for document in ranked:
                self._by_name.setdefault(name_of(document), document)
        self._known_ids = sorted({document.id for document in ranked})

    @staticmethod
    def by_rank(documents: Iterable[Postmortem]) -> list[Postmortem]:
        """Return the incidents, those with a declared id first."""
        incidents = [document for document in documents if document.kind is not DocumentKind.PAGE]
        return sorted(incidents, key=lambda document: (not document.id_declared, document.path))

    def connect(self, document: Postmortem) -> Postmortem:
        """Return the document with paths as relation targets; targets that are web addresses become links."""
        relations, links = [], list(document.links)
        for relation in document.relations:
            if is_web_address(relation.target):
                links.append(Link(relation.target, relation.target, relation.line))
            elif target := self._find(document, relation):
                relations.append(replace(relation, target=target.path))
        return replace(document, relations=tuple(relations), links=tuple(links))

    def _find(self, document: Postmortem, relation: Relation) -> Postmortem | None:
        for name in _target_spellings(document, relation.target):
            if name in self._by_name:
                return self._by_name[name]
        hint = did_you_mean(relation.target, self._known_ids)
        message = f"{relation.kind.value} names {relation.target!r}, which is not the id or path of a postmortem.{hint}"
        self.diagnostics.append(Diagnostic(document.path, relation.line, "PM043", message, highlight=relation.target))
        return None


def _id(document: Postmortem) -> str:
    return normalize_name(document.id)


def _path(document: Postmortem) -> str:
    return document.path.casefold()


def _bare_path(document: Postmortem) -> str:
    return posixpath.splitext(document.path)[0].casefold()


def _file_name(document: Postmortem) -> str:
    return posixpath.basename(document.path).split(".")[0].casefold()


def _target_spellings(document: Postmortem, target: str) -> Iterator[str]:
    """Yield the keys that a target may match: an id, a path from the document, a path from the root, a file name."""
    plain = target.split("#", maxsplit=1)[0].strip()
    yield normalize_name(plain)
    path = posixpath.normpath(plain.lstrip("/") or ".").casefold()
    yield posixpath.normpath(posixpath.join(posixpath.dirname(document.path), plain)).casefold()
    yield path
    yield path.removesuffix(".html").removesuffix(".md")


def _duplicate_ids(documents: Iterable[Postmortem]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each document that declares the same id as an earlier one."""
    by_id: dict[str, list[Postmortem]] = {}
    for document in documents:
        if document.id_declared and document.kind is not DocumentKind.PAGE:
            by_id.setdefault(document.id, []).append(document)
    for id, twins in by_id.items():
        first, *others = twins
        for twin in others:
            message = f"id {id!r} is also used by {first.path}; relations to it lead to that document."
            yield Diagnostic(
                twin.path, twin.lines.get("id", 1), "PM042", message, related_paths=(first.path,), highlight=id
            )
