"""Looks up words among the incidents of a view that have certain values: exact strings first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from mkdocs_postmortems.core.facets import Facet, ids
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.names import fold
from mkdocs_postmortems.core.similar.finder import Finder, Match
from mkdocs_postmortems.core.similar.words import read_words
from mkdocs_postmortems.core.taxonomy import Lexicon
from mkdocs_postmortems.core.view import View

_QUOTED = re.compile(r'"([^"\n]{1,500})"')

_LONGEST = 120
"""So much of what was looked for is repeated in the reason."""

Wanted = Mapping[Facet, Collection[str]]
"""Ids by facet: several values of one facet are alternatives, facets narrow each other down."""


@dataclass(frozen=True, slots=True)
class _Strings:
    """What has to stand in a document as it is written, and what had better."""

    required: tuple[str, ...]
    whole: str
    shown: str
    """The whole text as it was written."""
    identifiers: tuple[str, ...]


def look_up(finder: Finder, text: str, wanted: Wanted, most: int = 10) -> tuple[Match, ...]:
    """Return the documents that have a word of the text and all values, those first that have it word for word.

    What is in quotes has to be there as it is. Without a text, the newest come first.
    """
    if not text.strip():
        return narrow(finder.view, wanted, most)
    allowed = {document.path for document in finder.view.records if has_values(document, wanted)}
    strings = _strings(text)
    found = []
    everything = finder.like_text(text.replace('"', " "), len(finder.collection.documents), direct=True)
    by_path = {match.document.path: match for match in everything}
    for document in finder.view.records:
        if document.path not in allowed:
            continue
        content = _content(document)
        match = by_path.get(document.path)
        has_whole = strings.whole in content
        if (match or has_whole) and all(one in content for one in strings.required):
            exact = (has_whole, sum(one in content for one in strings.identifiers))
            found.append((exact, match or Match(document, 0.0, "")))
    found.sort(key=lambda item: (not item[0][0], -item[0][1], -item[1].score, item[1].document.path))
    return tuple(_worded(match, strings, exact=exact[0]) for exact, match in found[:most])


def narrow(view: View, wanted: Wanted, most: int = 10) -> tuple[Match, ...]:
    """Return the documents that have all values, the newest first, for which nothing has to be indexed."""
    having = (document for document in view.records if has_values(document, wanted))
    return tuple(Match(document, 0.0, "") for document in islice(having, most))


def has_values(document: Postmortem, wanted: Wanted) -> bool:
    """Whether a document has a wanted value of each facet."""
    return all(not values or set(values) & set(ids(document, facet)) for facet, values in wanted.items())


def find_values(view: View, facet: Facet, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that names mean, and the names that mean nothing here."""
    used = {fold(id): id for document in view.records for id in ids(document, facet)}
    lexicon = Lexicon(view.taxonomy.terms(facet.vocabulary) if facet.vocabulary else {})
    known: list[str] = []
    unknown: list[str] = []
    for name in names:
        term = lexicon.find(name)
        id = term.id if term else used.get(fold(name))
        if id:
            known.append(id)
        else:
            unknown.append(name)
    return tuple(known), tuple(unknown)


def _strings(text: str) -> _Strings:
    required = tuple(_flat(quoted) for quoted in _QUOTED.findall(text))
    unquoted = " ".join(text.replace('"', " ").split())
    identifiers = (
        word.written for word in read_words(text) if word.whole or word.written[1:].lower() != word.written[1:]
    )
    return _Strings(required, _flat(unquoted), unquoted, tuple(dict.fromkeys(map(_flat, identifiers))))


def _content(document: Postmortem) -> str:
    """Everything that a document says, as one line in small letters."""
    declared = (document.id, document.title, document.summary or "", *document.alerts, *document.error_signatures)
    values = (*document.services, *document.tags, *document.factor_ids, *(factor.text for factor in document.factors))
    actions = (action.text for action in document.actions)
    return _flat("\n".join([*declared, *values, *actions, document.body]))


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _worded(match: Match, strings: _Strings, *, exact: bool) -> Match:
    """Say that the whole text stands there, rather than which of its words."""
    return Match(match.document, match.score, f"says “{strings.shown[:_LONGEST]}”") if exact else match
