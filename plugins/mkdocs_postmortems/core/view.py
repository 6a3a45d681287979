"""What one audience may read. `view()` is the only constructor of `View`.

Whatever renders, links, counts, ranks or indexes takes a `View`, never a `Corpus`; the type checker guards the leak.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.core.corpus import Corpus
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy

UNRESTRICTED_AUDIENCE = "all"
"""The audience of a site that configures none: it reads everything."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of a corpus that one audience may read; newest incident first, then by path."""

    audience: str
    taxonomy: Taxonomy
    documents: tuple[Postmortem, ...]

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """Postmortems and notices: what index pages list and count."""
        return tuple(d for d in self.documents if d.kind is not DocumentKind.PAGE)

    @property
    def records(self) -> tuple[Postmortem, ...]:
        """Incidents, and what else happened at a certain time, such as maintenance: all that has a page of ours."""
        return tuple(d for d in self.documents if not d.is_ordinary)


def build_view(corpus: Corpus, audience: str = UNRESTRICTED_AUDIENCE) -> View:
    """Return what `audience` may read of `corpus`."""
    newest_first = sorted(corpus.documents, key=lambda d: d.path)
    newest_first.sort(key=lambda d: d.date or "", reverse=True)
    return View(audience, corpus.taxonomy, tuple(newest_first))
