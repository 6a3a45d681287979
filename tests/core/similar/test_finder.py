"""What is found, in which order, and why."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import DocumentKind, Factor, Postmortem, Relation, RelationKind
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term
from views import unrestricted_view


def _document(path, body, **fields):
    return Postmortem(
        **{"path": path, "kind": DocumentKind.POSTMORTEM, "title": path, "id": path[:-3], "body": body} | fields
    )


DOCUMENTS = (
    _document("pool.md", "pgbouncer had no connection left: ECONNREFUSED on kafka-broker-7"),
    _document("cert.md", "x509: certificate has expired or is not yet valid"),
    _document("memory.md", "the indexer was OOMKilled, again and again"),
    _document("dns.md", "NXDOMAIN for every name below the moved zone"),
    _document("disk.md", "no space left on device, said the log shipper"),
    _document("flag.md", "a feature flag was switched on for all customers"),
)


def _view(*documents):
    return unrestricted_view(documents)


def _paths(matches):
    return [match.document.path for match in matches]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ECONNREFUSED", "pool.md"),
        ("econnrefused", "pool.md"),
        ("kafka-broker-7", "pool.md"),
        ("is there another kafka broker?", "pool.md"),
        ("x509: certificate has expired", "cert.md"),
        ("our tls certs ran past their expiry", "cert.md"),
        ("OOMKilled", "memory.md"),
        ("killed by the kernel: out of memory", "memory.md"),
        ("name resolution fails", "dns.md"),
        ("ENOSPC", "disk.md"),
        ("dns", "dns.md"),
    ],
)
def test_the_incident_comes_first(asked, expected):
    """By its identifier whole or in part, by the same words, or by other words for the same."""
    assert _paths(SimilarityFinder(_view(*DOCUMENTS)).similar_to_text(asked))[0] == expected


def test_who_says_it_comes_before_who_is_like_it():
    """Also where a document has one neighbour only."""
    documents = (_document("a.md", "the payment queue stood still"), _document("b.md", "the payment queue zz-9 stood"))

    assert _paths(SimilarityFinder(_view(*documents)).similar_to_text("zz-9")) == ["b.md", "a.md"]


def test_what_is_found_through_another_says_so():
    """It has no word of the question, but most of those of a document that has."""
    shared = "replica promoted standby lag wal segments archive"
    documents = (_document("a.md", f"{shared} zz-9"), _document("b.md", shared), *DOCUMENTS)
    reasons = {
        match.document.path: match.reason for match in SimilarityFinder(_view(*documents)).similar_to_text("zz-9")
    }

    assert reasons["b.md"] == "is much like 'a.md'"
    assert reasons["a.md"] == "names `zz-9`"


def test_a_long_document_is_not_favoured():
    """Saying a thing once among a thousand others is less than saying little else."""
    long = _document(
        "long.md", "deadlock " + " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600))
    )

    assert (
        _paths(SimilarityFinder(_view(long, _document("short.md", "a deadlock of two"))).similar_to_text("deadlock"))[0]
        == "short.md"
    )


def test_the_order_of_documents_makes_no_difference():
    """Neither to what is found, nor to scores and reasons."""
    shuffled = list(DOCUMENTS)
    random.Random(1).shuffle(shuffled)
    asked = "connection to the expired zone refused on kafka"

    assert SimilarityFinder(_view(*DOCUMENTS)).similar_to_text(asked) == SimilarityFinder(
        _view(*shuffled)
    ).similar_to_text(asked)


def test_shared_values_are_the_reason():
    """Named as the taxonomy names them, the rarest first, before the words."""
    factors = {
        "untested-rollback": Term(id="untested-rollback", name="Untested rollback", aliases=("no rollback drill",))
    }
    taxonomy = Taxonomy({"factors": factors})
    documents = (
        _document("a.md", "pgbouncer gave up", factors=(Factor(1, "untested-rollback"),)),
        _document("b.md", "it was pgbouncer", factors=(Factor(1, "untested-rollback"),), alerts=("PoolFull",)),
        *DOCUMENTS[1:],
    )
    finder = SimilarityFinder(unrestricted_view(documents, taxonomy))
    to_document = {match.document.path: match.reason for match in finder.similar_to_document(documents[0])}
    to_text = {match.document.path: match.reason for match in finder.similar_to_text("no rollback drill. PoolFull!")}

    assert to_document["b.md"] == "shares contributing factor untested rollback; both name pgbouncer"
    assert to_text["b.md"].startswith("has alert `PoolFull` and contributing factor untested rollback")


def test_values_that_nobody_declared_are_found_by_their_names():
    """Those of the corpus are known to a question, as those of a taxonomy are."""
    terms = {"orders-db": Term(id="orders-db", name="Orders DB", declared=False)}
    documents = (_document("a.md", "it was full", services=("orders-db",)), *DOCUMENTS)
    found = SimilarityFinder(unrestricted_view(documents, Taxonomy({"services": terms}))).similar_to_text("orders db")

    assert (found[0].document.path, found[0].reason) == ("a.md", "has service Orders DB")


def test_other_words_for_one_thing_are_named_by_their_topic():
    """The reason does not claim that a document has a word that it has not."""
    reasons = {
        match.document.path: match.reason
        for match in SimilarityFinder(_view(*DOCUMENTS)).similar_to_text("name resolution")
    }

    assert reasons["dns.md"] == "names DNS, name"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("the indexer was OOMKilled again", "names indexer, `OOMKilled`"),
        ("again and again", "names again"),
        ("again, the logs of kafka-broker-7 apparently", "names `kafka-broker-7`"),
        ("the moved zone below", "names moved, zone"),
    ],
)
def test_a_reason_names_words_that_say_something(asked, reason):
    """Identifiers, what the glossary knows and nouns; `again` only where there is nothing else."""
    first = SimilarityFinder(_view(*DOCUMENTS)).similar_to_text(asked)[0]

    assert first.reason == reason


def test_a_reason_chooses_the_words_that_say_most():
    """Of more than can be named, though others are as rare; they stay in the order of their weight."""
    body = "suddenly delayed pausing nearly `wal-7` archive segments replica"
    reason = SimilarityFinder(_view(_document("a.md", body), *DOCUMENTS)).similar_to_text(body)[0].reason

    assert sorted(reason.removeprefix("names ").split(", ")) == ["`wal-7`", "archive", "replica", "segments"]


def test_a_reason_names_what_everybody_says_last():
    """A word of a third of all documents may be what two have in common, but it is no reason."""
    documents = [_document(f"{n}.md", "gateway archive" if n < 4 else "wal") for n in range(9)]
    asked = _document("a.md", f"gateway gateway gateway {'so it was ' * 9} lagoon")
    found = SimilarityFinder(_view(asked, *documents)).similar_to_text("gateway gateway gateway lagoon")[0]

    assert found.reason == "names lagoon, gateway"


def test_declared_relations_come_first():
    """Whichever side declares them; a document is never like itself."""
    relation = Relation(RelationKind.RECURRENCE_OF, "flag.md", 1)
    documents = (*DOCUMENTS, _document("again.md", "certificate expired", relations=(relation,)))
    finder = SimilarityFinder(_view(*documents))
    forth, back = finder.similar_to_document(documents[-1]), finder.similar_to_document(documents[5])

    assert (forth[0].document.path, forth[0].reason) == ("flag.md", "Recurrence of")
    assert forth[1].document.path == "cert.md"
    assert "again.md" not in _paths(forth)
    assert (back[0].document.path, back[0].reason) == ("again.md", "Happened again")


def test_a_draft_is_not_part_of_the_view():
    """Asking with it leaves what others find as it is."""
    finder = SimilarityFinder(_view(*DOCUMENTS))
    before = finder.similar_to_text("certificate")
    matches = finder.similar_to_document(_document("draft.md", "the certificate of the proxy expired at night"))

    assert _paths(matches)[0] == "cert.md"
    assert finder.similar_to_text("certificate") == before


def test_lines_of_a_template_are_ignored():
    """What every document says tells nothing, whatever its words."""
    hint = "Describe the blast radius in two sentences"
    documents = tuple(_document(d.path, f"{hint}\n\n{d.body}") for d in DOCUMENTS)

    assert SimilarityFinder(_view(*documents)).similar_to_text("blast radius") == ()


def test_headings_that_every_postmortem_has_are_ignored(parsed):
    """A question about lessons does not find all that have a section of the name."""
    finder = SimilarityFinder(_view(parsed("a.md", "# Outage\n\n## Lessons learned\n\nNone.\n"), *DOCUMENTS))

    assert finder.similar_to_text("lessons learned") == ()


def test_an_empty_view_finds_nothing():
    """And does not mind."""
    assert SimilarityFinder(_view()).similar_to_text("anything") == ()


def test_long_texts_are_asked_by_their_rarest_terms():
    """Five thousand words of noise around one identifier still find its incident."""
    noise = " ".join(f"2024-01-02T03:04:05 worker-{i} ok request{i}" for i in range(2_000))

    assert (
        _paths(SimilarityFinder(_view(*DOCUMENTS)).similar_to_text(f"{noise} kafka-broker-7 {noise}"))[0] == "pool.md"
    )


def test_ten_are_found_unless_more_are_asked_for():
    """By a text and by a document."""
    others = [_document(f"x{number:02}.md", f"something{number} else") for number in range(30)]
    documents = [_document(f"{number:02}.md", f"deadlock of table{number}") for number in range(14)] + others
    finder = SimilarityFinder(_view(*documents))

    assert len(finder.similar_to_text("deadlock")) == 10
    assert len(finder.similar_to_document(documents[0])) == 10
    assert len(finder.similar_to_text("deadlock", 12)) == 12
    assert len(finder.similar_to_document(documents[0], 3)) == 3


_TEXTS = st.text(alphabet=st.sampled_from("aeort -_./:7\n#*`<>\"'エ😀"), max_size=60) | st.text(max_size=60)


def _assert_comparable(bodies, asked):
    """Nothing raises, scores are positive and fall, and nothing is found twice."""
    finder = SimilarityFinder(_view(*(_document(f"{n}.md", body) for n, body in enumerate(bodies))))
    for matches in (finder.similar_to_text(asked), finder.similar_to_document(_document("draft.md", asked))):
        scores = [match.score for match in matches]

        assert all(score > 0 for score in scores)
        assert scores == sorted(scores, reverse=True)
        assert len(set(_paths(matches))) == len(matches)
        assert all(match.reason for match in matches)


@settings(max_examples=25, deadline=None)
@given(st.lists(_TEXTS, max_size=5), _TEXTS)
def test_any_texts_can_be_compared(bodies, asked):
    """With a text and with a document."""
    _assert_comparable(bodies, asked)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(_TEXTS, max_size=5), _TEXTS)
def test_many_texts_can_be_compared(bodies, asked):
    """As above."""
    _assert_comparable(bodies, asked)
