"""The smaller search: on pages that were opened as files, and where the full index is missing."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from mkdocs_postmortems.core.facets import SERVICES
from playwright.sync_api import expect
from searching import asked, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERVICE = f"{SERVICES.url}/checkout-api/index.html"
CHECKOUT = "Checkout down for 108 minutes"
SMALLER = "smaller search"
NASTY = [
    '"quoted "text',
    "<script>window.hit = 1</script>",
    "🔥 💥",
    "検索 障害",
    "\\",
    "((([[[",
    "x" * 10_000,
    "the of",
]
EXACT = [
    "ECONNREFUSED",
    "x509: certificate has expired",
    "OOMKilled",
    "query_wait_timeout",
    "10.20.8.14:6432",
    "INC-2024-017",
]


@pytest.fixture(params=["files", "no index"])
def seen(request, visit, folder):
    """A window on the site as files, and one on a server that has no full index."""
    if request.param == "files":
        return visit(at=folder.as_uri())
    made = visit()
    made.page.route("**/assets/postmortems/search/**", lambda route: route.fulfill(status=404, body="Not found"))
    return made


def _real(errors):
    """A server's 404 is said by the browser, whatever a page makes of it."""
    return [error for error in errors if "404" not in error]


def test_nothing_is_loaded_before_the_field_has_the_focus(seen):
    """Neither the scripts nor the data."""
    loaded = []
    seen.page.on("request", lambda request: loaded.append(request.url))
    page = seen.open(SERVICE)
    assert not [url for url in loaded if "search" in url or "similar" in url]
    with page.expect_request(lambda request: request.url.endswith("ledger.js")):
        page.locator(".pm-search--header input").focus()
    assert seen.strangers == []


