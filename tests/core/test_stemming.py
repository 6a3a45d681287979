"""Words without their endings."""

import pytest
from mkdocs_postmortems.core.stemming import stem, uninflected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("expired", "expir"),
        ("expires", "expir"),
        ("retries", "retri"),
        ("retry", "retri"),
        ("delay", "delai"),
        ("db", "db"),
        ("as", "as"),
        ("überlast", "überlast"),
        ("x509s", "x509s"),
        ("a" * 100 + "s", "a" * 100 + "s"),
    ],
)
def test_words_of_one_stem_are_one(word, expected):
    """What is short, endless or no English word stays as it is."""
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Reports", "report"),
        ("reported", "report"),
        ("report", "report"),
        ("DNS", "dns"),
        ("shed", "shed"),
        ("access", "access"),
        ("logs", "log"),
        ("organizes", "organize"),
    ],
)
def test_names_lose_number_and_tense_alone(word, expected):
    """Short words and a double s keep their ending."""
    assert uninflected(word) == expected
