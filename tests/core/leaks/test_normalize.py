"""Texts as they are compared."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.leaks.normalize import (
    begins_word,
    is_cjk_letter,
    normalize,
    split_words,
    word_spans,
    word_weight,
)


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


@given(st.text(), st.text(alphabet="aé漢か–🐟_ \u0301\u200b", max_size=30))
def test_accents_and_separators_are_replaced_as_by_one_pattern(some, text):
    """However many different characters there are."""
    ignored = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
    for one in (some, text, some + text):
        plain = unicodedata.normalize("NFC", ignored.sub("", unicodedata.normalize("NFKD", one).casefold()))

        assert normalize(one) == plain
        assert split_words(plain) == [plain[start:end] for start, end in word_spans(plain)]


@given(st.text(alphabet="ab1é漢か–_ ", max_size=20))
def test_where_words_begin(text):
    """Asked of one place, it is what splitting the whole text says."""
    folded = normalize(text)
    within = {at for start, end in word_spans(folded) for at in range(start + 1, end)}

    assert [begins_word(folded, at) for at in range(len(folded))] == [at not in within for at in range(len(folded))]


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
