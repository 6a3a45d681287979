"""Collects what one audience may not read, as fingerprints to search its built site for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs_postmortems.audit.attachment_content import AttachmentContent, read_attachment
from mkdocs_postmortems.audit.manifest import file_digest
from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.labelled_sources import LabelledSources


class HiddenContent:
    """Makes fingerprints of hidden content out of all sources, so it is available only outside the sandboxed builds."""

    def __init__(self, sources: LabelledSources, shared: Iterable[Path] = ()) -> None:
        """Take all sources, and the files and folders that every audience gets, such as templates and their images."""
        self._sources = sources
        self._shared = tuple(shared)
        self._attachments: dict[str, AttachmentContent] = {}

    def fingerprints(self, audience_sources: AudienceSources, taxonomy: Source | None) -> FingerprintSet:
        """Return the fingerprints that must not be found in the site of an audience.

        Args:
            audience_sources: the sources that the audience may read.
            taxonomy: the part of the taxonomy that it may read, or `None`.
        """
        visible = [*_visible_texts(audience_sources, taxonomy)]
        of_documents = select_fingerprints(self._hidden_documents(audience_sources), visible)
        attachments = [*self._hidden_attachments(audience_sources)]
        if not attachments:
            return of_documents
        # Words of hidden documents are looked for in visible attachments, too; those of hidden attachments are not.
        texts = [self._attachment(path).text for path in sorted(audience_sources.attachments)]
        return of_documents.and_more(select_fingerprints(attachments, [*visible, *texts]))

    def files(self, audience_sources: AudienceSources) -> Mapping[str, str]:
        """Return the digests of the attachments that an audience may not read, with their paths.

        A file that is equal to one that the audience may read, or that every audience gets, is none of them.
        """
        paths, visible = self._sources.tree.attachments.paths, audience_sources.attachments
        hidden = {self._attachment(path).digest: path for path in sorted(paths - visible, reverse=True)}
        shared = (file for path in self._shared for file in (path, *path.rglob("*")) if file.is_file())
        readable = {*(self._attachment(path).digest for path in visible), *map(file_digest, shared)}
        return {digest: path for digest, path in hidden.items() if digest and digest not in readable}

    def _hidden_documents(self, audience_sources: AudienceSources) -> Iterator[HiddenText]:
        sources, visible = self._sources, {source.path: source for source in audience_sources.sources}
        for one in sources.documents:
            if one.path not in visible:
                yield self._hidden_document(one.source)
            elif text := one.hidden_from(audience_sources.audience, sources.rules.audiences):
                yield self._hidden_parts(one, visible[one.path], text)
        withheld = {problem.path for problem in sources.problems if problem.is_error}
        yield from (self._hidden_document(source) for source in sources.tree.documents if source.path in withheld)
        yield from map(self._hidden_document, sources.held)
        for path in sorted(sources.tree.attachments.paths - audience_sources.attachments):
            yield HiddenText(path=path, id="", title="", names=(), text="")

    def _hidden_attachments(self, audience_sources: AudienceSources) -> Iterator[HiddenText]:
        for path in sorted(self._sources.tree.attachments.paths - audience_sources.attachments):
            if text := self._attachment(path).text:
                yield HiddenText(path=path, text=text)

    def _hidden_parts(self, one: LabelledDocument, visible: Source, text: str) -> HiddenText:
        """Return the hidden text of a document that the audience reads in part."""
        title, visible_title = self._sources.parse(one.source).title, self._sources.parse(visible).title
        return HiddenText(path="", id="", title=title if title != visible_title else "", names=(), text=text)

    def _hidden_document(self, source: Source) -> HiddenText:
        document = self._sources.parse(source)
        owners = (item.owner for item in document.actions if item.owner)
        names = tuple(dict.fromkeys((*document.roles.values(), *owners)))
        return HiddenText(path=source.path, id=document.id, title=document.title, names=names, text=source.text)

    def _attachment(self, path: str) -> AttachmentContent:
        if path not in self._attachments:
            self._attachments[path] = read_attachment(self._sources.root / path)
        return self._attachments[path]


def _visible_texts(audience_sources: AudienceSources, taxonomy: Source | None) -> Iterator[str]:
    yield taxonomy.text if taxonomy else ""
    for source in audience_sources.sources:
        yield source.path
        yield source.text
    yield from sorted(audience_sources.attachments)
