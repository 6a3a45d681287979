"""Audiences are a partial order; what is doubtful is refused."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.config import AudiencesError, parse_audiences
from mkdocs_postmortems.core.audiences.model import Audience

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
        ({"a": {"groups": [" sec"]}}, "expected 'sec', without spaces around it"),
        ({"a": {"groups": ["sec\u00a0"]}}, "expected"),
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


@pytest.mark.parametrize("name", ["a" * 64, "É", "a.b", "a b", ".a"])
def test_a_name_may_be_of_any_script(name):
    """Up to sixty-four characters that can be printed."""
    assert parse_audiences({name: None}).names == (name,)


@pytest.mark.parametrize("name", ["a" * 65, "a\\b", "a\nb", ".", "...", "a "])
def test_a_name_has_to_be_a_folder(name):
    """Nothing that a disk or an address takes for something else."""
    with pytest.raises(AudiencesError, match="cannot be a name"):
        parse_audiences({name: {}})


def test_an_audience_is_as_it_is_written():
    """Each name once; an audience that includes nobody says so by an empty list, too."""
    audiences = parse_audiences({"b": {"includes": []}, "a": {"includes": ("b", "b"), "groups": ["x", "y"]}})
    a, b = audiences.by_name["a"], audiences.by_name["b"]
    assert (a.name, a.slug, a.includes, a.groups, a.anyone) == ("a", "a", ("b",), ("x", "y"), False)
    assert (b.includes, b.groups, b.anyone, b.is_combination) == ((), (), False, False)
    assert parse_audiences({"A b": {}}).by_name["A b"].slug == "a-b"
    assert Audience(name="a", slug="a") == parse_audiences({"a": {}}).by_name["a"]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ({"includes": ["x", "y"]}, True),
        ({"includes": ["x"]}, False),
        ({"includes": ["x", "y"], "groups": ["g"]}, False),
        ({"includes": ["x", "y"], "anyone": True}, False),
    ],
)
def test_a_combination_has_two_parts_and_no_group(audience, expected):
    """Whoever belongs to both parts reads it."""
    others = {"x": {"anyone": True}, "y": {"anyone": True}}
    assert parse_audiences({"z": audience, **others}).by_name["z"].is_combination is expected


def test_a_combination_may_be_open_to_anyone_if_its_parts_are():
    """Not otherwise."""
    written = {"a": {"anyone": True, "includes": ["b"]}, "b": {"anyone": True}}
    assert parse_audiences(written).by_name["a"].anyone
    with pytest.raises(AudiencesError, match="'a' is open to anyone and includes 'b'"):
        parse_audiences(written | {"b": {}})


@pytest.mark.parametrize("names", [("a b", "A_B"), ("x", "X"), ("a-b", "a.b"), ("a b", "ab"), ("ab", "a b")])
def test_names_that_are_alike_are_refused(names):
    """Both are named; their folders or what people call them would be one."""
    with pytest.raises(AudiencesError, match="too alike") as found:
        parse_audiences({"other": {}, **dict.fromkeys(names)})
    assert all(repr(name) in str(found.value) for name in names)


def test_a_circle_is_refused_wherever_it_is():
    """Also where the first audience is not part of it."""
    with pytest.raises(AudiencesError, match="audience 'b' includes itself by way of 'c'"):
        parse_audiences({"a": {"includes": ["b"]}, "b": {"includes": ["c"]}, "c": {"includes": ["b"]}})


def test_a_label_is_never_guessed():
    """What is written otherwise may be suggested."""
    audiences = parse_audiences(USUAL)
    assert (audiences.find("sre"), audiences.find("SRE"), audiences.find("x")) == ("sre", None, None)
    assert audiences.find_ignoring_case("S-R e") == "sre"
    assert audiences.find_ignoring_case("sres") is None


def test_who_reads_what_has_several_labels():
    """Those who read all of them."""
    audiences = parse_audiences(USUAL)
    assert audiences.audiences_for(()) == set(USUAL)
    assert audiences.audiences_for(("staff",)) == {"staff", "sre", "security", "board"}
    assert audiences.audiences_for(("sre", "security")) == {"board"}
    assert audiences.audiences_for(("sre", "nobody")) == frozenset()


def test_who_reads_most_comes_first():
    """Then by name: a person of several audiences gets the first one."""
    assert [one.name for one in parse_audiences(USUAL).widest_first] == ["board", "security", "sre", "staff", "public"]


def test_without_audiences_there_is_none():
    """Nothing is restricted, and nobody is the least."""
    none = parse_audiences({})
    assert not none
    assert (none.names, none.common_audience) == ((), None)
    assert parse_audiences({"a": {}})
