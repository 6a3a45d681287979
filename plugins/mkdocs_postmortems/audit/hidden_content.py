"""What one audience does not get, as what its tree is searched for."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.sources.labelled_sources import LabelledSources


class HiddenContent:
    """The sources of a site as what trees are searched for; only whoever has all of them has one of these."""

    def __init__(self, sources: LabelledSources) -> None:
        self._sources = sources

    def fingerprints(self, audience_sources: AudienceSources, taxonomy: Source | None) -> FingerprintSet:
        """Return what must not be found in the tree of an audience.

        Args:
            audience_sources: What the audience gets of the sources.
            taxonomy: What it gets of the taxonomy.
        """
        return select_fingerprints(self._hidden_documents(audience_sources), _visible_texts(audience_sources, taxonomy))

    def _hidden_documents(self, audience_sources: AudienceSources) -> Iterator[HiddenText]:
        sources, read = self._sources, {source.path: source for source in audience_sources.sources}
        for one in sources.documents:
            if one.path not in read:
                yield self._hidden_document(one.source)
            elif text := one.hidden_from(audience_sources.audience, sources.rules.audiences):
                yield self._hidden_parts(one, read[one.path], text)
        withheld = {problem.path for problem in sources.problems if problem.is_error}
        yield from (self._hidden_document(source) for source in sources.tree.documents if source.path in withheld)
        for path in sorted(sources.tree.attachments.paths - audience_sources.attachments):
            yield HiddenText(path=path, id="", title="", names=(), text="")

    def _hidden_parts(self, one: LabelledDocument, read: Source, text: str) -> HiddenText:
        """Return what is hidden of a document that is read in part."""
        whole, left = self._sources.parse(one.source).title, self._sources.parse(read).title
        return HiddenText(path="", id="", title=whole if whole != left else "", names=(), text=text)

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
