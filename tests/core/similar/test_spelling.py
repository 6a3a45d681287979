"""Words that are misspelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.similar import SimilarityFinder
from mkdocs_postmortems.core.similar.lookup import correct_question
from mkdocs_postmortems.core.similar.spelling import distance, spelling_words
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term
from views import unrestricted_view

DOCUMENT = Postmortem(
    path="a.md",
    id="a",
    kind=DocumentKind.POSTMORTEM,
    title="PgBouncer ran out of certificates",
    services=("checkout",),
    body="The rebalancing went through",
)
TAXONOMY = Taxonomy(
    {"services": {"checkout": Term(id="checkout", name="Checkout"), "hidden": Term(id="hidden", name="Mainframe")}}
)


@pytest.fixture
def finder():
    """Return what answers about one document."""
    return SimilarityFinder(unrestricted_view((DOCUMENT,), TAXONOMY))


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("pgbuncer", "pgbouncer"),
        ("slow Certifcates", "slow certificates"),
        ("chekcout", "checkout"),
        ("rebalencing", "rebalencing"),  # no word of a title or a value
        ("mainframes", "mainframes"),  # a value that no document has
        ("checkouts pgbounc rebalancing", "checkouts pgbounc rebalancing"),  # found as they are
        ("pgbuncer-7", "pgbuncer-7"),
        ('"pgbuncer"', '"pgbuncer"'),
        ("pgbuncer\ncertifcates", "pgbuncer\ncertifcates"),
    ],
)
def test_a_word_that_nothing_has_becomes_one_of_a_title_or_value(finder, text, corrected):
    """Identifiers, strings in quotes and pasted texts are what they are."""
    assert correct_question(finder, text) == corrected


def test_only_values_in_use_are_known(finder):
    """So that no name of a restricted incident is put in."""
    words = set(spelling_words(finder.view))
    assert {"pgbouncer", "certificates", "checkout"} <= words
    assert not words & {"mainframe", "hidden", "rebalancing"}


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_bounded(one, other):
    """And 0 for the same word only."""
    assert distance(one, other, 6) == distance(other, one, 6) <= max(len(one), len(other))
    assert (distance(one, other, 6) == 0) == (one == other)
    assert (distance(one, other, 1) > 1) == (distance(one, other, 6) > 1)


@pytest.mark.parametrize(("one", "other", "changes"), [("ab", "ba", 1), ("abc", "ac", 1), ("kitten", "sitting", 3)])
def test_letters_that_change_places_are_one_change(one, other, changes):
    """As anybody types them."""
    assert distance(one, other, 5) == changes
