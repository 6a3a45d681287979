"""Words without their endings."""

import sys
from concurrent.futures import ThreadPoolExecutor

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


def test_threads_stem_at_the_same_time():
    """The sites of several audiences are verified at once; a stemmer keeps the word that it works on."""
    words = ["organization", "retries", "credentials", "expired", "conditionally", "as", "operational"] * 300
    expected = [stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(lambda _: [stem(word) for word in words], range(4)))
    finally:
        sys.setswitchinterval(interval)

    assert results == [expected] * 4
