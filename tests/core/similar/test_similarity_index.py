"""The index of a collection: which documents have a term, how strongly, and which documents are alike."""

from __future__ import annotations

from array import array

import pytest
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.similar import DocumentCollection, similarity_index
from mkdocs_postmortems.core.similar.inverted_index import DocumentTerms, InvertedIndex, top_k
from mkdocs_postmortems.core.similar.ranking import Query, rank
from mkdocs_postmortems.core.similar.similarity_index import build_index
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import OperatorCorpus
from views import unrestricted_view


def collection(*bodies):
    """Return a collection of documents with these texts and nothing else."""
    documents = [
        Postmortem(path=f"{n:03}.md", kind=DocumentKind.POSTMORTEM, title="", id="", body=body)
        for n, body in enumerate(bodies)
    ]
    return DocumentCollection(unrestricted_view(documents))


def words(index, terms, doc_id):
    """Return the terms of a document with their weights."""
    return {name: weight for name, id in terms.items() if id in index and (weight := index[id].weight(doc_id))}


@pytest.mark.parametrize(
    ("scores", "k", "expected"),
    [
        ({}, 2, []),
        ({7: 1.0}, 2, [(1.0, -7)]),
        ({3: 1.0, 1: 2.0, 2: 1.0}, 2, [(2.0, -1), (1.0, -2)]),
        ({3: 1.0, 1: 1.0, 2: 1.0}, 2, [(1.0, -1), (1.0, -2)]),
        ({3: 1.0, 1: 0.5}, 0, []),
    ],
)
def test_the_highest_scores_come_first(scores, k, expected):
    """Of equal ones the first document."""
    assert top_k(scores, k) == expected


def inverted():
    """Return an index of three documents and five terms, of which two occur nowhere."""
    documents = [(2, 0), (2,), (0, 4, 2)]
    return InvertedIndex([DocumentTerms(array("I", one), array("H", range(10, 10 + len(one)))) for one in documents], 5)


def test_an_inverted_index_is_a_mapping_of_what_occurs():
    """A term that no document has is none of it, nor is anything that is no term."""
    index = inverted()

    assert list(index) == [0, 2, 4]
    assert len(index) == 3
    assert [term in index for term in (-1, 0, 1, 4, 5, "0")] == [False, True, False, True, False, False]
    assert [index.document_frequency(term) for term in range(5)] == [2, 0, 3, 0, 1]
    for term in (1, 3):
        with pytest.raises(KeyError):
            index[term]


def test_postings_hold_the_weight_in_each_document():
    """By ascending document; 0 where the term is not."""
    index = inverted()

    assert [(list(index[term].doc_ids), list(index[term].weights)) for term in index] == [
        ([0, 2], [11, 10]),
        ([0, 1, 2], [10, 10, 12]),
        ([2], [11]),
    ]
    assert [index[0].weight(doc_id) for doc_id in range(4)] == [11, 0, 10, 0]


def test_rare_terms_weigh_more_and_long_documents_less(monkeypatch):
    """Repeated mentions weigh more as well."""
    monkeypatch.setattr(similarity_index, "WEIGHT_SCALE", 1000)
    some = collection("gateway kafka", "gateway kafka kafka kafka kafka", "gateway", f"gateway kafka {'filler ' * 30}")
    index = build_index(some)
    weights = [words(index.postings, some.terms, doc_id) for doc_id in range(4)]

    assert all(one["kafka"] > one.get("gateway", 0) for one in weights if "kafka" in one)
    assert weights[1]["kafka"] > weights[0]["kafka"] > weights[3]["kafka"] > 0
    assert "kafka" not in weights[2]


def test_the_strongest_terms_are_indexed(monkeypatch):
    """Those that weigh most; of equal ones those that came first."""
    monkeypatch.setattr(similarity_index, "MAX_INDEXED_TERMS", 2)
    some = collection("alpha beta gamma gamma", "alpha delta", "alpha epsilon zeta")
    index = build_index(some)

    assert [set(words(index.postings, some.terms, n)) for n in range(3)] == [
        {"gamma", "beta"},
        {"alpha", "delta"},
        {"epsilon", "zeta"},
    ]


def test_the_number_of_postings_is_limited(monkeypatch):
    """As many for each document, and none at all where even one is too many."""
    bodies = ("alpha beta gamma delta", "alpha beta gamma delta epsilon")
    counts = []
    for limit in (100, 6, 5, 4, 1):
        monkeypatch.setattr(similarity_index, "MAX_INDEX_POSTINGS", limit)
        postings = build_index(collection(*bodies)).postings
        counts.append(sum(postings.document_frequency(term) for term in postings))

    assert counts == [9, 6, 4, 4, 0]


