"""The numbers of the scorer. They are few, and chosen by cross-validation: see `benchmarks/retrieval.py`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class TextSource(StrEnum):
    """The parts of a document that its terms come from, in the order in which they are counted."""

    TEXT = "text"
    """Id, title and body; actions and impact of the front matter."""
    SUMMARY = "summary"
    VALUES = "values"
    """Names of facet values; each value is a term of its own beside."""
    FACTORS = "factors"
    """What the front matter says about contributing factors."""
    ALERTS = "alerts"
    """Words of their names; each alert is a term of its own beside."""
    ERRORS = "errors"
    """Words of error signatures; each signature is a term of its own beside."""


SOURCE_WEIGHTS: Mapping[TextSource, float] = MappingProxyType(
    {
        TextSource.TEXT: 1.0,
        TextSource.SUMMARY: 1.5,
        TextSource.VALUES: 1.5,
        TextSource.FACTORS: 1.5,
        TextSource.ALERTS: 1.5,
        TextSource.ERRORS: 1.5,
    }
)
"""How many times a term counts that comes from a source; chosen by cross-validation, all but the text alike."""


@dataclass(frozen=True, slots=True)
class ScoringParameters:
    """How similarity is weighed."""

    k1: float = 1.2
    """BM25's k1: how much a term's tenth mention adds to its first."""
    b: float = 0.75
    """BM25's b: how much a longer document has to say a thing more often."""
    weights: Mapping[TextSource, float] = field(default_factory=lambda: SOURCE_WEIGHTS, hash=False)
    smoothing: float = 0.6
    """The share of a document's score that comes from the documents most like it."""


DEFAULT_PARAMETERS = ScoringParameters()
MAX_NEIGHBOURS = 10
"""So many documents lend their scores to another."""
MAX_NEIGHBOUR_SHARE = 0.5
"""No neighbour lends more than that of what is lent, so that who says it comes before who is like who says it."""
MAX_DOCUMENT_QUERY_TERMS = 40
"""A document is compared with others by so many of its strongest terms."""
MAX_TEXT_QUERY_TERMS = 100
"""Of a pasted text, so many of the rarest terms are looked up."""
MAX_INDEXED_TERMS = 200
"""So many of its strongest terms a document is found by; what a very long one says beside them does not count."""
MAX_COMPARED_POSTINGS = 20_000
"""When comparing documents, so many postings are looked at, those of the strongest terms first."""
MAX_INDEX_POSTINGS = 1_500_000
"""So many postings are kept in all: of ten thousand documents 150 terms each."""
TERM_BYTES = 7.3
"""What a term takes of the compressed data that a browser loads, its name above all; measured at 10,000 documents."""
POSTING_BYTES = 2.0
"""What a posting takes of it."""
EXPORT_BYTES = 640_000
"""So much of such data there may be in any case; with more, each document is found by fewer terms, the strongest."""
EXPORT_BYTES_PER_DOCUMENT = 260
"""So much more for each document: 0.9 MB for a thousand of them, 3.2 MB for ten thousand. With scripts, and what the
results of a few questions show, that makes 1 and 4 MB, although where words are rarest the index is a tenth larger."""
WEIGHT_SCALE = 5
"""Weights are whole fifths, so that every program that adds them gets the same sum, and they take few bytes."""


_COMMON_IDF = math.log(3)


def idf(documents: int, document_frequency: int) -> float:
    """Return the inverse document frequency of a term that `having` of so many documents have."""
    return math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))


def is_common(term_idf: float) -> bool:
    """Whether a third of all documents or more have a term of such rarity."""
    return term_idf < _COMMON_IDF


def tf_weight(count: float, length: float, parameters: ScoringParameters) -> float:
    """Return what a term's count says: ever less for each further mention, and less in a longer text.

    `length` is relative to the mean of all documents.
    """
    k1, b = parameters.k1, parameters.b
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length))


def query_tf_weight(count: float) -> float:
    """Return what it says that a question repeats a term, in hundredths so that it is the same everywhere."""
    return round(1 + math.log(max(count, 1)), 2)
