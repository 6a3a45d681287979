"""A finder as plain data, so that a browser can give the same answers. `similar.js` among the assets is how."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from mkdocs_postmortems.core.model import ActionStatus, Postmortem
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.similar.bm25 import MAX_TEXT_QUERY_TERMS
from mkdocs_postmortems.core.similar.explanation import WEAK_STEMS, value_names
from mkdocs_postmortems.core.similar.finder import SimilarityFinder
from mkdocs_postmortems.core.similar.words import STOP_WORDS
from mkdocs_postmortems.core.taxonomy import Taxonomy


def export_index(finder: SimilarityFinder) -> dict[str, Any]:
    """Return everything that ranking by a text needs, for `json.dumps`.

    Documents go by their place in `paths`. What is known of terms is in rows, one number behind the other, which packs
    better and loads faster than hundreds of thousands of small lists: names, rarities, how many documents have each,
    and these documents with their weights. Places are differences to the one before of the same term.
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
    """Return data as a script, which a page opened from a file may load; browsers read JSON faster than JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("<", "\\u003c")
    return f"window.{name} = JSON.parse('{quoted}')\n"


def _delta_encode(doc_ids: Sequence[int]) -> list[int]:
    return [place - before for before, place in zip([0, *doc_ids], doc_ids, strict=False)]


_MAX_ACTIONS = 3
"""So many promises tell what was done about it."""
_MAX_TEXT_LENGTH = 400
_MAX_CARDS_PER_FILE = 50
"""At most; at least half of it. A list of ten results loads nearly as many files."""


def assign_card_files(paths: Sequence[str]) -> list[int]:
    """Return the number of the file that each document's sheet is in, which its path says.

    There are 1, 2, 4, 8 … files, so that one more document changes one of them; all change where their number doubles.
    """
    count = 1
    while count * _MAX_CARDS_PER_FILE < len(paths):
        count *= 2
    return [crc32(path.encode()) % count for path in paths]


def result_card(
    document: Postmortem, url: str, severity: Sequence[str], day: str, taxonomy: Taxonomy
) -> dict[str, Any]:
    """Return title, address, summary, what fixed it, and what its values are called.

    Args:
        document: the incident.
        url: its address below the site.
        severity: the name of its severity, and its colours in the light and the dark scheme; nothing if it states none.
        day: its day in words; empty if it is not known.
        taxonomy: the names of its values.
    """
    kept = [item for item in document.actions if item.status is not ActionStatus.WONT_DO]
    fields = {
        "title": title_to_text(document.title),
        "url": url,
        "severity": list(severity),
        "day": day,
        "summary": (document.summary or "")[:_MAX_TEXT_LENGTH],
        "resolution": plain_text(document.resolution or "")[:_MAX_TEXT_LENGTH],
        "actions": [item.text[:_MAX_TEXT_LENGTH] for item in kept[:_MAX_ACTIONS]],
        "values": value_names(document, taxonomy),
    }
    return {name: value for name, value in fields.items() if value}
