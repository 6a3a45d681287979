"""Words: the form in which texts of two authors are compared."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.parse.words import UNFILLED, bare, phrases


@pytest.mark.parametrize(("text", "words"), {"N/A": "n a", " To_do! ": "to do", "Où?": "où", "—": ""}.items())
def test_bare_words_have_no_case_and_no_punctuation(text: str, words: str) -> None:
    """Whatever stands between words is one space."""
    assert words == bare(text)


def test_phrases_may_break_anywhere() -> None:
    """A table of phrases is wrapped for its readers, not for the program."""
    assert phrases("one two | three\n    four") == ("one two", "three four")


def test_unfilled_words_are_bare() -> None:
    """They are compared with bare words, so they have to be that themselves."""
    assert [word for word in UNFILLED if bare(word) != word] == []
