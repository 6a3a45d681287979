"""Words and values together."""

import pytest
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, YEARS
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Factor, Postmortem
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import look_up
from mkdocs_postmortems.core.similar.narrowing import Narrowing, resolve_values
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term
from views import unrestricted_view


def _document(path, body, **fields):
    return Postmortem(
        **{"path": path, "kind": DocumentKind.POSTMORTEM, "title": "", "id": path[:-3], "body": body} | fields
    )


DOCUMENTS = (
    _document("has-all.md", "certificate certificate expired has expired", services=("api",), date="2024-01-01"),
    _document("exact.md", "it said: x509: certificate has\n  expired or so, among many other words", services=("web",)),
    _document("other.md", "the pool was full", services=("api", "web"), date="2023-05-01", severity="sev1"),
)


@pytest.fixture
def finder():
    """Return what answers about three documents."""
    services = {"api": Term(id="api", name="The API", aliases=("backend",)), "web": Term(id="web", name="Web")}
    return SimilarityFinder(unrestricted_view(DOCUMENTS, Taxonomy({"services": services})))


def _paths(matches):
    return [match.document.path for match in matches]


def test_exact_strings_come_first(finder):
    """Across a line's end, whatever the score of the words; and the reason says so."""
    found = look_up(finder, "certificate has expired", Narrowing())

    assert _paths(found) == ["exact.md", "has-all.md"]
    assert found[0].reason == "says “certificate has expired”"


def test_what_is_in_quotes_has_to_be_there(finder):
    """As it is written, but for capitals and spaces."""
    assert _paths(look_up(finder, '"Certificate Has expired"', Narrowing())) == ["exact.md"]
    assert _paths(look_up(finder, '"x509:" pool', Narrowing())) == ["exact.md"]
    assert _paths(look_up(finder, '"x509:" "pool"', Narrowing())) == []


def test_a_part_of_a_word_is_found_as_a_string(finder):
    """What no index of words knows."""
    assert _paths(look_up(finder, "ertifica", Narrowing())) == ["exact.md", "has-all.md"]


def test_values_of_one_facet_are_alternatives_and_facets_narrow_down(finder):
    """As in the search of the site."""
    assert set(_paths(look_up(finder, "", Narrowing({SERVICES: ("api", "web")})))) == {d.path for d in DOCUMENTS}
    assert _paths(look_up(finder, "", Narrowing({SERVICES: ("api",), YEARS: ("2023",)}))) == ["other.md"]
    assert _paths(look_up(finder, "expired", Narrowing({SERVICES: ("api",)}))) == ["has-all.md"]


def test_without_words_the_newest_come_first(finder):
    """All that have the values."""
    assert _paths(look_up(finder, " ", Narrowing({SERVICES: ("api",)}))) == ["has-all.md", "other.md"]


def test_values_are_found_by_any_of_their_names(finder):
    """Ids, names and aliases of the taxonomy, and what documents use; the rest is handed back."""
    assert resolve_values(finder.view, SERVICES, ("Backend", "web", "nope")) == (("api", "web"), ("nope",))
    assert resolve_values(finder.view, SEVERITIES, ("SEV1",)) == (("sev1",), ())
    assert resolve_values(finder.view, YEARS, ("2023",)) == (("2023",), ())


@pytest.mark.parametrize("text", ['"', '""', '"\n"', "*", "<script>", "エラー", "😀", "a" * 10_000, "-", '"x'])
def test_any_text_can_be_looked_up(finder, text):
    """Nothing raises."""
    look_up(finder, text, Narrowing())


def test_identifiers_word_for_word_come_before_words():
    """The more of them the better, then the score, then the path."""
    documents = (
        _document("a.md", "deadlock deadlock deadlock"),
        _document("b.md", "deadlock on kafka-broker-7"),
        _document("c.md", "deadlock on kafka-broker-7 and db-2"),
        _document("d.md", "deadlock deadlock deadlock"),
    )
    finder = SimilarityFinder(unrestricted_view(documents, Taxonomy()))
    found = look_up(finder, "db-2 kafka-broker-7 deadlock", Narrowing())

    assert _paths(found)[:2] == ["c.md", "b.md"]
    assert _paths(look_up(finder, "deadlock", Narrowing())) == ["a.md", "d.md", "b.md", "c.md"]
    assert _paths(look_up(finder, "deadlock", Narrowing(), limit=2)) == ["a.md", "d.md"]


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "zz-9"},
        {"title": "The zz-9"},
        {"summary": "The zz-9"},
        {"alerts": ("ZZ-9",)},
        {"error_signatures": ("zz-9: no",)},
        {"services": ("zz-9",)},
        {"tags": ("zz-9",)},
        {"factors": (Factor(1, "zz-9"),)},
        {"factors": (Factor(1, text="the zz-9 broke"),)},
        {"actions": (ActionItem(1, "Replace zz-9"),)},
        {"body": "and ZZ-9"},
    ],
)
def test_everything_that_a_document_says_is_looked_through(fields):
    """Also what its front matter says; what is in quotes may stand in any of it."""
    documents = (_document("a.md", **{"body": "", **fields}), _document("b.md", "something else"))
    finder = SimilarityFinder(unrestricted_view(documents, Taxonomy()))

    assert _paths(look_up(finder, '"zz-9"', Narrowing())) == ["a.md"]


def test_what_was_looked_for_is_said_in_short():
    """The first hundred and twenty characters of it."""
    text = "word " * 40
    finder = SimilarityFinder(unrestricted_view((_document("a.md", text),), Taxonomy()))
    [found] = look_up(finder, text, Narrowing())

    assert found.reason == f"says “{text[:120]}”"


def test_a_facet_without_values_narrows_nothing(finder):
    """As if it were not there."""
    assert len(look_up(finder, "", Narrowing({SERVICES: ()}))) == 3
    assert _paths(look_up(finder, "", Narrowing(), limit=1)) == ["has-all.md"]
    assert [match.score for match in look_up(finder, "", Narrowing())] == [0.0, 0.0, 0.0]


def test_ten_are_looked_up_unless_more_are_asked_for():
    """With words or without."""
    documents = tuple(_document(f"{number:02}.md", "deadlock") for number in range(14))
    finder = SimilarityFinder(unrestricted_view(documents, Taxonomy()))

    assert len(look_up(finder, "deadlock", Narrowing())) == len(look_up(finder, "", Narrowing())) == 10
    assert len(look_up(finder, "deadlock", Narrowing(), 12)) == len(look_up(finder, "", Narrowing(), 12)) == 12


def test_a_value_that_the_newest_document_has_not_hides_no_other(finder):
    """Each document is looked at."""
    assert _paths(look_up(finder, "certificate", Narrowing({SERVICES: ("web",)}))) == ["exact.md"]


def test_more_identifiers_come_before_fewer():
    """Whatever the score of the words beside them."""
    documents = (
        _document("one.md", "kafka-broker-7 rebalance rebalance rebalance"),
        _document("two.md", "db_primary:5432 was asked by kafka-broker-7, and much else was said at great length"),
        _document("none.md", "rebalance"),
    )
    finder = SimilarityFinder(unrestricted_view(documents))

    found = _paths(look_up(finder, "rebalance of kafka-broker-7 by db_primary:5432", Narrowing()))
    assert found == ["two.md", "one.md"]  # a third of the words is no answer
