"""Who may read which site."""

from __future__ import annotations

import itertools

import pytest
from harness.trees import ODD, audiences
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError

POLICY = AccessPolicy.for_audiences(audiences())


@pytest.mark.parametrize(
    ("groups", "site"),
    [
        ([], "public"),
        (["staff"], "staff"),
        (["sre"], "sre"),
        (["sre", "staff"], "sre"),
        (["legal"], "security"),
        (["security", "sre"], "sre-and-security"),
        (["legal", "sre", "staff"], "sre-and-security"),
        ([ODD], "équipe-r-d-1-x-50"),
        ([ODD, "security"], "security"),
        (["sre-readonly"], "public"),
        (["SRE"], "public"),
        (["not-sre", "sre-", "sr", "sre security", "staff,sre"], "public"),
        (["sre and security"], "public"),
    ],
)
def test_the_widest_site_is_chosen(groups, site):
    """Groups are compared whole; of several audiences the widest counts, and a combination needs all its parts."""
    assert POLICY.site_for(groups) == site


def test_nobody_gets_anything_where_nothing_is_open():
    """Without an audience that is open to anyone, a person without groups may read no site."""
    policy = AccessPolicy.for_audiences(audiences(closed=True))
    assert policy.site_for([]) is None
    assert policy.open_grant is None
    assert policy.site_for(["everybody"]) == "public"


def test_sites_of_included_audiences_may_be_read_too():
    """People may also read the sites of included audiences, so that links from colleagues work."""
    assert set(POLICY.sites_for(["sre"])) == {"sre", "staff", "public"}
    assert set(POLICY.sites_for(["sre", "legal"])) == {"sre-and-security", "sre", "security", "staff", "public"}


def test_who_may_read_more_than_a_combination_may_read_it():
    """A combination is open to whoever belongs to an audience that includes it."""
    policy = AccessPolicy.for_audiences(
        parse_audiences(
            {
                "a": {"groups": ["a"]},
                "b": {"groups": ["b"]},
                "c": {"groups": ["c"]},
                "ab": {"includes": ["a", "b"]},
                "abc": {"includes": ["ab", "c"]},
                "all": {"includes": ["abc"], "groups": ["root"]},
            }
        )
    )
    assert policy.site_for(["root"]) == "all"
    assert set(policy.sites_for(["root"])) == {"all", "abc", "ab", "a", "b", "c"}
    assert policy.site_for(["a", "b"]) == "ab"
    assert policy.site_for(["a", "b", "c"]) == "abc"
    assert policy.site_for(["a", "c"]) == "a"


@pytest.mark.parametrize("written", [{"a": {}}, {"a": {"groups": ["x"]}, "b": {"includes": ["a"]}}])
def test_an_audience_that_is_nobodys_is_refused(written):
    """Neither groups nor anyone: some servers would let everybody in."""
    with pytest.raises(DeployError, match="would be served to nobody; expected groups, anyone: true"):
        AccessPolicy.for_audiences(parse_audiences(written))


def test_without_audiences_there_is_nothing_to_write():
    """A site without audiences needs no configuration of ours."""
    with pytest.raises(DeployError, match="nothing is restricted"):
        AccessPolicy.for_audiences(parse_audiences({}))


@st.composite
def _audiences(draw):
    """Draw audiences that may include those before them, each with groups or combining two."""
    written = {}
    for number in range(draw(st.integers(1, 6))):
        known = sorted(written)
        includes = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
        groups = draw(
            st.lists(st.sampled_from("vwxyz"), unique=True, min_size=0 if len(includes) > 1 else 1, max_size=2)
        )
        written[f"a{number}"] = {"includes": includes} | ({"groups": groups} if groups else {})
    return parse_audiences(written)


@given(_audiences(), st.sets(st.sampled_from("vwxyz")))
def test_rules_say_what_membership_means(audiences, held):
    """The rows of groups agree with who belongs to what, found out step by step."""
    belongs = {a.name for a in audiences.by_name.values() if held & set(a.groups)}
    for _ in audiences.by_name:
        belongs |= {a.name for a in audiences.by_name.values() if a.is_combination and set(a.includes) <= belongs}
        belongs |= {below for name in belongs for below in audiences.included_in(name)}
    policy = AccessPolicy.for_audiences(audiences)
    assert set(policy.sites_for(held)) == {audiences.by_name[name].slug for name in belongs}


@given(_audiences(), st.sets(st.sampled_from("vwxyz")))
def test_nobody_is_given_what_the_groups_do_not_hold(audiences, held):
    """The site contains only what the audiences of the person may read, and is the widest of their sites."""
    policy = AccessPolicy.for_audiences(audiences)
    slugs = {audience.slug: name for name, audience in audiences.by_name.items()}
    mine = frozenset().union(*(audiences.included_in(slugs[slug]) for slug in policy.sites_for(held)))
    own = policy.site_for(held)
    assert (own is None) == (not mine)
    if own:
        assert audiences.included_in(slugs[own]) <= mine
        assert all(
            len(audiences.included_in(slugs[s])) <= len(audiences.included_in(slugs[own]))
            for s in policy.sites_for(held)
        )


@given(_audiences())
def test_more_groups_never_take_a_site_away(audiences):
    """A person who joins a group may still read everything that they could read before."""
    policy = AccessPolicy.for_audiences(audiences)
    for fewer, more in itertools.pairwise(["", "v", "vw", "vwx", "vwxy", "vwxyz"]):
        assert set(policy.sites_for(fewer)) <= set(policy.sites_for(more))
