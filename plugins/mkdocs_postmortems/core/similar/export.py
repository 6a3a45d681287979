"""A finder as plain data, so that a browser can give the same answers. `similar.js` among the assets is how."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mkdocs_postmortems.core.similar.finder import Finder
from mkdocs_postmortems.core.similar.tuning import TEXT_TERMS
from mkdocs_postmortems.core.similar.weak import WEAK
from mkdocs_postmortems.core.similar.words import STOP_WORDS


def as_data(finder: Finder) -> dict[str, Any]:
    """Return everything that ranking by a text needs, for `json.dumps`.

    Documents go by their place in `paths`. What is known of terms is in rows, one number behind the other, which packs
    better and loads faster than hundreds of thousands of small lists: names, rarities, how many documents have each,
    and these documents with their weights. Places are differences to the one before of the same term.
    """
    index, names = finder.index, list(finder.collection.terms)
    terms = list(index.postings.items())
    return {
        "paths": [document.path for document in finder.collection.documents],
        "smoothing": index.tuning.smoothing,
        "most_terms": TEXT_TERMS,
        "stop_words": sorted(STOP_WORDS),
        "weak_words": sorted(WEAK),
        "phrases": {" ".join(stems): concepts for stems, concepts in finder.glossary.phrases()},
        "terms": [names[number] for number, _ in terms],
        "rarities": [index.rarities[number] for number, _ in terms],
        "having": [len(postings.places) for _, postings in terms],
        "places": [step for _, postings in terms for step in _differences(postings.places)],
        "weights": [weight for _, postings in terms for weight in postings.weights],
        "neighbours": [[part for share in shares for part in share] for shares in index.neighbours],
    }


def as_script(name: str, data: object) -> str:
    """Return data as a script, which a page opened from a file may load; browsers read JSON faster than JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("<", "\\u003c")
    return f"window.{name} = JSON.parse('{quoted}')\n"


def _differences(places: Sequence[int]) -> list[int]:
    return [place - before for before, place in zip([0, *places], places, strict=False)]
