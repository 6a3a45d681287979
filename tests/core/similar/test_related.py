"""Related incidents, and what one more document changes."""

import random

import pytest
from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Relation, RelationKind
from mkdocs_postmortems.core.similar import DocumentCollection, build_related
from mkdocs_postmortems.core.similar import related as related_module
from views import unrestricted_view

THEMES = ("pgbouncer pool connections exhausted", "certificate authority expired", "kafka rebalance consumers lag")


def _document(number, body, **fields):
    day = f"2024-{number // 28 + 1:02d}-{number % 28 + 1:02d}"
    path = f"{number:03d}.md"
    return Postmortem(
        **{"path": path, "kind": DocumentKind.POSTMORTEM, "title": path, "id": path, "date": day, "body": body} | fields
    )


def _documents(count):
    rng = random.Random(7)
    common = [f"common{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    return [
        _document(n, f"{THEMES[n % 3]} {' '.join(rng.choices(common, k=8))}\nSay what happened in this section")
        for n in range(count)
    ]


def _related(documents):
    everything = unrestricted_view(documents)
    return build_related(DocumentCollection(everything), build_document_links(everything))


def _changed(before, after):
    return {path for path in after if before.get(path) != after[path]}


def test_pages_name_what_is_like_them():
    """The same theme first; earlier ones, and later ones that name this one."""
    related = _related(_documents(12))

    for path, found in related.items():
        assert int(found[0].document.path[:3]) % 3 == int(path[:3]) % 3
        assert all(0 < one.similarity <= 1 and one.reason for one in found)
    assert related["000.md"][0].document.path > "000.md"


@pytest.mark.parametrize("count", [1, 4, 5, 30, 60])
def test_the_newest_document_changes_its_own_page_and_those_it_names(count):
    """However many there are: also where a line of a template becomes one by it."""
    documents = _documents(count)
    before, after = _related(documents[:-1]), _related(documents)
    named = {one.document.path for one in after[documents[-1].path]}

    assert _changed(before, after) <= {documents[-1].path} | named
    assert len(named) <= 5


def test_a_document_filed_late_leaves_earlier_pages_alone():
    """Unless it names them, or is named together with them."""
    documents = _documents(40)
    before, after = _related(documents[:20] + documents[21:]), _related(documents)
    named = {one.document.path for found in after.values() for one in found if one.document.date >= "2024-01-21"}
    earlier = {path for path in _changed(before, after) if path < "020.md"}

    assert all(_earlier(before[path], path) == _earlier(after[path], path) for path in earlier), (
        "what a page names of documents before it stays"
    )
    assert named  # Control case.


def _earlier(found, path):
    return [one for one in found if one.document.path < path]


def test_declared_relations_are_named_first_and_once():
    """At both ends, whether they are alike or not."""
    relation = Relation(RelationKind.CAUSED_BY, "001.md", 1)
    documents = [*_documents(9), _document(9, "elsewhere entirely", relations=(relation,))]
    related = _related(documents)

    assert [(one.document.path, one.reason) for one in related["009.md"]] == [("001.md", "Caused by")]
    assert (related["001.md"][0].document.path, related["001.md"][0].declared) == ("009.md", True)
    assert len({one.document.path for one in related["001.md"]}) == len(related["001.md"])


def test_the_order_of_documents_makes_no_difference():
    """Days and paths decide what came before."""
    documents = _documents(20)

    assert _related(documents) == _related(documents[::-1])


def test_no_documents_are_no_trouble():
    """An empty view has no lists."""
    assert _related([]) == {}


def _small(*bodies, **fields):
    """Return documents of successive days with these texts."""
    return [_document(n, body, title="", id="", **fields) for n, body in enumerate(bodies)]


def _found(documents):
    """Return the paths of what each page names."""
    return [[one.document.path for one in found] for _, found in sorted(_related(documents).items())]


def test_five_earlier_ones_are_named_and_five_later_ones():
    """The most similar ones of each, the best of all first."""
    bodies = [f"pgbouncer\n\nwal{chr(97 + n)}" for n in range(7)] + ["unlike", "other", "more"]
    found = _found([*_small(*bodies), _document(20, "pgbouncer", title="", id="")])

    assert found[10] == ["000.md", "001.md", "002.md", "003.md", "004.md"]
    assert found[0] == ["020.md", "001.md", "002.md", "003.md", "004.md"]
    assert "020.md" not in found[5]
    assert found[7:10] == [[], [], []]


def test_the_most_similar_is_named_first():
    """Earlier or later; of equal ones by path."""
    related = _related(_small("raft quorum lost", "raft elsewhere nowhere else", "raft quorum lost", "unlike", "other"))
    scores = {path: [one.similarity for one in found] for path, found in related.items()}

    assert [one.document.path for one in related["001.md"]] == ["000.md", "002.md"]
    assert [one.document.path for one in related["000.md"]] == ["002.md", "001.md"]
    assert all(some == sorted(some, reverse=True) for some in scores.values())


def test_a_later_document_may_be_more_similar_than_an_earlier_one():
    """Then it is named before that."""
    related = _related(_small("raft nowhere else", "raft kafka lost", "raft kafka lost", "unlike", "other"))

    assert [one.document.path for one in related["001.md"]] == ["002.md", "000.md"]


def test_what_is_hardly_similar_is_not_named():
    """One word among many is less than a tenth."""
    noise = [" ".join(f"{a}{b}{chr(97 + n)}" for n in range(12)) for a, b in ("ab", "cd")]
    related = _related(_small(f"raft {noise[0]}", f"raft {noise[1]}", "raft ab", *["unlike"] * 6))

    assert [one.document.path for one in related["001.md"]] == ["002.md"]
    assert all(one.similarity >= 0.1 for found in related.values() for one in found)


def test_a_document_is_as_similar_as_can_be_to_one_with_the_same_words():
    """Whatever their lengths, a repeated text has 1, or nearly, and never more."""
    [(first, *_), *_] = _related(_small("pgbouncer pool exhausted", "pgbouncer pool exhausted", *"xyz")).values()

    assert 0.7 < first.similarity <= 1
    assert first.reason.startswith("both name ")


def test_words_of_a_template_are_no_likeness_from_the_fourth_document_on():
    """Before that nobody knows that they are a template's."""
    body = "describe the blast radius here\n\n{}"
    found = _found(_small(*(body.format(word) for word in ("raft", "kafka", "postgres", "nginx", "redis"))))

    assert "001.md" in found[2]
    assert found[3] == found[4] == []


def test_common_terms_are_compared_as_long_as_it_is_quick(monkeypatch):
    """The strongest first, as many as may be compared."""
    bodies = ("raft", "quorum", "raft quorum", "raft quorum lost lost", "other", "more", "lost")
    found = []
    for limit in (0, 1, 2, 3, 4):
        monkeypatch.setattr(related_module, "MAX_COMPARED_POSTINGS", limit)
        found.append({one.document.path for one in _related(_small(*bodies))["003.md"] if one.document.path < "003.md"})

    assert found == [set(), set(), {"000.md", "002.md"}, {"000.md", "002.md"}, {"000.md", "001.md", "002.md"}]