def test_from_any_page_to_a_postmortem_by_keys_alone(seen):
    """As with the full index, and the field says that it is not the full one."""
    page = seen.open(SERVICE)
    page.keyboard.press("/")
    page.keyboard.insert_text("connection pool migr")  # at once: a later answer takes the choice back
    page.locator(".pm-search__option.pm-hit").first.wait_for()
    assert SMALLER in page.locator(".pm-search__panel").inner_text()
    page.keyboard.press("ArrowDown")
    assert CHECKOUT in page.locator('.pm-search__option[aria-selected="true"]').inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/2024/2024-03-07-checkout-connection-pool/**")
    assert CHECKOUT in page.locator("h1").inner_text()
    assert _real(seen.errors) == []


def test_facets_have_numbers_and_narrow(seen):
    """The state is in the address here, too."""
    page = seen.open("search/index.html")
    assert settled(page).startswith("All 39 documents")
    assert SMALLER in page.locator(".pm-find__note").inner_text()
    box = page.get_by_role("checkbox", name=re.compile("^Checkout API"))
    number = re.search(r"\d+", page.locator(".pm-facet label", has=box).inner_text())[0]
    box.check()
    assert settled(page) == f"{number} incidents in Checkout API."
    page.get_by_role("checkbox", name=re.compile("^SEV1")).check()
    said = settled(page)
    assert page.locator(".pm-hit").count() == int(said.split()[0]) < int(number)
    page.reload()
    assert settled(page) == said
    page.go_back()
    expect(page.locator(".pm-find__sentence")).to_have_text(f"{number} incidents in Checkout API.")
    assert _real(seen.errors) == []


def test_orders(seen):
    """Newest and longest first."""
    page = seen.open("search/index.html?service=checkout-api")
    settled(page)
    days = [time.get_attribute("datetime") for time in page.locator(".pm-hit time").all()]
    assert days == sorted(days, reverse=True)
    page.get_by_label("Sort by").select_option("duration")
    settled(page)
    assert [time.get_attribute("datetime") for time in page.locator(".pm-hit time").all()] != days


def test_words_that_say_most_are_found(seen):
    """Errors, alerts, ids."""
    page = seen.open("search/index.html")
    for text in EXACT:
        assert "for “" in asked(page, text), text
        assert page.locator(".pm-hit").count(), text
    alert = "PgBouncerPoolSaturated pgb-77 frobnicated the query_wait_timeout"
    assert "none has all of its words" in asked(page, alert)
    assert page.locator(".pm-hit", has_text="pool").count()
    asked(page, "What SEV1 to SEV4 mean")
    assert page.locator(".pm-hit__title").first.inner_text() == "What SEV1 to SEV4 mean"


def test_what_worked_is_found_and_shown(seen):
    """By words that are in no title and no summary."""
    page = seen.open("search/index.html")
    asked(page, "drained and resumed without dropping connections")
    result = page.locator(".pm-hits > li").first
    expect(result).to_contain_text(CHECKOUT)
    expect(result.locator(".pm-hit__section")).to_have_text("This worked last time")
    result.locator("summary").first.click()
    expect(result.locator(".pm-worked__text").last).to_contain_text("drained and resumed")


def test_nothing_found_offers_what_else_there_is(seen):
    """A misspelt word is corrected, as typed there is nothing; what is like the text, and the indexes."""
    page = seen.open("search/index.html?q=pgbuncer")
    assert "for “pgbouncer”" in settled(page)
    page.locator(".pm-find__hint a").click()
    page.wait_for_url("**typed=1")
    assert "Nothing found" in settled(page)
    assert asked(page, "zzzz").startswith("Nothing found")
    page.get_by_role("link", name="Services").last.click()
    page.wait_for_url(f"**/{SERVICES.url}/**")
    assert page.locator("h1").inner_text() == "Services"


def test_what_is_not_yet_typed_narrows_nothing(seen):
    """One letter is the beginning of a title's word, and a short last word is waited for."""
    page = seen.open("search/index.html")
    settled(page)
    assert "for “c”" in asked(page, "c")
    assert page.locator(".pm-hit").count() > 5
    assert asked(page, "certificate e").startswith(asked(page, "certificate ").split(" for ")[0])


@pytest.mark.parametrize("q", NASTY, ids=lambda q: q[:12])
def test_no_query_breaks_anything(seen, q):
    """No error, no injection."""
    page = seen.open("search/index.html")
    settled(page)
    asked(page, q)
    assert page.evaluate("window.hit") is None
    assert _real(seen.errors) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, folder, scheme):
    """With the line that says what it is."""
    page = visit(at=folder.as_uri(), color_scheme=scheme).open("search/index.html?q=certificate")
    settled(page)
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]] == []


def test_links_of_files_lead_to_files(visit, folder):
    """No browser shows a folder's page by itself; nor does a form lead there."""
    seen = visit(at=folder.as_uri())
    page = seen.open("index.html")
    page.locator(".pm-tabs summary").click()
    page.locator(".pm-tabs a", has_text="Services").click()
    page.wait_for_url(f"**/{SERVICES.url}/index.html")
    assert page.locator("h1").inner_text() == "Services"
    page.locator(".pm-index a", has_text="Checkout API").first.click()
    page.wait_for_url(f"**/{SERVICES.url}/checkout-api/index.html")
    assert page.locator("h1").inner_text().startswith("Checkout API")
    page.keyboard.press("/")
    page.keyboard.type("certificate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=certificate")
    assert "for “certificate”" in settled(page)
    assert (seen.errors, seen.strangers) == ([], [])


def test_a_pasted_text_is_compared_in_files(visit, folder):
    """And its results open."""
    page = visit(at=folder.as_uri()).open("similar/index.html?q=OOMKilled")
    title = page.locator(".pm-similar__title").first
    title.wait_for()
    said = title.inner_text()
    assert page.locator(".pm-similar__summary").count()
    assert page.locator(".pm-worked").count()
    title.click()
    page.wait_for_url("**/20*/index.html")
    assert said in page.locator("h1").inner_text()
