"""Where sequences of words are found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, FingerprintKind, GapRule, shorten
from mkdocs_postmortems.core.leaks.normalize import normalize, split_words
from mkdocs_postmortems.core.leaks.phrase_matcher import build_phrase_matcher
from table_matcher import build_table_matcher


def fingerprint(written: str, gap: GapRule = GapRule.ANY) -> Fingerprint:
    """Return what stands for words."""
    words = tuple(written.lower().replace("-", " ").replace(".", " ").split())
    return Fingerprint(FingerprintKind.TITLE, ("a.md",), written, words, gap, written.lower())


def found(text: str, *written: str, gap: GapRule = GapRule.ANY) -> list[str]:
    """Return what of some sequences is found."""
    matcher = build_phrase_matcher(fingerprint(one, gap) for one in written)
    return [one.shown for one, _ in matcher.find(normalize(text))]


LENGTHS = [1, 2, 3, 4, 5, 6, 7, 11, 12, 13]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("before", [0, 1, 5])
@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_sequence_is_found_wherever_it_stands(length, before, after):
    """Of any length; one that lacks its first or its last word is another."""
    words = [f"w{number}x" for number in range(length)]
    text = " ".join(["other"] * before + words + ["other"] * after)

    assert found(text, " ".join(words)) == [" ".join(words)]
    assert found(text, " ".join(["more", *words])) == []
    assert found(text, " ".join([*words, "more"])) == []


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=13), st.lists(st.sampled_from("abc"), max_size=20))
def test_sequences_are_found_as_often_as_they_stand_there(words, text):
    """Also where they overlap."""
    expected = sum(text[at : at + len(words)] == words for at in range(len(text)))

    assert len(found(" ".join(text), " ".join(words))) == expected


def test_sequences_with_the_same_beginning_are_told_apart():
    """And one that is the beginning of another is found beside it."""
    assert found("a b c d", "a b c x", "a b c d", "a b c") == ["a b c d", "a b c"]


@pytest.mark.parametrize(
    ("gap", "between", "is_found"),
    [
        (GapRule.TIGHT, "-", True),
        (GapRule.TIGHT, "_", True),
        (GapRule.TIGHT, "::/", True),
        (GapRule.TIGHT, "::/-", False),
        (GapRule.TIGHT, " ", False),
        (GapRule.NARROW, " ", True),
        (GapRule.NARROW, "\n   ", True),
        (GapRule.NARROW, " - ", True),
        (GapRule.NARROW, ", **_(", True),
        (GapRule.NARROW, "-.-.-.", True),
        (GapRule.NARROW, "-.-.-.-", False),
        (GapRule.NARROW, " | ", False),
        (GapRule.NARROW, '": "', False),
        (GapRule.NARROW, "; ", False),
        (GapRule.NARROW, "\x1f", False),
        (GapRule.PROSE, " ", True),
        (GapRule.PROSE, " | ", True),
        (GapRule.PROSE, ", * [](", True),
        (GapRule.PROSE, ".", True),
        (GapRule.PROSE, ". ", False),
        (GapRule.PROSE, "! ", False),
        (GapRule.PROSE, "?\n", False),
        (GapRule.PROSE, "。", False),
        (GapRule.ANY, ". ", True),
        (GapRule.ANY, " | ", True),
    ],
)
def test_what_may_stand_between_words_depends_on_what_they_are(gap, between, is_found):
    """Between any two of them."""
    for text in (f"vault{between}token-xy", f"vault-token{between}xy"):
        assert (found(text, "vault-token-xy", gap=gap) != []) == is_found
        assert build_phrase_matcher([fingerprint("vault-token-xy", gap)]).contained(normalize(text))
    assert (found(f"vault{between}token", "vault-token", gap=gap) != []) == is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("(OPS-12)", True),
        ("ops-12.", True),
        ("ops 12", False),
        ("ops_12", False),
        ("ops-123", False),
        ("xops-12", False),
        ("ops-12-3", True),
        ("opsx12", False),
    ],
)
def test_what_must_be_exact_is_found_as_it_was_written(text, is_found):
    """What stands before and after it does not count."""
    assert (found(text, "ops-12", gap=GapRule.EXACT) != []) == is_found


def test_a_single_word_has_no_gaps():
    """Whatever its rule."""
    for gap in (GapRule.ANY, GapRule.NARROW, GapRule.PROSE, GapRule.EXACT):
        assert found("the vault now", "vault", gap=gap) == ["vault"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("xkafkabroker7y", 1),
        ("kafka_broker.7", 2),
        ("KAFKA@BROKER@7", 2),
        ("the/kafkabroker7/logs", 1),
        ("ékafkabroker7é", 1),
        ("kafkabroker7kafkabroker7", 1),
        ("kafkabroker8", 0),
        ("kafkabroke", 0),
        ("kafkab roker7", 0),
        ("kafka:broker7x", 0),
    ],
)
def test_a_long_identifier_is_found_inside_of_longer_ones(text, times):
    """With or without what parts it, then as words, too; what parts words is not inside of one."""
    assert len([one for one in found(text, "kafka-broker-7", gap=GapRule.TIGHT) if one]) == times


def test_an_identifier_of_eight_characters_is_found_inside_of_others():
    """It is no longer than what it is looked up by."""
    assert found("xabcd1234", "abcd-1234", gap=GapRule.TIGHT) == ["abcd-1234"]
    assert found("abcd1234", "abcd-1234", gap=GapRule.TIGHT) == ["abcd-1234"]
    assert found("xabcd1234", "abcd-1234", gap=GapRule.NARROW) == []


def test_an_identifier_of_any_length_is_found_inside_of_others():
    """To its last letter: only to see whether it may be there takes its beginning."""
    key = "k3y" * 400
    assert found(f"x{key}9", key, gap=GapRule.TIGHT) == [key]
    assert found(f"x{key[:-1]}9", key, gap=GapRule.TIGHT) == []


def test_an_identifier_of_other_letters_is_found_inside_of_others():
    """Of any script."""
    assert found("xкафкаbroker7", "кафка-broker-7", gap=GapRule.TIGHT) == ["кафка-broker-7"]


def test_the_excerpt_of_a_longer_word_is_the_beginning_of_that_word():
    """Two hundred characters of it."""
    word = "x" * 250 + "kafkabroker7"
    [(_, around)] = build_phrase_matcher([fingerprint("kafka-broker-7", GapRule.TIGHT)]).find(f"the {word}")
    assert around == "x" * 200


def test_identifiers_with_the_same_beginning_are_told_apart():
    """By what follows."""
    assert found("xkafkabroker7", "kafka-broker-7", "kafka-broker-8", gap=GapRule.TIGHT) == ["kafka-broker-7"]
    assert found("kafkabroker77", "kafka-broker-7", "kafka-broker-77", gap=GapRule.TIGHT) == [
        "kafka-broker-7",
        "kafka-broker-77",
    ]


WRITTEN = st.lists(
    st.sampled_from(["kafka", "broker", "7", "ops", "12", "é", "東", "京", "ß", "İ", "кафка"]), min_size=1, max_size=14
)
BETWEEN = st.sampled_from(
    [" ", "-", "_", ".", ". ", "@", " | ", "", "\n", "\ud83d", "—", "\x1f", "。", "\u200b", "<b>"]
)


@given(
    st.lists(st.tuples(WRITTEN, st.sampled_from(GapRule)), max_size=6),
    st.lists(st.tuples(WRITTEN, BETWEEN), max_size=8),
    BETWEEN,
)
def test_the_automata_find_what_tables_of_first_words_find(wanted, pieces, inside):
    """The simpler and slower search is the measure, with and without the rules of what may stand between words."""
    fingerprints = [
        Fingerprint(FingerprintKind.TITLE, ("a.md",), "x", words, gap, normalize("-".join(written)))
        for written, gap in wanted
        if (words := tuple(split_words(normalize(" ".join(written)))))
    ]
    text = normalize("".join(inside.join(words) + after for words, after in pieces))
    fast, slow = build_phrase_matcher(fingerprints), build_table_matcher(fingerprints)

    assert {one for one, _ in fast.find(text)} == {*slow.find(text)}
    assert fast.contained(text) == {*slow.find(text, check_gaps=False)}


def excerpt(text: str, written: str) -> str:
    """Return the text around what is found."""
    [(_, around)] = build_phrase_matcher([fingerprint(written)]).find(text)
    return around


def test_an_excerpt_has_forty_characters_on_both_sides():
    """In one line, with everything printable."""
    left, right = "l" * 60, "r" * 60
    assert excerpt(f"{left} vault {right}", "vault") == f"{'l' * 39} vault {'r' * 39}"
    assert excerpt("the vault", "vault") == "the vault"
    assert excerpt("vault now", "vault") == "vault now"
    assert excerpt("a\n\n  b\x00c vault\td", "vault") == "a b c vault d"


def test_an_excerpt_of_a_long_match_is_cut():
    """It shows how it begins: a hundred and sixty characters and forty more."""
    gap = "-" * 300
    assert excerpt(f"vault{gap}token", "vault token") == "vault" + "-" * 195
    assert excerpt(f"vault{'-' * 150}token{'.' * 50}", "vault token") == f"vault{'-' * 150}token{'.' * 40}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a  b\nc", "a b c"), ("x" * 80, "x" * 80), ("x" * 81, "x" * 79 + "…"), ("", "")],
)
def test_what_is_shown_fits_into_a_message(text, expected):
    """One line of at most eighty characters."""
    assert shorten(text) == expected
