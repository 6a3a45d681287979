"""Full-text search with facet filters: exact matches of the text first, then by similarity."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.facets import FacetSpec
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.name_matching import normalize_name
from mkdocs_postmortems.core.similar.finder import Match, SimilarityFinder
from mkdocs_postmortems.core.similar.words import read_words
from mkdocs_postmortems.core.taxonomy import TermLookup
from mkdocs_postmortems.core.view import Readable

_QUOTED = re.compile(r'"([^"\n]{1,500})"')

_MAX_SHOWN_LENGTH = 120
"""Characters of the query that the reason repeats."""

FacetFilter = Mapping[FacetSpec, Collection[str]]
"""Accepted value ids by facet. A document has to have one of the ids of each facet."""


@dataclass(frozen=True, slots=True)
class _ExactStrings:
    """The strings of a query that are compared literally, ignoring case and line breaks."""

    required: tuple[str, ...]
    """Quoted strings: a result has to contain all of them."""
    whole: str
    """The whole query without quotes: results that contain it come first."""
    written: str
    """The whole query as written, for the reason."""
    identifiers: tuple[str, ...]
    """Identifiers: results that contain more of them come first."""


def look_up(finder: SimilarityFinder, text: str, facet_filter: FacetFilter, limit: int = 10) -> tuple[Match, ...]:
    """Return the documents that match the filter and have a term of the text, literal matches of the text first.

    Strings in double quotes have to occur literally. Without a text, all documents that match are returned, newest
    first.
    """
    if not text.strip():
        return filter_by_values(finder.view, facet_filter, limit)
    allowed = {document.path for document in finder.view.records if matches_filter(document, facet_filter)}
    strings = _exact_strings(text)
    found = []
    matches = finder.similar_to_text(text.replace('"', " "), len(finder.collection.documents), direct_only=True)
    by_path = {match.document.path: match for match in matches}
    for document in finder.view.records:
        if document.path not in allowed:
            continue
        content = _searchable_text(document)
        match = by_path.get(document.path)
        has_whole = strings.whole in content
        if (match or has_whole) and all(one in content for one in strings.required):
            exact = (has_whole, sum(one in content for one in strings.identifiers))
            found.append((exact, match or Match(document, 0.0, "")))
    found.sort(key=lambda item: (not item[0][0], -item[0][1], -item[1].score, item[1].document.path))
    return tuple(_explained(match, strings, exact=exact[0]) for exact, match in found[:limit])


def filter_by_values(view: Readable, facet_filter: FacetFilter, limit: int = 10) -> tuple[Match, ...]:
    """Return the documents that match a filter, newest first, without building an index."""
    matching = (document for document in view.records if matches_filter(document, facet_filter))
    return tuple(Match(document, 0.0, "") for document in islice(matching, limit))


def matches_filter(document: Postmortem, facet_filter: FacetFilter) -> bool:
    """Return whether a document has an accepted value of each facet in the filter."""
    return all(not values or set(values) & set(facet.ids(document)) for facet, values in facet_filter.items())


def resolve_values(view: Readable, facet: FacetSpec, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the facet values with these names, and the names that are unknown in the view."""
    used = {normalize_name(id): id for document in view.records for id in facet.ids(document)}
    terms = TermLookup(view.taxonomy.terms(facet.vocabulary) if facet.vocabulary else {})
    known: list[str] = []
    unknown: list[str] = []
    for name in names:
        term = terms.find(name)
        id = term.id if term else used.get(normalize_name(name))
        if id:
            known.append(id)
        else:
            unknown.append(name)
    return tuple(known), tuple(unknown)


def _exact_strings(text: str) -> _ExactStrings:
    required = tuple(_one_line(quoted) for quoted in _QUOTED.findall(text))
    unquoted = " ".join(text.replace('"', " ").split())
    identifiers = (
        word.written for word in read_words(text) if word.whole or word.written[1:].lower() != word.written[1:]
    )
    return _ExactStrings(required, _one_line(unquoted), unquoted, tuple(dict.fromkeys(map(_one_line, identifiers))))


def _searchable_text(document: Postmortem) -> str:
    """Return all text of a document that literal matching covers, as one lower-case line."""
    declared = (document.id, document.title, document.summary or "", *document.alerts, *document.error_signatures)
    values = (*document.services, *document.tags, *document.factor_ids, *(factor.text for factor in document.factors))
    actions = (action.text for action in document.actions)
    return _one_line("\n".join([*declared, *values, *actions, document.body]))


def _one_line(text: str) -> str:
    """Return a text in lower case, on one line, with single spaces."""
    return " ".join(text.casefold().split())


def _explained(match: Match, strings: _ExactStrings, *, exact: bool) -> Match:
    """Replace the reason if the document has the whole text literally."""
    return Match(match.document, match.score, f"says “{strings.written[:_MAX_SHOWN_LENGTH]}”") if exact else match
