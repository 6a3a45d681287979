"""Text as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.similar.words import read_word, read_words


def _terms(text):
    """Return everything that a text can be found by."""
    words = list(read_words(text))
    return [word.whole for word in words if word.whole] + [p.stem for word in words for p in word.parts if p.is_term]


@pytest.mark.parametrize(
    ("written", "whole", "parts"),
    [
        ("kafka-broker-7", "kafka-broker-7", ["kafka", "broker"]),
        ("PM2021-004", "pm2021-004", ["pm", "2021", "004"]),
        ("KafkaConsumerLagHigh", "kafkaconsumerlaghigh", ["kafka", "consum", "lag", "high"]),
        ("/var/log/nginx/error.log", "var/log/nginx/error.log", ["var", "log", "nginx", "error", "log"]),
        ("db_primary:5432", "db_primary:5432", ["db", "primari", "5432"]),
        ("5xx", "5xx", ["xx"]),
        ("x509", "x509", ["509"]),
        ("10.0.3.7", "10.0.3.7", []),
        ("ECONNREFUSED", None, ["econnrefus"]),
        ("500", None, ["500"]),
        ("14:32", None, []),
        ("2024-01-02T03:04:05Z", None, []),
        ("Überlast", None, ["überlast"]),
        ("接続エラー", None, ["接続", "続エ", "エラ", "ラー"]),
    ],
)
def test_identifiers_stay_whole_and_are_split(written, whole, parts):
    """Either half of it finds it; days and times of day are no terms."""
    (word,) = read_words(written)

    assert (word.whole, [part.stem for part in word.parts if part.is_term]) == (whole, parts)


def test_capitals_make_no_difference_to_an_identifier():
    """An alert that somebody types in small letters is the alert."""
    assert set(_terms("oomkilled")) <= set(_terms("OOMKilled"))


def test_words_of_one_stem_are_one_term():
    """Also where Porter's algorithm has two readings of a last `y`."""
    assert _terms("expired expires") == ["expir", "expir"]
    assert _terms("retry retries delay delayed") == ["retri", "retri", "delai", "delai"]


@given(st.text())
def test_any_text_can_be_read(text):
    """No word is lost a character, and none is empty."""
    for word in read_words(text):
        assert word.written in text
        assert all(part.stem for part in word.parts)


@pytest.mark.parametrize(
    ("written", "is_whole", "parts"),
    [
        ("1." * 49 + "12", True, 0),
        ("1." * 49 + "123", False, 0),
        ("a-" * 49 + "ab", True, 1),
        ("a-" * 49 + "abc", False, 1),
        ("9" * 100, False, 1),
        ("9" * 101, False, 0),
        ("a" * 100, False, 1),
        ("a" * 101, False, 0),
        ("99", False, 0),
        ("999", False, 1),
        ("x99", True, 0),
    ],
)
def test_terms_have_limits(written, is_whole, parts):
    """A hundred letters; of a number at least three digits, of a word two letters."""
    word = read_word(written)

    assert (word.whole is not None) is is_whole
    assert sum(part.is_term for part in word.parts) == parts
