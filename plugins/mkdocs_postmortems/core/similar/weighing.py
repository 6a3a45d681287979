"""What a term is worth: BM25, whose parts are kept apart because pages and searches count over different documents."""

from __future__ import annotations

import math

from mkdocs_postmortems.core.similar.tuning import Tuning

_COMMON = math.log(3)


def rarity(documents: int, having: int) -> float:
    """Return the inverse document frequency of a term that `having` of so many documents have."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def is_common(rarity: float) -> bool:
    """Whether a third of all documents or more have a term of such rarity."""
    return rarity < _COMMON


def frequency(count: float, length: float, tuning: Tuning) -> float:
    """Return what a term's count says: ever less for each further mention, and less in a longer text.

    `length` is relative to the mean of all documents.
    """
    k1, b = tuning.saturation, tuning.normalisation
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length))


def emphasis(count: float) -> float:
    """Return what it says that a question repeats a term, in hundredths so that it is the same everywhere."""
    return round(1 + math.log(max(count, 1)), 2)
