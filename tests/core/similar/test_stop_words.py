"""Words that say nothing: they are no terms, no reason, and nothing rests on them."""

import pytest
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.similar.explanation import says_something
from mkdocs_postmortems.core.similar.phrases import PhraseTrie
from mkdocs_postmortems.core.similar.stop_words import OTHER_STOP_WORDS
from mkdocs_postmortems.core.similar.words import STOP_WORDS, read_words
from mkdocs_postmortems.core.taxonomy import Taxonomy

ENGLISH_WORDS = "die war pour on as do per sur port note plus over con den arm tag ai dos nas jest".split()


@pytest.mark.parametrize("text", ["que para não", "und nicht für", "nbsp", "die Dauer que", "che è della"])
def test_function_words_of_other_languages_are_no_terms(text):
    """Whatever the language of the document; other words of the text are."""
    terms = {part.written for word in read_words(text) for part in word.parts if part.is_term}

    assert not terms & OTHER_STOP_WORDS


def test_words_that_english_has_too_are_kept():
    """A process may die, a queue may pour, and computers have words of their own."""
    assert not OTHER_STOP_WORDS.intersection(ENGLISH_WORDS)
    assert OTHER_STOP_WORDS < STOP_WORDS


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["source", "priority", "INC"], False),
        (["2024", "100", "12"], False),
        (["502"], True),
        (["priority", "certificate"], True),
        ([], False),
    ],
)
def test_what_a_likeness_may_rest_on(incident, written, expected):
    """Not years, round numbers and the words of templates; an error code or a noun among them is enough."""
    document: Postmortem = incident("a.md")
    evidence = [(word.lower() if word.islower() or word.isdecimal() else "inc", word) for word in written]
    stems = [(part.stem, word) for _, word in evidence for read in read_words(word) for part in read.parts]

    assert says_something(stems, document, Taxonomy(), PhraseTrie({})) is expected
