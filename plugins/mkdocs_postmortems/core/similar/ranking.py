"""Which documents answer a question best. A hundred lines of any language do the same with an exported index."""

from __future__ import annotations

from collections.abc import Collection as Container
from dataclasses import dataclass

from mkdocs_postmortems.core.similar.index import Index
from mkdocs_postmortems.core.similar.question import Question


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    place: int
    score: float
    through: int | None
    """The place of the document that it was found through, if it has nothing of the question itself."""


def rank(index: Index, question: Question, without: Container[int] = ()) -> list[Hit]:
    """Return all documents with a score, best first; of equal ones the older first."""
    direct = score(index, question)
    for place in without:
        direct.pop(place, None)
    smooth = index.tuning.smoothing
    hits = []
    for place, neighbours in enumerate(index.neighbours):
        own, lent, best = direct.get(place, 0.0), 0.0, (0.0, 0)
        for other, share in neighbours:
            part = share * direct.get(other, 0.0)
            lent += part  # Not `sum()`, which rounds in its own way: browsers have to come to the same figure.
            best = max(best, (part, -other))
        total = (1 - smooth) * own + smooth * lent
        if total and place not in without:
            hits.append(Hit(place, total, None if own else -best[1]))
    return sorted(hits, key=lambda hit: (-hit.score, hit.place))


def score(index: Index, question: Question) -> dict[int, float]:
    """Return the score of each document that has any term of the question."""
    scores: dict[int, float] = {}
    for term, asked in question.weights:
        found = index.postings[term]
        for place, worth in zip(found.places, found.weights, strict=True):
            scores[place] = scores.get(place, 0.0) + asked * worth
    return scores
