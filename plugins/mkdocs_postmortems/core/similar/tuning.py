"""The numbers of the scorer. They are few, and chosen by cross-validation: see `benchmarks/retrieval.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """How similarity is weighed."""

    saturation: float = 1.2
    """BM25's k1: how much a term's tenth mention adds to its first."""
    normalisation: float = 0.75
    """BM25's b: how much a longer document has to say a thing more often."""
    gist: float = 1.5
    """A word of the summary, of a facet's value or of an alert counts so many times one of the body."""
    smoothing: float = 0.6
    """The share of a document's score that comes from the documents most like it."""


DEFAULT = Tuning()
NEIGHBOURS = 10
"""So many documents lend their scores to another."""
LARGEST_SHARE = 0.5
"""No neighbour lends more than that of what is lent, so that who says it comes before who is like who says it."""
DOCUMENT_TERMS = 40
"""A document is compared with others by so many of its strongest terms."""
TEXT_TERMS = 100
"""Of a pasted text, so many of the rarest terms are looked up."""
INDEXED_TERMS = 200
"""So many of its strongest terms a document is found by; what a very long one says beside them does not count."""
POSTINGS = 20_000
"""When comparing documents, so many postings are looked at, those of the strongest terms first."""
LARGEST_INDEX = 1_500_000
"""So many postings are kept in all: of ten thousand documents 150 terms each."""
TERM_BYTES = 7.3
"""What a term takes of the compressed data that a browser loads, its name above all; measured at 10,000 documents."""
POSTING_BYTES = 2.0
"""What a posting takes of it."""
DATA_BYTES = 640_000
"""So much of such data there may be in any case; with more, each document is found by fewer terms, the strongest."""
MORE_BYTES = 260
"""So much more for each document: 0.9 MB for a thousand of them, 3.2 MB for ten thousand. With scripts, and what the
results of a few questions show, that makes 1 and 4 MB, although where words are rarest the index is a tenth larger."""
SCALE = 5
"""Weights are whole fifths, so that every program that adds them gets the same sum, and they take few bytes."""
