"""What mkdocs.yml says on every page: the navigation and saved searches."""

from __future__ import annotations

import json

import pytest
from generated_sources import World
from mkdocs_postmortems.build.configured_words import check_configured_words
from sites import content, differences, load_sources, stage_site, write_site

SEEN = "---\naudience: public\ntitle: Slow queries\nservices: [web]\n---\n## Impact\n\nThe certificate expired.\n"
HIDDEN = SEEN.replace("public", "security").replace("Slow queries", "Operation Hummingbird").replace("web", "vault")
WORLD = World({"a.md": SEEN, "sec/b.md": HIDDEN})


def staged(root, nav, searches, world=WORLD, **options):
    """Return the function that stages the site for a reader."""
    more = {"saved_searches": searches, **options}
    config = write_site(root / "project", World(world.files, nav), options=more)
    return lambda reader: content(stage_site(config, reader, root / reader).folder)


ENTRIES = [
    {"Hummingbird": "sec/b.md"},
    {"Hummingbird": "/sec/b/"},
    {"Hummingbird": "/sec/b"},
    {"Hummingbird": "/sec/../sec/b/#impact"},
    {"Hummingbird": "\\sec\\b"},
    {"Hummingbird": "/sec/b.html"},
    {"Hummingbird": "/sec/%62/"},
    {"Hummingbird": "https://wiki.example/sec/b/"},
    {"Hummingbird": "//wiki.example/sec/b/"},
    {"Hummingbird": ["sec/b.md", {"More": "/sec/b/"}]},
]
SEARCHES = [
    {"Hummingbird": "hummingbird"},
    {"Hummingbird": "q=hummingbird&sort=date"},
    {"Hummingbird": {"q": "slow hummingbirds"}},
    {"Hummingbird": {"q": "slow", "audience": "security"}},
    {"Hummingbird": "q=slow&audience=security"},
]


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_an_entry_for_a_page_of_others_is_left_out(entry, tmp_path):
    """With its title, whether the page exists or not; who reads the page has the entry."""
    there = staged(tmp_path, ["a.md", entry], {})
    gone = staged(tmp_path / "gone", ["a.md", entry], {}, World({"a.md": SEEN}))
    public = there("public")
    assert b"Hummingbird" not in public["mkdocs.yml"]
    assert not differences(public, gone("public"))
    assert b"Hummingbird" in there("security")["mkdocs.yml"]


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_a_search_for_what_others_read_is_left_out(search, tmp_path):
    """Whether somebody else has the word or not; who has the word has the search."""
    there = staged(tmp_path, [], search)
    gone = staged(tmp_path / "gone", [], search, World({"a.md": SEEN}))
    public = there("public")
    assert b"Hummingbird" not in public["mkdocs.yml"]
    assert not differences(public, gone("public"))
    assert b"Hummingbird" in there("security")["mkdocs.yml"]


@pytest.mark.parametrize(
    "target", ["a.md", "/a/", "/", "/services/", "https://e.example/sec/b/", "#x", "mailto:a@b.example"]
)
def test_an_entry_for_what_all_read_stays(target, tmp_path):
    """The control: pages, generated pages, other sites."""
    entry = [{"Our entry": target}]
    assert b"Our entry" in staged(tmp_path, entry, {"Ours": "certificates"})("public")["mkdocs.yml"]
    assert b"Ours" in staged(tmp_path / "2", entry, {"Ours": "certificates"})("public")["mkdocs.yml"]


def test_an_entry_may_name_its_audience(tmp_path):
    """A section, or an address elsewhere; the option is not there for others either."""
    nav = ["a.md", {"Forensics": [{"Tool": "https://e.example/"}]}, {"Legal hold": "https://law.example/"}]
    stage = staged(tmp_path, nav, {}, nav_audiences={"Forensics": "security", "Legal hold": "staff"})
    public, staff, security = (stage(reader)["mkdocs.yml"] for reader in ("public", "staff", "security"))
    assert not [
        word for word in (b"Forensics", b"e.example/", b"Legal") if word in public.replace(b"wiki.example/", b"")
    ]
    assert b"Legal hold" in staff
    assert b"Forensics" not in staff
    assert b"Forensics" in security


@pytest.mark.parametrize(
    ("nav", "searches", "options", "found"),
    [
        (
            [{"Hummingbird": "a.md"}],
            {},
            {},
            ["navigation 'Hummingbird' has the word 'hummingbird', which 'public' reads"],
        ),
        ([{"Slow": "a.md"}], {}, {}, []),
        ([{"Colibri": "a.md"}], {}, {}, []),
        ([{"Hummingbird": "a.md"}], {}, {"nav_audiences": {"Hummingbird": "security"}}, []),
        (
            [{"X": "a.md"}],
            {},
            {"nav_audiences": {"X": "securty"}},
            ["navigation 'X': audience 'securty' is not one of"],
        ),
        (
            [],
            {"Hummingbirds, slow": "hummingbird"},
            {},
            ["saved search 'Hummingbirds, slow' has the word 'hummingbird'"],
        ),
        ([], {"Hummingbird": {"q": "slow", "audience": "security"}}, {}, []),
        ([], {"X": {"q": "slow", "audience": "secret"}}, {}, ["saved search 'X': audience 'secret' is not one of"]),
    ],
)
def test_words_that_only_others_read_are_said(nav, searches, options, found, tmp_path):
    """At their line; not where the configuration says who gets them."""
    config = write_site(tmp_path, World(WORLD.files, nav), options={"saved_searches": searches, **options})
    sources, site = load_sources(config)
    said = list(check_configured_words(site, sources))
    assert [part for problem, part in zip(said, found, strict=True) if not problem.message.startswith(part)] == []
    lines = config.read_text().split("\n")
    assert all(json.dumps(problem.highlight) in lines[problem.line - 1] for problem in said)
