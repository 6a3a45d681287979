"""Collects what one audience may not read, as fingerprints to search its built site for."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.labelled_sources import LabelledSources


class HiddenContent:
    """Makes fingerprints of hidden content out of all sources, so it is available only outside the sandboxed builds."""

    def __init__(self, sources: LabelledSources) -> None:
        self._sources = sources

    def fingerprints(self, audience_sources: AudienceSources, taxonomy: Source | None) -> FingerprintSet:
        """Return the fingerprints that must not be found in the site of an audience.

        Args:
            audience_sources: the sources that the audience may read.
            taxonomy: the part of the taxonomy that it may read, or `None`.
        """
        return select_fingerprints(self._hidden_documents(audience_sources), _visible_texts(audience_sources, taxonomy))

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

    def _hidden_parts(self, one: LabelledDocument, visible: Source, text: str) -> HiddenText:
        """Return the hidden text of a document that the audience reads in part."""
        title, visible_title = self._sources.parse(one.source).title, self._sources.parse(visible).title
        return HiddenText(path="", id="", title=title if title != visible_title else "", names=(), text=text)

    def _hidden_document(self, source: Source) -> HiddenText:
        document = self._sources.parse(source)
        owners = (item.owner for item in document.actions if item.owner)
        names = tuple(dict.fromkeys((*document.roles.values(), *owners)))
        return HiddenText(path=source.path, id=document.id, title=document.title, names=names, text=source.text)


def _visible_texts(audience_sources: AudienceSources, taxonomy: Source | None) -> Iterator[str]:
    yield taxonomy.text if taxonomy else ""
    for source in audience_sources.sources:
        yield source.path
        yield source.text
    yield from sorted(audience_sources.attachments)
