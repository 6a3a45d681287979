"""What is asked: terms with how much each matters. Made from a text, or from a document that may be a draft."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.bag import bag_of_record, bag_of_text
from mkdocs_postmortems.core.similar.collection import Collection
from mkdocs_postmortems.core.similar.glossary import Glossary
from mkdocs_postmortems.core.similar.index import Index
from mkdocs_postmortems.core.similar.lexis import Lexis
from mkdocs_postmortems.core.similar.record import read_record
from mkdocs_postmortems.core.similar.tuning import DOCUMENT_TERMS, TEXT_TERMS
from mkdocs_postmortems.core.similar.weighing import emphasis, frequency


@dataclass(frozen=True, slots=True)
class Question:
    """Numbers of terms, the strongest first, with their weights and the words they were asked in."""

    weights: tuple[tuple[int, float], ...]
    written: dict[int, str]


def ask_with_text(text: str, glossary: Glossary, collection: Collection, index: Index) -> Question:
    """Ask with a pasted text: of a long one, only the rarest terms that any document has."""
    bag = bag_of_text(text, glossary)
    weights = ((term, written, emphasis(count)) for term, written, count in bag.named())
    return _question(weights, collection, index, TEXT_TERMS)


def ask_with_document(document: Postmortem, collection: Collection, index: Index) -> Question:
    """Ask with a document, by what it is found by itself."""
    tuning = index.tuning
    record = read_record(document, collection.view.taxonomy)
    bag = bag_of_record(record, Lexis(collection.glossary), tuning.gist)
    length = bag.length / index.mean_length
    weights = ((term, written, frequency(count, length, tuning)) for term, written, count in bag.named())
    return _question(weights, collection, index, DOCUMENT_TERMS)


def _question(weights: Iterable[tuple[str, str, float]], collection: Collection, index: Index, most: int) -> Question:
    known = [one for one in weights if collection.terms.get(one[0], -1) in index.postings]
    strength = ((-weight * index.rarities[collection.terms[term]], term, weight, word) for term, word, weight in known)
    strongest = heapq.nsmallest(most, strength)
    chosen = tuple((collection.terms[term], weight) for _, term, weight, _ in strongest)
    return Question(chosen, {collection.terms[term]: written for _, term, _, written in strongest})
