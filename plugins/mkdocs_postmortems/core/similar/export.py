"""A finder as plain data, so that a browser can give the same answers. `similar.js` among the assets is how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_postmortems.core.similar.finder import Finder
from mkdocs_postmortems.core.similar.tuning import TEXT_TERMS
from mkdocs_postmortems.core.similar.weak import WEAK
from mkdocs_postmortems.core.similar.words import STOP_WORDS


def as_data(finder: Finder) -> dict[str, Any]:
    """Return everything that ranking by a text needs, for `json.dumps`.

    Documents go by their place in `paths`. Places of postings are differences to the one before, which packs better.
    """
    index, terms = finder.index, list(finder.collection.terms)
    return {
        "paths": [document.path for document in finder.collection.documents],
        "smoothing": index.tuning.smoothing,
        "most_terms": TEXT_TERMS,
        "stop_words": sorted(STOP_WORDS),
        "weak_words": sorted(WEAK),
        "phrases": {" ".join(stems): concepts for stems, concepts in finder.glossary.phrases()},
        "terms": {
            terms[number]: [index.rarities[number], _differences(postings.places), list(postings.weights)]
            for number, postings in index.postings.items()
        },
        "neighbours": [[part for share in shares for part in share] for shares in index.neighbours],
    }


def _differences(places: Sequence[int]) -> list[int]:
    return [place - before for before, place in zip([0, *places], places, strict=False)]
