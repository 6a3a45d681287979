"""What words weigh, in figures that were worked out by hand."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.similar.bm25 import ScoringParameters, idf, is_common, query_tf_weight, tf_weight


@pytest.mark.parametrize(
    ("documents", "having", "expected"),
    [(1, 1, 0.2877), (10, 1, 1.9924), (10, 5, 0.6931), (10, 10, 0.0465), (1000, 1, 6.5033)],
)
def test_a_rare_word_weighs_more(documents, having, expected):
    """ln(1 + (N - n + 0.5) / (n + 0.5))."""
    assert idf(documents, having) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("documents", "having", "expected"), [(9, 4, True), (9, 2, False), (100, 34, True), (100, 32, False)]
)
def test_a_word_of_a_third_of_all_documents_is_common(documents, having, expected):
    """About: ln 3 is the limit."""
    assert is_common(idf(documents, having)) is expected


PLAIN = ScoringParameters(k1=1.0, b=0.5)


@pytest.mark.parametrize(
    ("count", "length", "expected"),
    [
        (1, 1, 1.0),
        (2, 1, 4 / 3),
        (4, 1, 8 / 5),
        (1, 2, 2 / 2.5),
        (2, 2, 4 / 3.5),
        (1, 0, 2 / 1.5),
        (1000, 1, 2000 / 1001),
    ],
)
def test_a_further_mention_weighs_less_and_a_long_text_dilutes(count, length, expected):
    """With k1 = 1 and b = 1/2: 2n / (n + (1 + length) / 2)."""
    assert tf_weight(count, length, PLAIN) == pytest.approx(expected)


def test_without_normalisation_length_makes_no_difference():
    """And with all of it, twice the length asks for twice the mentions."""
    assert tf_weight(2, 9, ScoringParameters(b=0)) == tf_weight(2, 1, ScoringParameters(b=0))
    assert tf_weight(2, 2, ScoringParameters(b=1)) == pytest.approx(tf_weight(1, 1, ScoringParameters(b=1)))


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (0.5, 1), (1, 1), (2, 1.69), (10, 3.3)])
def test_a_question_that_repeats_a_word_means_it_a_little_more(count, expected):
    """1 + ln n, in hundredths."""
    assert query_tf_weight(count) == expected
