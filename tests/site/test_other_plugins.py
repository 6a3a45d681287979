"""Beside plugins that make files, navigation, feeds and texts of their own, in both orders."""

import functools
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from urllib.parse import urljoin

import pytest

pytestmark = pytest.mark.slow

INSTALLED = {entry.name for entry in importlib.metadata.entry_points(group="mkdocs.plugins")}
PLUGINS = {
    "i18n": {"languages": [{"locale": "en", "name": "English", "default": True, "build": True}]},
    "two languages": {
        "i18n": {
            "languages": [
                {"locale": "en", "name": "English", "default": True, "build": True},
                {"locale": "de", "name": "Deutsch", "build": True},
            ]
        }
    },
    "rss": {"use_git": False, "date_from_meta": {"as_creation": "started_at"}},
    "tags": {},
    "macros": {},
    "minify": {"minify_html": True},
    "section-index": {},
    "awesome-nav": {},
    "awesome-pages": {},
    "literate-nav": {},
    "blog": {"blog_dir": "news"},
    "git-revision-date-localized": {"fallback_to_build_date": True},
}
COMMITTED = {"GIT_AUTHOR_DATE": "2024-05-01T10:00Z", "GIT_COMMITTER_DATE": "2024-05-01T10:00Z"}
OWN = {"postmortems": {"path": "incidents"}}
PAGES = {
    "index.md": "# Welcome\n\nTo the [guide](guide/index.md).\n",
    "guide/index.md": "---\ntags: [howto]\n---\n# Guide\n\nTurn it off.\n",
    "guide/more.md": "---\ndate: 2024-01-02\n---\n# More\n\nTurn it on.\n",
    "news/index.md": "# News\n",
    "news/posts/first.md": "---\ndate: 2024-01-01\n---\n# A post\n\nHello.\n",
}
POSTMORTEM = """\
---
title: Queue was full
severity: sev2
started_at: 2024-03-07
services: [mail]
---
## Summary

No mail was sent.
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build a site with these plugins strictly, in a repository; return its folder and what was said."""

    def make(plugins, more=None, *, documents=True):
        root = tmp_path_factory.mktemp("site")
        files = PAGES | ({"incidents/2024-03-07-queue.md": POSTMORTEM} if documents else {})
        for path, text in files.items():
            (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "docs" / path).write_text(text, encoding="utf-8")
        config = {"site_name": "T", "site_url": "https://x.example/", "theme": {"name": "material", "font": False}}
        config |= {"plugins": plugins} | (more or {})
        (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "First")):
            subprocess.run(["git", *command], cwd=root, check=True, env=os.environ | COMMITTED)
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795132800"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return root / "site", done.stderr

    return make


@pytest.fixture(scope="module")
def untouched(build):
    """Build a site with another plugin alone; return its folder."""
    return functools.cache(lambda name: build(["search", _entry(name)], documents=False)[0])


def _entry(name):
    """Return the entry of a plugin in `plugins`; skip the test if it is not installed."""
    options = PLUGINS[name]
    entry = options if name == "two languages" else {name: options}
    plugin = next(iter(entry))
    if plugin not in INSTALLED and f"material/{plugin}" not in INSTALLED:
        if os.environ.get("CI"):
            pytest.fail(f"{plugin} is not installed")
        pytest.skip(f"{plugin} is not installed")
    return entry


def _article(folder, page):
    """Return what a page of the site says, without what surrounds it."""
    html = (folder / page / "index.html").read_text(encoding="utf-8")
    return re.search(r"<article.*?</article>", html, re.DOTALL)[0]


def _reading_order(folder):
    """Return the pages that `next` leads to from the first one, and check that `prev` leads back."""
    place, seen = "https://x.example/", ["https://x.example/"]
    while target := _neighbour(folder, place, "next"):
        assert _neighbour(folder, target, "prev") == place
        assert target not in seen
        seen.append(place := target)
    return seen


def _neighbour(folder, place, kind):
    """Return the address of the previous or the next page; `None` if there is none."""
    page = (folder / place.removeprefix("https://x.example/") / "index.html").read_text(encoding="utf-8")
    found = re.search(rf'<link rel="?{kind}"? href="?([^"> ]+)', page)
    return urljoin(place, found[1]) if found else None


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
@pytest.mark.parametrize("name", PLUGINS)
def test_sites_stay_as_they_were(build, untouched, name, order):
    """A strict build passes as before, pages of the site say what they said, and the postmortem has its page."""
    before = untouched(name)
    after, said = build(["search", *[_entry(name), OWN][::order]])

    for page in ("", "guide", "guide/more"):
        assert _article(after, page) == _article(before, page)
    own_pages = {one for one in _reading_order(after) if "/incidents/" in one}
    assert [one for one in _reading_order(after) if one not in own_pages] == _reading_order(before)
    assert own_pages <= {"https://x.example/incidents/"}
    own = (after / "incidents/2024-03-07-queue/index.html").read_text(encoding="utf-8")
    assert "No mail was sent." in own
    assert "pm-page" in own
    assert "Traceback" not in said
    locations = re.findall(r"<loc>(.*?)</loc>", (after / "sitemap.xml").read_text(encoding="utf-8"))
    assert "https://x.example/incidents/2024-03-07-queue/" in locations
    assert not [one for one in locations if "/incidents/services" in one or one.endswith("/incidents/search/")]


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_feeds_have_documents_only(build, order):
    """Lists of documents are no news."""
    folder, _ = build(["search", *[_entry("rss"), OWN][::order]])

    titles = re.findall(r"<title>(.*?)</title>", (folder / "feed_rss_created.xml").read_text(encoding="utf-8"))
    assert "Queue was full" in titles
    assert {"Search", "mail", "Open actions", "Similar incidents"}.isdisjoint(titles)


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_the_search_of_the_theme_finds_postmortems(build, order):
    """By title and summary, since it loads all of its index at once; the words of the site's pages are as before."""
    before, _ = build(["search"], documents=False)
    after, _ = build(["search", OWN][::order])

    def index(folder):
        return json.loads((folder / "search/search_index.json").read_text(encoding="utf-8"))

    old, new = index(before), index(after)
    assert new["config"] == old["config"]
    assert [entry for entry in new["docs"] if not entry["location"].startswith("incidents/")] == old["docs"]
    [own] = [entry for entry in new["docs"] if entry["location"].startswith("incidents/")]
    assert (own["location"], own["title"]) == ("incidents/2024-03-07-queue/", "Queue was full")


def test_a_navigation_without_postmortems_is_told_once(build):
    """How to get a link, in one line; a navigation with one has nothing to be told."""
    nav = [{"Home": "index.md"}, {"Guide": ["guide/index.md", "guide/more.md"]}]
    without, said = build(["search", OWN], {"nav": nav, "not_in_nav": "news/"})
    _, silent = build(["search", OWN], {"nav": [*nav, {"Postmortems": "incidents/index.md"}], "not_in_nav": "news/"})

    assert said.count("no link to the postmortems") == 1
    assert "'- Postmortems: incidents/index.md'" in said
    assert "no link to the postmortems" not in silent
    assert 'href="more/"' in (without / "guide/index.html").read_text(encoding="utf-8")


def test_dates_of_pages_come_from_git(build):
    """A postmortem says when it last changed, also in a folder of a site, and without a plugin."""
    folder, _ = build(["search", OWN])

    assert "Last changed" in (folder / "incidents/2024-03-07-queue/index.html").read_text(encoding="utf-8")
