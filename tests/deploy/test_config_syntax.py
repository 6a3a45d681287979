"""Whatever characters a name is made of, it stays that name."""

from __future__ import annotations

import json
import re
import string
import tomllib
import urllib.parse

import pytest
from harness.trees import ODD
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs_postmortems.deploy.access_policy import DeployError
from mkdocs_postmortems.deploy.apache import apache_quoted, claim
from mkdocs_postmortems.deploy.config_syntax import (
    byte_pattern,
    character_pattern,
    check_groups,
    group_pattern,
    quoted,
)
from mkdocs_postmortems.deploy.oauth2_proxy import auth_url

AWKWARD = string.punctuation + " aAeExX09éß語😀"
NAMES = (st.text(AWKWARD, min_size=1, max_size=12) | st.text(min_size=1, max_size=12)).filter(str.isprintable)
"""What an audience or a group may be called."""
CARRIED = NAMES.map(lambda name: name.replace(",", ".").strip()).filter(bool)


@given(NAMES, NAMES)
@example("sre", "sre-readonly")
@example(".", "x")
@example(ODD, ODD.replace("$", "S"))
def test_a_pattern_matches_its_name_and_no_other(name, other):
    """Over bytes and over characters, whole."""
    for written, text in ((name, name), (name, other)):
        same = written == text
        assert bool(re.fullmatch(byte_pattern(written).encode(), text.encode())) is same
        assert bool(re.fullmatch(character_pattern(written), text)) is same


@given(NAMES)
def test_a_pattern_has_no_character_that_a_configuration_reads(name):
    """Between letters and digits there are but hyphens, underscores and backslashes, and letters beyond ASCII."""
    assert re.fullmatch(r"(?:[\w-]|\\x[0-9a-f]{2})+", byte_pattern(name), re.ASCII)
    assert re.fullmatch(r"(?:[A-Za-z0-9_-]|\\x[0-7][0-9a-f]|[^\x00-\x7f])+", character_pattern(name))


@given(
    st.lists(CARRIED, min_size=1, max_size=3), st.lists(CARRIED | st.sampled_from(["sre", "sre-readonly"]), max_size=4)
)
@example(["sre"], ["sre-readonly", "not-sre"])
@example(["sre"], ["a", "sre", "b"])
def test_a_header_of_groups_holds_one_if_one_is_the_same(groups, held):
    """The pattern for a row of groups agrees with comparing them one by one."""
    wanted = bool(set(groups) & set(held))
    row = ",".join(held)
    assert bool(re.search(group_pattern(tuple(groups)).encode(), row.encode())) is wanted
    assert bool(re.search(group_pattern(tuple(groups), escape=character_pattern), row)) is wanted


@given(NAMES)
def test_quotes_are_read_back(name):
    """A text in quotes ends where it has to, and is what it was."""
    text = quoted(name)
    inside = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', text)
    assert inside
    assert re.sub(r"\\(.)", r"\1", inside[1]) == name


@given(NAMES)
def test_apache_finds_no_variable_in_a_name(name):
    """`${` is only ever the variable that stands for a dollar."""
    text = apache_quoted(f"{name}${{HOME}}")
    assert text.count("${") == text.count("${POSTMORTEMS_DOLLAR}")
    assert text.replace("${POSTMORTEMS_DOLLAR}", "$") == quoted(f"{name}${{HOME}}")


@given(NAMES, NAMES)
def test_a_claim_is_one_word_and_one_group(group, other):
    """Neither spaces nor quotes part it, and it compares the group whole."""
    word = claim(group)
    assert not set(word) & set(" \t\"'")
    kind, _, rest = re.fullmatch(r"groups([:~])(.*)", word)[0].partition("groups")[2][0], "", word[len("groups:") :]
    expression = rest.replace("\\\\", "\\").replace(r"\z", r"\Z") if kind == "~" else rf"\A{re.escape(rest)}\Z"
    for text in (group, other):
        assert bool(re.search(expression.encode(), text.encode())) is (text == group)


@given(st.lists(CARRIED, min_size=1, max_size=4, unique=True))
def test_a_question_asks_for_these_groups(groups):
    """oauth2-proxy reads back what was written, and constraints are never missing."""
    query = urllib.parse.urlsplit(auth_url(tuple(groups))).query
    read = urllib.parse.parse_qs(query, keep_blank_values=True)
    assert read["allowed_groups"][0].split(",") == groups
    assert read["constraints_required"] == ["true"]
    assert re.fullmatch(r"[\w.~%=&,-]+", query, re.ASCII)


@given(st.lists(NAMES, max_size=4))
def test_groups_are_the_same_in_toml(groups):
    """oauth2-proxy's file holds the groups as they are."""
    assert tomllib.loads(f"groups = {json.dumps(groups, ensure_ascii=False)}")["groups"] == groups


@pytest.mark.parametrize("group", ["a,b", " a", "a ", ","])
def test_what_a_header_cannot_carry_is_refused(group):
    """A comma parts groups, and spaces at the ends are lost."""
    with pytest.raises(DeployError, match="cannot be told apart"):
        check_groups((group,))
