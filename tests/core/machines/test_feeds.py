"""Feeds, read by the library feedparser and by the words of their specifications."""

import json
import string
from types import MappingProxyType
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.build_info import BuildInfo, DocumentHistory
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, TEAMS
from mkdocs_postmortems.core.machines.feed import MAX_ENTRIES, build_feeds, feed_pages
from mkdocs_postmortems.core.machines.feed_formats import to_atom, to_json_feed
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.machines.machine_files import build_machine_files
from mkdocs_postmortems.core.model import ActionItem, DocumentKind, Postmortem, Status
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.pages.site_model import build_site_model
from views import unrestricted_view

TODAY = "2026-11-20"
ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = st.text(st.sampled_from(string.ascii_letters + " <>&\"']]>\n\x00\x0b\ud800￿äß漢𝄞"), max_size=60)


class _Pages(dict):
    def get(self, uri, default=""):  # noqa: ARG002 - every page is there
        return uri.removesuffix("index.md").replace(".md", "/")


SITE = SiteAddress("Wiki", url="https://wiki.example/kb/", pages=_Pages())


def _incident(path, **fields):
    return Postmortem(**{"path": path, "kind": DocumentKind.POSTMORTEM, "title": path, "id": path} | fields)


def _model(*documents, **more):
    return build_site_model(unrestricted_view(documents), TODAY, **more)


def _feeds(*documents, saved=(), **more):
    return {feed.folder: feed for feed in build_feeds(_model(*documents, **more), SITE, "index.md", saved)}


def _titles(feed):
    return [entry.title for entry in feed.entries]


def test_feeds_of_all_and_of_some_values():
    """Of services, teams and severities that incidents have, and of nothing else."""
    feeds = _feeds(
        _incident("a.md", date="2026-01-01", services=("api",), severity="sev1", tags=("dns",), teams=("core",)),
        _incident("b.md", date="2026-02-01", services=("api",)),
    )

    assert list(feeds) == ["", f"{SERVICES.url}/api/", f"{TEAMS.url}/core/", f"{SEVERITIES.url}/sev1/"]
    assert [_titles(feed) for feed in feeds.values()] == [["b.md", "a.md"], ["b.md", "a.md"], ["a.md"], ["a.md"]]
    assert feeds[f"{SERVICES.url}/api/"].page == f"https://wiki.example/kb/{SERVICES.url}/api/"


def test_every_page_that_names_feeds_has_them():
    """The pages are those of the feeds, in the same order."""
    model = _model(_incident("a.md", services=("api", "db"), severity="sev1"))
    saved = (SavedSearch("Grave", (("severity", "sev1"),)),)
    pages = [uri for uri, _ in feed_pages(model, "index.md", saved)]

    assert ["index.md", *pages] == [
        f"{feed.folder.rstrip('/')}.md" if feed.folder else "index.md"
        for feed in build_feeds(model, SITE, "index.md", saved)
    ]


def test_drafts_and_withdrawn_documents_are_not_announced():
    """Others are, the newest thirty."""
    hidden = [_incident(f"{status}.md", status=status) for status in (Status.DRAFT, Status.WITHDRAWN)]
    shown = [_incident(f"{n:02}.md", date=f"2025-{n % 12 + 1:02}-01", status=Status.IN_REVIEW) for n in range(40)]
    titles = _titles(_feeds(*hidden, *shown)[""])

    assert len(titles) == MAX_ENTRIES
    assert not {"draft.md", "withdrawn.md"} & {*titles}
    assert titles[0] == "11.md"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ([("service", "api")], ["c", "a"]),
        ([("service", "api"), ("service", "db")], ["c", "b", "a"]),
        ([("service", "api"), ("service", "db"), ("all", "service")], ["c"]),
        ([("service", "api"), ("year", "2025")], ["a"]),
        ([("since", "2026-02")], ["c", "b"]),
        ([("until", "2025")], ["a"]),
        ([("actions", "overdue")], ["b"]),
        ([("q", "certificate")], ["c", "a"]),
        ([("q", "expired certificate")], ["a"]),
        ([("q", "certificate -service:db")], ["a"]),
        ([("q", "service:db")], ["c", "b"]),
        ([("q", "nothing has this word")], []),
        ([("kind", "notice")], []),
        ([("service", "nobody")], []),
    ],
    ids=str,
)
def test_a_saved_search_has_what_it_finds(query, expected):
    """With all of its words and with its values, newest first; what is only alike is in no feed."""
    late = ActionItem(1, "late", done=False, due="2020-01-01")
    feeds = _feeds(
        _incident("a", date="2025-01-01", services=("api",), body="The certificate has expired."),
        _incident("b", date="2026-02-01", services=("db",), body="Nothing of it.", actions=(late,)),
        _incident("c", date="2026-03-01", services=("api", "db"), body="A certificate."),
        saved=(SavedSearch("Mine", tuple(query)),),
    )

    assert _titles(feeds["searches/mine/"]) == expected


