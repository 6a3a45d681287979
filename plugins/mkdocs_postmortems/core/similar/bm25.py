"""BM25 term weighting and its parameters.

The values of `ScoringParameters` were chosen by cross-validation: see `benchmarks/retrieval.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class TextSource(StrEnum):
    """The parts of a document that terms are taken from, in the order in which they are counted."""

    TEXT = "text"
    """Id, title and body, and the action items and impact declared in the front matter."""
    SUMMARY = "summary"
    VALUES = "values"
    """Words of the names of facet values. Each value is also counted as one concept term."""
    FACTORS = "factors"
    """Descriptions of the contributing factors in the front matter."""
    ALERTS = "alerts"
    """Words of alert names. Each alert is also counted as one concept term."""
    ERRORS = "errors"
    """Words of error signatures. Each signature is also counted as one concept term."""


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
"""Factor by which an occurrence of a term counts, by source.

Cross-validated with one common factor for all sources except the text.
"""


@dataclass(frozen=True, slots=True)
class ScoringParameters:
    """Parameters of the similarity score."""

    k1: float = 1.2
    """BM25's k1, term frequency saturation: the higher, the more repeated mentions of a term add."""
    b: float = 0.75
    """BM25's b, length normalisation: 0 ignores the length of a document, 1 normalises by it fully."""
    weights: Mapping[TextSource, float] = field(default_factory=lambda: SOURCE_WEIGHTS, hash=False)
    smoothing: float = 0.6
    """The share, 0 to 1, of a document's score that comes from the scores of its most similar documents."""


DEFAULT_PARAMETERS = ScoringParameters()
MAX_NEIGHBOURS = 10
"""Maximum number of similar documents whose scores contribute to a document's score."""
MAX_NEIGHBOUR_SHARE = 0.5
"""Maximum share of one neighbour in the neighbours' contribution.

Keeps a document that has the query terms ahead of one that is only similar to such a document.
"""
MAX_DOCUMENT_QUERY_TERMS = 40
"""Number of strongest terms of a document by which it is compared with others."""
MAX_TEXT_QUERY_TERMS = 100
"""Maximum number of terms of a pasted text that are looked up, the highest weighted first."""
MAX_INDEXED_TERMS = 200
"""Maximum number of terms indexed per document, the strongest first; further terms of a long document are ignored."""
MAX_COMPARED_POSTINGS = 20_000
"""Maximum number of postings read when documents are compared, those of the strongest terms first."""
MAX_INDEX_POSTINGS = 1_500_000
"""Maximum number of postings of an index: 150 terms for each of 10,000 documents."""
TERM_BYTES = 7.3
"""Bytes per term in the compressed index that a browser loads, mostly its name; measured with 10,000 documents."""
POSTING_BYTES = 2.0
"""Bytes per posting in the compressed index."""
EXPORT_BYTES = 640_000
"""Fixed part of the size limit of the compressed index. Beyond the limit, fewer terms per document are indexed."""
EXPORT_BYTES_PER_DOCUMENT = 260
"""Additional size limit per document: in all 0.9 MB for 1,000 documents and 3.2 MB for 10,000.

With scripts and the result cards of a few queries, a browser loads about 1 MB and 4 MB. With unusually many rare words
the index exceeds its limit by up to a tenth.
"""
WEIGHT_SCALE = 5
"""Units per 1.0 of a stored weight: weights are integers, so that Python and JavaScript compute the same sums."""

_COMMON_IDF = math.log(3)
"""About the idf of a term that a third of all documents have."""


def idf(documents: int, document_frequency: int) -> float:
    """Return the inverse document frequency of a term that `document_frequency` of `documents` documents have."""
    return math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))


def is_common(term_idf: float) -> bool:
    """Return whether a term with this idf occurs in about a third of all documents or more."""
    return term_idf < _COMMON_IDF


def tf_weight(count: float, length: float, parameters: ScoringParameters) -> float:
    """Return BM25's weight of a term frequency, which saturates and decreases with the length of the document.

    Args:
        count: how often the term occurs, weighted by source.
        length: the length of the document, divided by the mean length of all documents.
        parameters: `k1` and `b`.
    """
    k1, b = parameters.k1, parameters.b
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length))


def query_tf_weight(count: float) -> float:
    """Return the weight of a term that occurs `count` times in a query, rounded so that browsers compute the same."""
    return round(1 + math.log(max(count, 1)), 2)
