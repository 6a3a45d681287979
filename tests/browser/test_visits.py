"""What changed since the last visit is marked, in the reader's browser alone."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.facets import SERVICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = "site_name: Test\ntheme: {name: material, font: false}\nplugins: [postmortems]\n"
HEAD = "---\ntitle: {title}\ndate: 2024-01-0{day}\nservices: [dns]\nseverity: sev2\n---\n"
DOCUMENT = HEAD + "# {title}\n\n## Impact\n\nIt was {title}.\n"


@pytest.fixture(scope="session", name="small")
def _small(publish):
    """Serve a site of three postmortems."""
    titles = enumerate(("Alpha", "Beta", "Gamma"), 1)
    return publish({"mkdocs.yml": CONFIG} | {f"docs/{t}.md": DOCUMENT.format(title=t, day=day) for day, t in titles})


FORGET = """() => {
  sessionStorage.clear()
  const seen = new Map(JSON.parse(localStorage.getItem("postmortems-seen")))
  seen.set("/Alpha/", "another")
  seen.delete("/Beta/")
  localStorage.setItem("postmortems-seen", JSON.stringify([...seen]))
}"""
"""The next page is the first of another visit; before it, Alpha was another text, and Beta was not there."""


READ = "new Map(JSON.parse(sessionStorage.getItem('postmortems-seen'))).get('/Alpha/') !== 'another'"


def marks(page) -> dict[str, str]:
    """Return the marks of the rows that have one."""
    page.wait_for_function("sessionStorage.getItem('postmortems-seen') !== null")
    rows = page.locator(".pm-row")
    texts = [(row.locator(".pm-row__title").inner_text(), row.locator(".pm-since")) for row in rows.all()]
    return {title: mark.inner_text() for title, mark in texts if mark.count()}


def test_first_visit_marks_nothing(visit, small):
    """All of it is new; nor does going back to a page."""
    window = visit(at=small)
    assert marks(window.open("")) == {}
    assert marks(window.open(f"{SERVICES.url}/dns/")) == {}
    assert marks(window.open("")) == {}
    assert not window.errors


def test_next_visit_marks_what_changed(visit, small):
    """In words, for as long as the visit lasts, until the page was read."""
    window = visit(at=small)
    page = window.open("")
    marks(page)
    page.evaluate(FORGET)
    expected = {"Alpha": "changed", "Beta": "new"}
    assert marks(window.open("")) == expected
    assert marks(window.open("")) == expected
    assert marks(window.open(f"{SERVICES.url}/dns/")) == {"Alpha": "changed"}
    marks_of_page = window.open("Alpha/").locator(".pm-since")
    assert marks_of_page.count() == 0
    page.wait_for_function(
        "new Map(JSON.parse(sessionStorage.getItem('postmortems-seen'))).get('/Alpha/') !== 'another'"
    )
    assert marks(window.open("")) == {"Beta": "new"}
    assert not window.errors
    assert not window.strangers


RESTRICTED = """\
site_name: Test
theme: {name: material, font: false}
plugins:
  - postmortems:
      default_audience: public
      audience: sre
      audiences: {public: {anyone: true}, sre: {includes: [public]}}
"""


def test_what_others_saw_at_the_address_is_forgotten(visit, publish):
    """Another audience's pages may have been served here; what the same one saw stays."""
    site = publish({"mkdocs.yml": RESTRICTED, "docs/Alpha.md": DOCUMENT.format(title="Alpha", day=1)})
    window = visit(at=site)
    page = window.open("")
    page.wait_for_function("localStorage.getItem('postmortems-seen:sre') !== null")
    page.evaluate("""() => ["", ":security"].forEach((end) => [localStorage, sessionStorage].forEach(
      (store) => store.setItem(`postmortems-seen${end}`, '[["/sec/secret/", "x"]]')))""")
    page.evaluate("localStorage.setItem('of another program', 'x')")
    window.open("").wait_for_function("localStorage.getItem('postmortems-seen') === null")
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort()")
    assert kept == ["of another program", "postmortems-seen:sre", "postmortems-seen:sre"]
    assert "/Alpha/" in page.evaluate("localStorage.getItem('postmortems-seen:sre')")
    assert not window.errors


KEEP = """() => {
  const keep = (store, key, value) => store.setItem(`${key}:sre`, JSON.stringify(value))
  const pages = [["/Alpha/", "x"], ["/sec/secret/", "y"], ["/services/vault/", ""]]
  keep(localStorage, "postmortems-seen", pages)
  keep(sessionStorage, "postmortems-seen", [["begun", ""], ...pages])
  keep(localStorage, "postmortems-read", ["/Alpha/", "/sec/secret/"])
}"""
"""As if pages had been there that have been restricted or removed since."""
KEPT = "[localStorage, sessionStorage].map((store) => Object.values(store).join(' ')).join(' ')"


def test_pages_that_are_gone_are_forgotten(visit, publish):
    """Whoever sits here now may read less than before. What is still there stays; all of it, where the list is not."""
    site = publish({"mkdocs.yml": RESTRICTED, "docs/Alpha.md": DOCUMENT.format(title="Alpha", day=1)})
    window = visit(at=site)
    page = window.open("")
    page.evaluate(KEEP)
    page.route("**/pages.json", lambda route: route.abort())
    window.open("services/")
    assert "secret" in page.evaluate(KEPT)

    page.unroute("**/pages.json")
    page.evaluate("window.unloaded = true")
    window.open("services/").wait_for_function(f"!window.unloaded && !/secret|vault/.test({KEPT})")
    kept = page.evaluate("Object.entries({...localStorage}).map(String).sort()")
    assert kept[0] == 'postmortems-read:sre,["/Alpha/"]'
    assert '["/Alpha/",' in kept[1]
    assert "begun" in page.evaluate(KEPT)
    assert not window.strangers


def test_without_storage_nothing_is_marked(visit, small):
    """And nothing goes wrong."""
    window = visit(at=small)
    window.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page = window.open("")

    assert page.locator(".pm-since").count() == 0
    assert not window.errors


def test_each_page_says_when_it_was_built(visit, small):
    """Without a commit, where nothing is known of one."""
    for path in ("", "Alpha/", f"{SERVICES.url}/dns/", "search/"):
        assert visit(at=small).open(path).locator(".pm-age").inner_text() == "Built 20 Nov 2026"