def test_updated_is_the_last_change_if_it_is_known():
    """Else the day of the incident, or its first day; without any, the day of the build."""
    documents = [_incident("a.md", date="2026-03"), _incident("b.md", date="2025"), _incident("c.md")]
    known = BuildInfo(pages={"a.md": DocumentHistory("2026-05-06", 2), "b.md": DocumentHistory("2024-01-01", 1)})
    model = build_site_model(unrestricted_view(documents), TODAY, known)
    entries = next(build_feeds(model, SITE, "index.md", ())).entries

    assert [(entry.published, entry.updated) for entry in entries] == [
        ("2026-03-01", "2026-05-06"),
        ("2025-01-01", "2025-01-01"),
        (TODAY, TODAY),
    ]


def test_atom_has_what_rfc_4287_requires():
    """Also without entries: id, title, updated, author, and a link to itself; the library finds no fault."""
    full = _feeds(_incident("a.md", title="A & <b>", date="2026-01-01", summary="*Why* it [broke](x.md).", tags=("t",)))
    for feed in (full[""], _feeds()[""]):
        text = to_atom(feed, SITE, "de", TODAY).text
        root = ET.fromstring(text)
        for element in (root, *root.findall(f"{ATOM}entry")):
            assert {f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"} <= {child.tag for child in element}
        assert root.find(f"{ATOM}author/{ATOM}name").text == "Wiki"
        parsed = feedparser.parse(text)
        assert not parsed.bozo, parsed
        assert parsed.version == "atom10"
        assert {link.rel: link.href for link in parsed.feed.links} == {
            "self": "https://wiki.example/kb/feed.xml",
            "alternate": "https://wiki.example/kb/",
        }
    entry = feedparser.parse(to_atom(full[""], SITE, "de", TODAY).text).entries[0]
    assert entry.link == entry.id == "https://wiki.example/kb/a/"
    assert entry.summary == "Why it broke."
    assert (entry.published, entry.tags[0].term) == ("2026-01-01T00:00:00Z", "t")


def test_json_feed_has_what_its_specification_requires():
    """Version and title; of an item id and content; addresses are absolute."""
    feed = _feeds(_incident("a.md", title="A", date="2026-01-01", summary="Why."), _incident("b.md", title="B"))[""]
    data = json.loads(to_json_feed(feed, SITE, "en").text)

    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert (data["title"], data["feed_url"]) == ("Wiki", "https://wiki.example/kb/feed.json")
    assert [(item["id"], item["content_text"]) for item in data["items"]] == [
        ("https://wiki.example/kb/a/", "Why."),
        ("https://wiki.example/kb/b/", "B"),
    ]


def test_without_the_url_of_the_site_there_are_no_feeds():
    """Their addresses would lead nowhere; with it, as a control, there are."""
    model = _model(_incident("a.md"))
    unknown = SiteAddress("Wiki", pages=MappingProxyType({"index.md": "", "a.md": "a/"}))
    uris = [{file.uri for file in build_machine_files(model, site, "index.md", ())} for site in (unknown, SITE)]

    assert not {"feed.xml", "feed.json"} & uris[0]
    assert {"feed.xml", "feed.json"} <= uris[1]


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_makes_a_feed_that_can_be_read(title, summary, tag):
    """XML has no control characters and no halves of surrogates."""
    feed = _feeds(_incident("a.md", title=title, summary=summary, tags=(tag,)))[""]

    assert len(ET.fromstring(to_atom(feed, SITE, "en", TODAY).text).findall(f"{ATOM}entry")) == 1
    assert len(json.loads(to_json_feed(feed, SITE, "en").text)["items"]) == 1
