"""Exports the similarity index and the result cards as plain data for the search in the browser (`similar.js`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.plain_text import shortened
from mkdocs_postmortems.core.similar.bm25 import MAX_TEXT_QUERY_TERMS
from mkdocs_postmortems.core.similar.explanation import WEAK_STEMS, value_names
from mkdocs_postmortems.core.similar.finder import SimilarityFinder
from mkdocs_postmortems.core.similar.words import STOP_WORDS
from mkdocs_postmortems.core.taxonomy import Taxonomy


def export_index(finder: SimilarityFinder) -> dict[str, Any]:
    """Return all data that ranking by a text needs, for `json.dumps`.

    A document is identified by its index in `paths`. Data about terms is in parallel flat lists, which compress better
    and load faster than hundreds of thousands of small lists: names, idfs (`rarities`), document frequencies
    (`having`), and the postings of all terms one after the other (`places`, `weights`). `places` are delta-encoded
    within each term.
    """
    index, names = finder.index, list(finder.collection.terms)
    terms = list(index.postings.items())
    return {
        "paths": [document.path for document in finder.collection.documents],
        "smoothing": index.parameters.smoothing,
        "most_terms": MAX_TEXT_QUERY_TERMS,
        "stop_words": sorted(STOP_WORDS),
        "weak_words": sorted(WEAK_STEMS),
        "phrases": {" ".join(stems): concepts for stems, concepts in finder.query_phrases.entries()},
        "terms": [names[number] for number, _ in terms],
        "rarities": [index.idfs[number] for number, _ in terms],
        "having": [len(postings.doc_ids) for _, postings in terms],
        "places": [step for _, postings in terms for step in _delta_encode(postings.doc_ids)],
        "weights": [weight for _, postings in terms for weight in postings.weights],
        "neighbours": [[part for share in shares for part in share] for shares in index.neighbours],
    }


def as_script(name: str, data: object) -> str:
    """Return a script that assigns data to `window.<name>`, since pages opened from disk can load scripts but not JSON.

    The data is a JSON string, which browsers parse faster than an object literal.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("<", "\\u003c")
    return f"window.{name} = JSON.parse('{quoted}')\n"


def _delta_encode(doc_ids: Sequence[int]) -> list[int]:
    return [place - before for before, place in zip([0, *doc_ids], doc_ids, strict=False)]


_MAX_TEXT_LENGTH = 400
"""Characters of each text on a result card."""
_MAX_CARDS_PER_FILE = 50
"""Average number of cards in a file; at least half of it. A list of ten results loads nearly ten files."""


def assign_card_files(paths: Sequence[str]) -> list[int]:
    """Return, for each document, the number of the file that holds its result card: a checksum of its path.

    The number of files is a power of two, so that a new document changes one file, or all when that number doubles.
    """
    count = 1
    while count * _MAX_CARDS_PER_FILE < len(paths):
        count *= 2
    return [crc32(path.encode()) % count for path in paths]


def result_card(
    document: Postmortem, url: str, severity: Sequence[str], day: str, taxonomy: Taxonomy
) -> dict[str, Any]:
    """Return the data of a search result: title, URL, summary and names of facet values; empty fields are left out.

    Args:
        document: the incident.
        url: its URL relative to the site root.
        severity: the severity's name, and its colours in the light and the dark scheme; empty if none is stated.
        day: the formatted date; empty if unknown.
        taxonomy: supplies the names of facet values.
    """
    fields = {
        "title": title_to_text(document.title),
        "url": url,
        "severity": list(severity),
        "day": day,
        "summary": shortened(plain_text(document.summary or ""), _MAX_TEXT_LENGTH),
        "values": value_names(document, taxonomy),
    }
    return {name: value for name, value in fields.items() if value}
