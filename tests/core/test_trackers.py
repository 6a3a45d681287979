"""Which items of trackers a text names, and which addresses a tracker may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.trackers import TrackerKind, Trackers, parse_trackers

OWN = {
    "jira": "https://acme.atlassian.net",
    "github": "https://git.example.com",
    "gitlab": "https://lab.example.com/gitlab/",
    "linear": "https://linear.app/acme",
}
TRACKERS = parse_trackers(OWN)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://github.com/Acme/Shop/issues/12", "https://github.com/acme/shop/issues/12"),
        ("http://github.com/acme/shop/pull/12/files#r1", "https://github.com/acme/shop/issues/12"),
        ("https://git.example.com/a/b.c/issues/1?x=y", "https://git.example.com/a/b.c/issues/1"),
        ("https://gitlab.com/a/b/c/-/issues/3", "https://gitlab.com/a/b/c/-/issues/3"),
        ("https://gitlab.com/a/b/issues/3", "https://gitlab.com/a/b/-/issues/3"),
        ("https://gitlab.com/a/b/-/work_items/3", "https://gitlab.com/a/b/-/issues/3"),
        (
            "https://lab.example.com/gitlab/a/b/-/merge_requests/3/diffs",
            "https://lab.example.com/gitlab/a/b/-/merge_requests/3",
        ),
        ("https://acme.atlassian.net/browse/ops-3?focusedId=1", "https://acme.atlassian.net/browse/OPS-3"),
        (
            "https://acme.atlassian.net/jira/software/c/projects/OPS/issues/OPS-3",
            "https://acme.atlassian.net/browse/OPS-3",
        ),
        (
            "https://b.atlassian.net/jira/software/projects/O/boards/1?selectedIssue=O-3",
            "https://b.atlassian.net/browse/O-3",
        ),
        ("https://linear.app/Acme/issue/eng-3/words-of-it", "https://linear.app/acme/issue/ENG-3"),
        ("https://app.asana.com/0/11/22/f", "https://app.asana.com/0/0/22"),
        ("https://app.asana.com/1/5/project/11/task/22?focus=true", "https://app.asana.com/0/0/22"),
        (" OPS-3 ", "https://acme.atlassian.net/browse/OPS-3"),
        ("acme/shop#12", "https://git.example.com/acme/shop/issues/12"),
        ("acme/web/shop#12", "https://lab.example.com/gitlab/acme/web/shop/-/issues/12"),
        ("acme/shop!12", "https://lab.example.com/gitlab/acme/shop/-/merge_requests/12"),
    ],
)
def test_an_item_has_one_address(written, address):
    """However it is written."""
    item = TRACKERS.find(written)

    assert item is not None
    assert item.address == address
    assert TRACKERS.find(address) == item


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#12",
        "the ticket",
        "https://example.com/acme/shop/issues/1",
        "https://github.com/acme/shop",
        "https://github.com/acme/shop/issues/new",
        "https://github.com/acme/../issues/1",
        "https://github.com/acme/%2e%2e/issues/1",
        "https://github.com/acme/a%2fb/issues/1/issues",
        "https://user@github.com/acme/shop/issues/1",
        "https://github.com:444/acme/shop/issues/1",
        "https://github.com.example.com/acme/shop/issues/1",
        "https://evilatlassian.net/browse/OPS-1",
        "https://a.b@x.atlassian.net/browse/OPS-1",
        "https://lab.example.com/other/a/b/-/issues/3",
        "https://gitlab.com/-/issues/3",
        "https://linear.app/acme/project/eng-3",
        "https://app.asana.com/0/11/list",
        "https://[::1/x/issues/1",
        "ftp://github.com/acme/shop/issues/1",
    ],
)
def test_what_is_no_item_is_none(written):
    """No request is ever made for it."""
    assert TRACKERS.find(written) is None


def test_keys_lead_nowhere_without_a_word_in_the_configuration():
    """Of Jira and Linear, Jira has them; the name in the snapshot is the key."""
    assert Trackers().find("OPS-3") is None
    assert Trackers().key(" ops-3 ") == "OPS-3"
    assert Trackers().find("acme/shop#1") is None
    linear = parse_trackers({"linear": "https://linear.app/acme"})
    assert linear.key("eng-3") == "https://linear.app/acme/issue/ENG-3"
    assert parse_trackers({"linear": "https://linear.app"}).find("ENG-3") is None


@pytest.mark.parametrize(
    "option",
    [
        {"jra": "https://acme.atlassian.net"},
        {"jira": "acme.atlassian.net"},
        {"jira": "http://jira.example.com"},
        {"jira": "http://localhost.example.com"},
        {"jira": "https://me:secret@jira.example.com"},
        {"jira": "https://jira.example.com?x=1"},
        {"jira": "https://"},
        {"jira": "https://[x"},
        {"jira": ["https://jira.example.com"]},
        {"jira": None},
    ],
)
def test_tokens_go_to_no_address_that_is_none(option):
    """Only over https, but for this machine."""
    with pytest.raises(OptionError):
        parse_trackers(option)
    # Control:
    assert (
        parse_trackers({"jira": "http://localhost:8080/jira/"}).home(TrackerKind.JIRA) == "http://localhost:8080/jira"
    )


PARTS = st.text(alphabet="abXY/.#!-019%@:?[]\\ ", max_size=30)


@given(
    st.sampled_from(
        ["https://github.com/", "https://gitlab.com/", "https://linear.app/", "https://app.asana.com/", ""]
    ),
    PARTS,
)
def test_finding_is_stable(start, rest):
    """Whatever is written: the address of an item is an address of that item, on a host that is known."""
    item = TRACKERS.find(start + rest)
    if item:
        assert TRACKERS.find(item.address) == item
        assert item.address.startswith(item.base)
        assert ".." not in item.address.split("/")
