"""How it is said what two incidents have in common."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import DocumentKind, Factor, Postmortem
from mkdocs_postmortems.core.similar.explanation import explain, explain_by_neighbour, value_names
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

TAXONOMY = Taxonomy(
    {
        Vocabulary.FACTORS: {
            "drift": Term(id="drift", name="Configuration drift"),
            "dns-cache": Term(id="dns-cache", name="DNS caching"),
        },
        Vocabulary.SERVICES: {"api": Term(id="api", name="Checkout API"), "web": Term(id="web", name="Web")},
    }
)
DOCUMENT = Postmortem(
    path="a.md",
    kind=DocumentKind.POSTMORTEM,
    title="A",
    id="a",
    services=("api", "web"),
    tags=("pool", "lake"),
    trigger="deploy",
    factors=(Factor(1, "drift"), Factor(1, "dns-cache")),
    alerts=("Pool Full",),
    error_signatures=("ECONN " + "x" * 100,),
)
PHRASES = PhraseTrie(
    [("out of memory", "=topic:out of memory"), ("oom", "=topic:out of memory"), ("raft", "=topic:raft")]
)


def said(*terms: str, both_documents: bool = True) -> str:
    """Return the reason for terms, each as `term` or `term/how it was written`."""
    evidence = [(term.partition("/")[0], term.partition("/")[2] or term) for term in terms]
    return explain(evidence, DOCUMENT, TAXONOMY, PHRASES, both_documents=both_documents)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["=factors:drift"], "shares contributing factor configuration drift"),
        (["=factors:dns-cache"], "shares contributing factor DNS caching"),
        (["=services:api"], "shares service Checkout API"),
        (["=services:web"], "shares service web"),
        (["=services:api", "=services:web"], "shares services Checkout API and web"),
        (["=tags:pool", "=services:web", "=tags:lake"], "shares tags pool and lake and service web"),
        (["=alert:poolfull"], "shares alert `Pool Full`"),
        (["=error:econn" + "x" * 100], "shares error `ECONN " + "x" * 74 + "`"),
        (
            ["=services:web", "=tags:pool", "=triggers:deploy", "=factors:drift"],
            "shares service web, tag pool and trigger deploy",
        ),
        (["=services:web", "raft"], "shares service web; both name raft"),
    ],
)
def test_values_are_named_first(terms, expected):
    """Up to three, in the words of the taxonomy, small unless they are names."""
    assert said(*terms) == expected


@pytest.mark.parametrize(
    "term", ["=services:gone", "=alert:other", "=error:other", "=tags:nothing", "=severities:sev1"]
)
def test_a_value_that_the_document_has_not_is_not_named(term):
    """What else they have in common is."""
    assert said(term, "raft") == "both name raft"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["kafka", "raft"], "both name kafka, raft"),
        (["wal", "lag", "pod", "cgroup", "raft"], "both name wal, lag, pod, raft"),
        (["kafka-broker-7", "kafka", "broker"], "both name `kafka-broker-7`"),
        (["poolfull/PoolFull", "pool", "full"], "both name `PoolFull`"),
        (["econnrefused/ECONNREFUSED"], "both name `ECONNREFUSED`"),
        (["5xx"], "both name `5xx`"),
        (["kafka", "kafka/Kafka"], "both name kafka"),
        (["ab", "kafka"], "both name kafka"),
        (["ab"], "both name ab"),
        (["again"], "both name again"),
        (["again", "kafka"], "both name kafka"),
        (["delay/delayed", "wal", "lag", "pod", "cgroup"], "both name wal, lag, pod, cgroup"),
        (["delay/delayed", "kafka"], "both name delayed, kafka"),
        (["=topic:out of memory"], "both name out of memory"),
        (["=topic:out of memory", "oom"], "both name oom"),
        (["=topic:out of memory", "memori/memory", "kafka"], "both name out of memory, kafka"),
    ],
)
def test_words_that_say_most_are_named(terms, expected):
    """Up to four, in the order of their weight; what one says already is not said again."""
    assert said(*terms) == expected


def test_a_question_is_no_document():
    """It has nothing, so that nothing is shared."""
    assert said("=services:web", "raft", both_documents=False) == "has service web; names raft"
    assert said("again", both_documents=False) == "names again"


def test_words_of_a_value_are_not_said_again():
    """They are part of its name."""
    assert said("=factors:drift", "drift", "configur/configuration", "raft") == (
        "shares contributing factor configuration drift; both name raft"
    )


def test_a_common_word_is_no_reason_beside_a_value():
    """It says nothing."""
    assert said("=services:web", "again") == "shares service web"


@pytest.mark.parametrize(("length", "is_named"), [(1, True), (80, True), (81, False)])
def test_a_neighbour_is_named_if_its_title_is_short(length, is_named):
    """A long one would be the whole line."""
    expected = f"is much like {'x' * length!r}" if is_named else "is much like another result"
    assert explain_by_neighbour("x" * length) == expected


def test_values_have_names_for_sentences():
    """Of all fields that make incidents alike."""
    assert value_names(DOCUMENT, TAXONOMY) == {
        "=factors:drift": "contributing factor configuration drift",
        "=factors:dns-cache": "contributing factor DNS caching",
        "=services:api": "service Checkout API",
        "=services:web": "service web",
        "=tags:pool": "tag pool",
        "=tags:lake": "tag lake",
        "=triggers:deploy": "trigger deploy",
    }
