"""Texts as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.leaks.normalize import is_cjk_letter, normalize, split_words, word_spans, word_weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vault TOKEN", "vault token"),
        ("Öttilié", "ottilie"),
        ("Straße", "strasse"),
        ("ﬁle", "file"),
        ("pass\u00adword\u200b", "password"),
        ("が", "か\u3099"),
        ("漢字", "漢字"),
        ("Ｖault", "vault"),
    ],
)
def test_case_accents_and_what_nobody_sees_make_no_difference(text, expected):
    """The mark of a Japanese letter is no accent."""
    assert normalize(text) == normalize(expected)
    assert normalize(normalize(text)) == normalize(text)


def test_letters_of_japanese_stay_one_letter():
    """They are put together again after accents are taken away."""
    assert normalize("がぎ") == "がぎ"
    assert normalize("Öl") == "ol"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vault-token_03, now", ["vault", "token", "03", "now"]),
        ("a漢字b", ["a", "漢", "字", "b"]),
        ("naı̈ve", ["naıve"]),
        ("привет, мир", ["привет", "мир"]),
        ("_-_", []),
    ],
)
def test_words_are_letters_and_digits(text, expected):
    """A letter of a script without spaces is a word."""
    folded = normalize(text)
    assert split_words(folded) == expected
    assert [folded[start:end] for start, end in word_spans(folded)] == expected


@given(st.text())
def test_words_stand_where_they_are_said_to(text):
    """Whatever the text."""
    folded = normalize(text)
    assert [folded[start:end] for start, end in word_spans(folded)] == split_words(folded)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("漢", True), ("か", True), ("カ", True), ("漢字", False), ("a", False), ("я", False), ("", False)],
)
def test_a_letter_of_a_script_without_spaces(word, expected):
    """Kana and Han."""
    assert is_cjk_letter(word) is expected


@pytest.mark.parametrize(
    ("words", "weight"),
    [((), 0), (("a",), 1), (("12",), 0), (("漢",), 0.5), (("漢", "字", "a", "12", "x9"), 3), (("12", "2024"), 0)],
)
def test_two_letters_are_about_a_word_and_numbers_are_none(words, weight):
    """What a sequence counts for."""
    assert word_weight(words) == weight
