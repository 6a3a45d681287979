"""Audiences are a partial order; what is doubtful is refused."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.config import AudiencesError, parse_audiences

USUAL = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["everybody"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["sec", "legal"]},
    "board": {"includes": ["sre", "security"]},
}


def test_an_audience_reads_what_it_includes():
    """By way of others, too."""
    audiences = parse_audiences(USUAL)
    assert audiences.included_in("sre") == {"sre", "staff", "public"}
    assert audiences.included_in("board") == set(USUAL)


def test_incomparable_audiences_do_not_read_each_other():
    """It is no ladder."""
    audiences = parse_audiences(USUAL)
    assert not audiences.may_read("sre", "security")
    assert not audiences.may_read("security", "sre")


def test_the_least_is_the_one_that_all_include():
    """Nobody is the least where two have nothing in common."""
    assert parse_audiences(USUAL).common_audience == "public"
    assert parse_audiences({"a": {}, "b": {}}).common_audience is None


def test_only_the_combination_reads_everything():
    """It has no groups of its own."""
    audiences = parse_audiences(USUAL)
    assert [name for name in audiences.names if audiences.reads_everything(name)] == ["board"]
    assert audiences.by_name["board"].is_combination
    assert not audiences.by_name["sre"].is_combination


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"a": []}, "expected a mapping"),
        ({"a": {"include": ["b"]}}, "Did you mean 'includes'?"),
        ({"a": {"includes": ["b"]}}, "'b', which is not configured"),
        ({"a": {"includes": "b"}, "b": {}}, "expected a list"),
        ({"a": {"groups": []}}, "expected a list"),
        ({"a": {"groups": [""]}}, "expected a name"),
        ({"a": {"groups": ["x\ny"]}}, "expected a name"),
        ({"a": {"anyone": "yes"}}, "expected true or false"),
        ({"a": {"anyone": True, "groups": ["x"]}}, "expected one of them"),
        ({"a": {"anyone": True, "includes": ["b"]}, "b": {"groups": ["x"]}}, "which is not"),
        ({"a": {"includes": ["a"]}}, "includes itself"),
        ({"a": {"includes": ["b"]}, "b": {"includes": ["a"]}}, "includes itself"),
        ({"a b": {}, "A-B": {}}, "too alike"),
        ({"a/b": {}}, "cannot be a name"),
        ({"..": {}}, "cannot be a name"),
        ({" a": {}}, "cannot be a name"),
        ({"": {}}, "cannot be a name"),
        ({1: {}}, "cannot be a name"),
    ],
)
def test_what_is_doubtful_is_refused(written, expected):
    """The message says what is expected."""
    with pytest.raises(AudiencesError, match=expected.replace("?", r"\?")):
        parse_audiences(written)
