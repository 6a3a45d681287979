"""The values that the documents of a view have in each facet, and the documents that have each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mkdocs_postmortems.core.facets import FACETS, UNDATED, FacetSpec, ValueOrder
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.slug import make_slugs
from mkdocs_postmortems.core.taxonomy import Term
from mkdocs_postmortems.core.view import View

_UNRANKED = 99
"""Sorts after every rank in a taxonomy."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A name and the page that it links to."""

    name: str
    uri: str | None
    """Source URI from the folder of postmortems, such as `services/checkout-api.md`; `None` if there is no page."""
    note: str = ""
    """A definition or a reason, in plain text."""
    count: int | None = None
    """Number of documents, shown beside the name; `None` to show none."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet in one view."""

    facet: FacetSpec
    term: Term
    slug: str
    documents: tuple[Postmortem, ...]
    """Newest first."""

    @property
    def uri(self) -> str:
        """Source URI of its page."""
        return self.page_uri(1)

    def page_uri(self, number: int) -> str:
        """Return the source URI of page `number` of its list; the first page has number 1."""
        return f"{self.facet.url}/{self.slug}{'' if number == 1 else f'/{number}'}.md"

    @property
    def ref(self) -> PageLink:
        """The link to its page, with its definition."""
        return PageLink(self.term.name, self.uri, self.term.definition)

    @property
    def counted_ref(self) -> PageLink:
        """The same, with the number of its documents, which changes with each of them."""
        return replace(self.ref, count=len(self.documents))

    @property
    def last(self) -> Postmortem | None:
        """Its newest document."""
        return self.documents[0] if self.documents else None


@dataclass(frozen=True, slots=True)
class Facets:
    """All values of all facets in one view."""

    values: Mapping[FacetSpec, Mapping[str, FacetValue]]
    """By facet in the order of the table, then by id."""

    @property
    def specs(self) -> tuple[FacetSpec, ...]:
        """The facets, in the order of the table."""
        return tuple(self.values)

    def spec(self, facet: FacetSpec) -> FacetSpec:
        """Return a facet as this site's table declares it, with its address and wording."""
        return next(spec for spec in self.values if spec == facet)

    def of(self, facet: FacetSpec) -> tuple[FacetValue, ...]:
        """Return the values in the order of the index page."""
        values = sorted(self.values[facet].values(), key=lambda v: (-len(v.documents), v.term.name.casefold(), v.slug))
        order = self.spec(facet).order
        if order is ValueOrder.RANK:
            values.sort(key=lambda v: v.term.rank if v.term.rank is not None else _UNRANKED)
        if order is ValueOrder.YEAR:
            values.sort(key=lambda v: "" if v.term.id == UNDATED else v.term.id, reverse=True)
        return tuple(values)

    def used(self, facet: FacetSpec) -> tuple[FacetValue, ...]:
        """Return the values that documents have, in the order of the index page."""
        return tuple(value for value in self.of(facet) if value.documents)

    def ref(self, facet: FacetSpec, id: str) -> PageLink:
        """Return the link to one value; without an address if the value has no page."""
        value = self.values[facet].get(id)
        return value.ref if value else PageLink(id, None)

    def refs(self, document: Postmortem, facet: FacetSpec) -> tuple[PageLink, ...]:
        """Return the links to all values of one document."""
        return tuple(self.ref(facet, id) for id in facet.ids(document))

    def occurs_with(self, value: FacetValue, facet: FacetSpec, most: int = 8) -> tuple[tuple[str, PageLink], ...]:
        """Return the values of `facet` that occur most often in the documents of `value`, most frequent first.

        At most `most` pairs of id and link; the count of a link is the number of documents that have both values.
        """
        counts = Counter(id for document in value.documents for id in facet.ids(document))
        if facet == value.facet:
            counts.pop(value.term.id, None)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
        refs = ((id, self.ref(facet, id), count) for id, count in ranked)
        return tuple((id, PageLink(ref.name, ref.uri, ref.note, count)) for id, ref, count in refs)


def build_facets(view: View, table: Iterable[FacetSpec] = FACETS) -> Facets:
    """Return the values of the documents of a view, and the declared values that get a page without documents."""
    return Facets({facet: _values(view, facet) for facet in table})


def _values(view: View, facet: FacetSpec) -> dict[str, FacetValue]:
    documents: dict[str, list[Postmortem]] = {}
    for document in view.records if facet.covers_records else view.incidents:
        for id in facet.ids(document):
            documents.setdefault(id, []).append(document)
    if facet.lists_declared and facet.vocabulary:
        for id in view.taxonomy.terms(facet.vocabulary):
            documents.setdefault(id, [])
    slugs = make_slugs(documents)
    return {id: FacetValue(facet, _term(view, facet, id), slugs[id], tuple(documents[id])) for id in sorted(documents)}


def _term(view: View, facet: FacetSpec, id: str) -> Term:
    if facet.vocabulary is None:
        return Term(id=id, name=facet.names.get(id, id))
    return view.taxonomy.term(facet.vocabulary, id)
