"""What one audience does not get, as what its tree is searched for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mkdocs_postmortems.core.audiences.audience_sources import AudienceSources
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, select_fingerprints
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.holdings import Holdings


class Outside:
    """The sources of a site as what trees are searched for.

    A document is read once, from however many audiences it is hidden; only whoever has all sources has one of these.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._document = cache(_document)

    def canaries(self, clearance: AudienceSources, taxonomy: Source | None) -> FingerprintSet:
        """Return what must not be found in the tree of an audience.

        Args:
            clearance: What the audience gets of the sources.
            taxonomy: What it gets of the taxonomy.
        """
        return select_fingerprints(self._hidden(clearance), _visible(clearance, taxonomy))

    def _hidden(self, clearance: AudienceSources) -> Iterator[HiddenText]:
        holdings, read = self._holdings, {source.path: source for source in clearance.sources}
        for one in holdings.labelled:
            if one.path not in read:
                yield self._document(one.source)
            elif text := one.hidden_from(clearance.audience, holdings.rules.audiences):
                yield self._cut(one, read[one.path], text)
        withheld = {problem.path for problem in holdings.problems if problem.is_error}
        yield from (self._document(source) for source in holdings.tree.documents if source.path in withheld)
        for path in sorted(holdings.tree.attachments.paths - clearance.attachments):
            yield HiddenText(path=path, id="", title="", names=(), text="")

    def _cut(self, one: LabelledDocument, read: Source, text: str) -> HiddenText:
        """Return what is hidden of a document that is read in part."""
        whole, left = self._document(one.source).title, self._document(read).title
        return HiddenText(path="", id="", title=whole if whole != left else "", names=(), text=text)


def _visible(clearance: AudienceSources, taxonomy: Source | None) -> Iterator[str]:
    yield taxonomy.text if taxonomy else ""
    for source in clearance.sources:
        yield source.path
        yield source.text
    yield from sorted(clearance.attachments)


def _document(source: Source) -> HiddenText:
    document = parse(source).postmortem
    names = tuple(dict.fromkeys((*document.roles.values(), *(item.owner for item in document.actions if item.owner))))
    return HiddenText(path=source.path, id=document.id, title=document.title, names=names, text=source.text)
