"""Names that people invent become safe, unique addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.slug import make_slugs


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("checkout-api", "checkout-api"),
        ("Payments & Refunds", "payments-refunds"),
        ("node.js", "node-js"),
        ("../../etc/passwd", "etc-passwd"),
        ("Größe", "grösse"),
        ("結果", "結果"),
        ("2024", "2024"),
    ],
)
def test_a_name_keeps_its_letters(id, expected):
    """Letters and digits of any script stay; everything else is a hyphen."""
    assert make_slugs([id]) == {id: expected}


@pytest.mark.parametrize(
    ("id", "beginning"),
    [
        ("index", "index-"),
        ("README", "readme-"),
        ("con", "con-"),
        ("LPT1", "lpt1-"),
        ("..", "value-"),
        ("", "value-"),
        ("🔥", "value-"),
        ("a" * 500, f"{'a' * 80}-"),
    ],
)
def test_a_name_that_cannot_be_one_gets_a_digest(id, beginning):
    """Reserved, empty and very long names get a digest of the id."""
    made = make_slugs([id])[id]

    assert re.fullmatch(f"{beginning}[a-z0-9]{{6}}", made)


def test_the_id_that_is_its_own_slug_keeps_it():
    """`api` stays `api` whoever else would like to be called so."""
    made = make_slugs(["API", "Api", "api"])

    assert made["api"] == "api"
    assert len(set(made.values())) == 3


def test_a_slug_does_not_depend_on_the_order_of_ids():
    """Two builds agree."""
    assert make_slugs(["B", "b", "c d", "c-d"]) == make_slugs(["c-d", "c d", "b", "B"])


@given(st.lists(st.text(), max_size=20))
def test_slugs_are_unique_and_safe(ids):
    """Whatever the ids are, no two share an address, and none leaves its folder."""
    made = make_slugs(ids)

    assert len(set(made.values())) == len(set(ids))
    for value in made.values():
        assert value
        assert not set(value) & set('/\\.?#%<>:"|* \0')
        assert len(value.encode()) < 200