def test_the_size_of_what_a_browser_loads_is_limited(monkeypatch):
    """New terms and postings cost; a document more may cost more."""
    monkeypatch.setattr(similarity_index, "TERM_BYTES", 10)
    monkeypatch.setattr(similarity_index, "POSTING_BYTES", 1)
    monkeypatch.setattr(similarity_index, "EXPORT_BYTES_PER_DOCUMENT", 0)
    sizes = {}
    for limit in (0, 11, 12, 23, 24, 36, 1000):
        monkeypatch.setattr(similarity_index, "EXPORT_BYTES", limit)
        postings = build_index(collection("alpha beta gamma", "alpha beta gamma")).postings
        sizes[limit] = sum(postings.document_frequency(term) for term in postings)

    assert sizes == {0: 0, 11: 0, 12: 2, 23: 2, 24: 4, 36: 6, 1000: 6}
    monkeypatch.setattr(similarity_index, "EXPORT_BYTES", 0)
    monkeypatch.setattr(similarity_index, "EXPORT_BYTES_PER_DOCUMENT", 6)
    postings = build_index(collection("alpha beta gamma", "alpha beta gamma")).postings
    assert sum(postings.document_frequency(term) for term in postings) == 2


def test_an_empty_collection_has_an_index():
    """And a document without words is in it."""
    empty, wordless = build_index(collection()), build_index(collection("", "..."))

    assert (len(empty.postings), empty.neighbours, empty.mean_length) == (0, (), 1.0)
    assert (len(wordless.postings), wordless.neighbours, wordless.mean_length) == (0, ((), ()), 1.0)
    assert build_index(collection("alpha beta", "alpha beta gamma delta")).mean_length == 3


def test_neighbours_share_what_they_contribute():
    """In proportion to their likeness; a single one gives half, many give all of it together."""
    theme = "pgbouncer pool exhausted"
    neighbours = build_index(collection(f"{theme} kafka", f"{theme} kafka", theme, "unlike anything")).neighbours
    pair = build_index(collection(theme, theme, "unlike anything")).neighbours

    assert pair == (((1, 0.5),), ((0, 0.5),), ())
    assert [[doc_id for doc_id, _ in one] for one in neighbours] == [[1, 2], [0, 2], [0, 1], []]
    assert neighbours[0][0][1] == 0.5 > neighbours[0][1][1] > 0


def test_many_neighbours_give_all_of_it_together():
    """Ten of them at most, each the same if they are all alike."""
    neighbours = build_index(collection(*["pgbouncer\n\npool"] * 13, *[f"other{n}" for n in range(9)])).neighbours

    assert all(len(one) == 10 for one in neighbours[:13])
    assert {share for _, share in neighbours[0]} == {0.1}
    assert [doc_id for doc_id, _ in neighbours[12]] == list(range(10))


def test_terms_that_nobody_else_has_take_no_place():
    """Forty of them are stronger than the one that two documents share."""
    own = " ".join(f"own{chr(97 + n // 26)}{chr(97 + n % 26)} " * 3 for n in range(45))
    index = build_index(collection(f"{own} kafka", "kafka and little else", *[f"other{n}" for n in range(4)]))

    assert index.neighbours[0] == ((1, 0.5),)


def test_common_terms_are_compared_as_long_as_it_is_quick(monkeypatch):
    """The strongest first, as many as may be compared."""
    bodies = ("raft quorum lost", "raft", "raft quorum", "quorum", "other", "more")
    found = []
    for limit in (0, 2, 3, 5, 6):
        monkeypatch.setattr(similarity_index, "MAX_COMPARED_POSTINGS", limit)
        found.append([doc_id for doc_id, _ in build_index(collection(*bodies)).neighbours[1]])

    assert found == [[], [], [2, 0], [2, 0], [2, 0]]


def test_a_document_scores_by_its_neighbours_as_well():
    """A part of its score comes from them, the rest from its own words; what is excluded does not count at all."""
    some = collection("pgbouncer pool exhausted zz-9", "pgbouncer pool exhausted", "unlike anything")
    index = build_index(some)
    term = some.terms["zz-9"]
    own = index.postings[term].weight(0) * 2.0
    query = Query(((term, 2.0),), {})
    smoothing = index.parameters.smoothing

    first, second = rank(index, query)
    assert (first.doc_id, first.similar_to, second.doc_id, second.similar_to) == (0, None, 1, 0)
    assert first.score == pytest.approx((1 - smoothing) * own)
    assert second.score == pytest.approx(smoothing * 0.5 * own)
    assert rank(index, query, {0}) == []
    assert [hit.doc_id for hit in rank(index, query, {1})] == [0]


def test_documents_of_one_day_are_in_the_order_of_their_paths():
    """Those without a day come first."""
    days = {"c.md": "2024-01-01", "b.md": "2024-01-01", "a.md": "2024-01-02", "z.md": None}
    documents = [
        Postmortem(path=path, kind=DocumentKind.POSTMORTEM, title="", id="", body="x", date=day)
        for path, day in days.items()
    ]
    for some in (documents, documents[::-1]):
        collected = DocumentCollection(OperatorCorpus(Taxonomy({}), tuple(some))).documents

        assert [document.path for document in collected] == ["z.md", "b.md", "c.md", "a.md"]
