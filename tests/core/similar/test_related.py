"""Related incidents, and what one more document changes."""

import random

import pytest
from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.model import DocumentKind, Postmortem, Relation, RelationKind
from mkdocs_postmortems.core.similar import DocumentCollection, build_related
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
