"""The fields by which people browse, their values, and the documents that have each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.page_link import PageLink
from mkdocs_postmortems.core.slug import make_slugs
from mkdocs_postmortems.core.taxonomy import Term, Vocabulary
from mkdocs_postmortems.core.view import View

UNDATED = "undated"
"""The value of the facet `years` for documents that state no date."""


class Facet(StrEnum):
    """A field that has an index page and a page per value; its value is the first part of their addresses."""

    SERVICES = "services"
    FACTORS = "factors"
    TAGS = "tags"
    SEVERITIES = "severities"
    TEAMS = "teams"
    TRIGGERS = "triggers"
    DETECTIONS = "detections"
    KINDS = "kinds"
    YEARS = "years"

    @property
    def heading(self) -> str:
        """What the index page is called."""
        return TITLES[self][0]

    @property
    def noun(self) -> str:
        """One value of it."""
        return TITLES[self][1]

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The list of the taxonomy that names its values, if there is one."""
        return next((v for v in Vocabulary if v.value == self.value), None)


TITLES = {
    Facet.SERVICES: ("Services", "service"),
    Facet.FACTORS: ("Contributing factors", "contributing factor"),
    Facet.TAGS: ("Tags", "tag"),
    Facet.SEVERITIES: ("Severities", "severity"),
    Facet.TEAMS: ("Teams", "team"),
    Facet.TRIGGERS: ("Triggers", "trigger"),
    Facet.DETECTIONS: ("Detection", "way of detection"),
    Facet.KINDS: ("Kinds", "kind"),
    Facet.YEARS: ("Years", "year"),
}
"""Title of the index, and the noun for one value."""

REAL_THINGS = (Facet.SERVICES, Facet.TEAMS, Facet.SEVERITIES)
"""Facets whose declared values have a page before anything happened to them."""

KIND_NAMES = {"postmortem": "Postmortems", "notice": "Notices", "page": "Maintenance"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet in one view."""

    facet: Facet
    term: Term
    slug: str
    documents: tuple[Postmortem, ...]
    """Newest first."""

    @property
    def uri(self) -> str:
        """Source URI of its page."""
        return f"{self.facet}/{self.slug}.md"

    @property
    def ref(self) -> PageLink:
        """Its name, linked, with its definition and the number of its documents."""
        return PageLink(self.term.name, self.uri, self.term.definition, len(self.documents))

    @property
    def last(self) -> Postmortem | None:
        """Its newest document."""
        return self.documents[0] if self.documents else None


@dataclass(frozen=True, slots=True)
class Facets:
    """All values of all facets in one view."""

    values: Mapping[Facet, Mapping[str, FacetValue]]

    def of(self, facet: Facet) -> tuple[FacetValue, ...]:
        """Return the values in the order of an index: by rank or year where there is one, else by count."""
        values = sorted(self.values[facet].values(), key=lambda v: (-len(v.documents), v.term.name.casefold(), v.slug))
        if facet is Facet.SEVERITIES:
            values.sort(key=lambda v: v.term.rank if v.term.rank is not None else 99)
        if facet is Facet.YEARS:
            values.sort(key=lambda v: "" if v.term.id == UNDATED else v.term.id, reverse=True)
        return tuple(values)

    def ref(self, facet: Facet, id: str) -> PageLink:
        """Return the link to one value; a bare name where it has no page."""
        value = self.values[facet].get(id)
        return value.ref if value else PageLink(id, None)

    def refs(self, document: Postmortem, facet: Facet) -> tuple[PageLink, ...]:
        """Return the links to all values of one document."""
        return tuple(self.ref(facet, id) for id in ids(document, facet))

    def occurs_with(self, value: FacetValue, facet: Facet, most: int = 8) -> tuple[tuple[str, PageLink], ...]:
        """Return the values of `facet` that occur most in the documents of `value`: ids, and links with how often."""
        counts = Counter(id for document in value.documents for id in ids(document, facet))
        if facet is value.facet:
            counts.pop(value.term.id, None)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
        refs = ((id, self.ref(facet, id), count) for id, count in ranked)
        return tuple((id, PageLink(ref.name, ref.uri, ref.note, count)) for id, ref, count in refs)


def build_facets(view: View) -> Facets:
    """Collect the values that the documents of a view have, and the declared services, teams and severities."""
    return Facets({facet: _values(view, facet) for facet in Facet})


def ids(document: Postmortem, facet: Facet) -> tuple[str, ...]:
    """Return the ids of a facet's values that a document has, each once."""
    match facet:
        case Facet.SERVICES:
            found = document.services
        case Facet.FACTORS:
            found = document.factor_ids
        case Facet.TAGS:
            found = document.tags
        case Facet.TEAMS:
            found = document.teams
        case Facet.SEVERITIES:
            found = _one(document.severity)
        case Facet.TRIGGERS:
            found = _one(document.trigger)
        case Facet.DETECTIONS:
            found = _one(document.detection)
        case Facet.KINDS:
            found = (document.kind.value,)
        case _:
            found = (document.year or UNDATED,)
    return tuple(dict.fromkeys(found))


def _one(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()


def _values(view: View, facet: Facet) -> dict[str, FacetValue]:
    documents: dict[str, list[Postmortem]] = {}
    for document in view.records if facet is Facet.KINDS else view.incidents:
        for id in ids(document, facet):
            documents.setdefault(id, []).append(document)
    if facet in REAL_THINGS and facet.vocabulary:
        for id in view.taxonomy.vocabularies.get(facet.vocabulary, {}):
            documents.setdefault(id, [])
    names = make_slugs(documents)
    return {id: FacetValue(facet, _term(view, facet, id), names[id], tuple(documents[id])) for id in sorted(documents)}


def _term(view: View, facet: Facet, id: str) -> Term:
    if facet is Facet.KINDS:
        return Term(id=id, name=KIND_NAMES.get(id, id))
    if facet is Facet.YEARS:
        return Term(id=id, name="Without a date" if id == UNDATED else id)
    assert facet.vocabulary is not None
    return view.taxonomy.term(facet.vocabulary, id)
