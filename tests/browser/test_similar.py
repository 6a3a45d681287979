"""Pasting an alert, as somebody on call does."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from mkdocs_postmortems.cli.corpus import load_command_corpus
from mkdocs_postmortems.core.similar import SimilarityFinder
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ROOT = Path(__file__).parents[2]
ALERT = "x509: certificate has expired or is not yet valid, kafka-broker-7 says ECONNREFUSED"
NASTY = ["<script>window.hit = 1</script> certificate", "検索 障害 🔥", '"((([[[\\', "x " * 10_000]


def _titles(page):
    page.locator(".pm-similar__result").first.wait_for()
    return page.locator(".pm-similar__title").all_inner_texts()


def test_pasted_text_finds_what_the_command_line_finds(visit):
    """The same five, in the same order."""
    matches = SimilarityFinder(load_command_corpus(ROOT / "mkdocs.yml", ()).view).similar_to_text(ALERT, 5)
    page = visit().open("similar/")
    page.fill("textarea", ALERT)

    assert _titles(page)[:5] == [match.document.title for match in matches]


def test_a_result_says_why_and_what_fixed_it_and_is_a_link(visit):
    """Readable without opening it; the link opens it."""
    seen = visit()
    page = seen.open("similar/")
    page.fill("textarea", "certificate expired")
    first = page.locator(".pm-similar__result").first
    first.wait_for()
    said = first.inner_text()
    title = first.locator("a").inner_text()
    first.locator("a").click()

    assert "certificate" in said
    assert title in page.locator("h1").inner_text()
    assert (seen.errors, seen.strangers) == ([], [])


def test_only_what_is_shown_is_loaded(visit):
    """Of the files with what results show, those of the ten results, each once."""
    seen = visit()
    loaded = []
    seen.page.on("request", lambda request: loaded.append(request.url))
    page = seen.open("similar/")
    page.focus("textarea")
    page.wait_for_function("window.postmortemsSimilar")
    before = [url for url in loaded if "sheets-" in url]
    page.evaluate("window.postmortemsSimilar.files = window.postmortemsSimilar.paths.map((_, place) => place)")
    page.evaluate("""() => {
      const { paths } = window.postmortemsSimilar
      window.postmortemsSearch.load = async (name) => {
        const place = Number(name.split("-").at(-1))
        ;(window.asked ??= []).push(place)
        window[`postmortemsSheets${place}`] = { [paths[place]]: { title: paths[place], url: "" } }
      }
    }""")
    page.fill("textarea", ALERT)
    titles = _titles(page)
    asked = page.evaluate("window.asked.map((place) => window.postmortemsSimilar.paths[place])")

    assert before == []
    assert asked == titles


def test_a_result_has_the_colour_of_its_severity_and_the_names_of_its_values(visit):
    """As other lists and the command line have them."""
    page = visit().open("similar/")
    page.fill("textarea", "Checkout API is slow, and so is the Payments Gateway")
    _titles(page)
    severity = page.locator(".pm-similar__facts .pm-severity").first
    why = " ".join(page.locator(".pm-similar__why").all_inner_texts())

    assert severity.inner_text().startswith("SEV")
    assert severity.evaluate("mark => mark.style.getPropertyValue('--pm-light')").startswith("#")
    assert "service Checkout API" in why
    assert "service checkout api" not in why


def test_an_address_can_hold_the_text(visit):
    """So that an alert can link to it."""
    assert _titles(visit().open("similar/?q=OOMKilled"))


def test_a_search_that_finds_nothing_leads_here(visit):
    """With the text filled in and compared."""
    seen = visit()
    page = seen.open("search/?q=OOMKilled&service=payments-gateway")
    page.get_by_role("link", name="Find incidents that are like this text").click()
    page.wait_for_url("**/similar/?q=OOMKilled")

    assert "OOMKilled" in _titles(page)[0]
    assert page.input_value("textarea") == "OOMKilled"
    assert seen.errors == []


def test_a_word_is_named_once(visit):
    """Not again as a part of itself."""
    page = visit().open("similar/")
    page.fill("textarea", ALERT)
    _titles(page)
    words = page.locator(".pm-similar__why").first.locator("code").all_inner_texts()

    assert "x509" in words
    assert "509" not in words


def test_without_javascript_the_page_leads_elsewhere(visit):
    """It says why, and offers the indexes instead of a field that does nothing."""
    page = visit(java_script_enabled=False).open("similar/")

    assert page.get_by_text("Comparing needs JavaScript").is_visible()
    assert not page.locator("textarea").is_visible()
    page.locator(".pm-find__indexes a", has_text="Services").click()
    assert page.locator("h1").inner_text() == "Services"


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_only_text(visit, text):
    """No error, no markup."""
    seen = visit()
    page = seen.open("similar/")
    page.fill("textarea", text)
    expect(page.locator("[data-pm-said]")).to_have_text(re.compile("incident"))

    assert page.evaluate("window.hit") is None
    assert seen.errors == []


def test_nothing_is_loaded_before_the_field_is_used(visit):
    """The data comes with the first focus."""
    seen = visit()
    loaded = []
    seen.page.on("request", lambda request: loaded.append(request.url))
    page = seen.open("similar/")
    before = [url for url in loaded if url.endswith("data.js")]
    page.focus("textarea")
    page.wait_for_function("window.postmortemsSimilar")

    assert before == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, scheme):
    """Neither empty nor with results."""
    page = visit(color_scheme=scheme).open("similar/")
    page.fill("textarea", ALERT)
    _titles(page)
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")

    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]] == []


def test_a_result_says_what_worked_and_apart_what_was_promised(visit):
    """A promise that is overdue is none of what worked; a command can be taken along."""
    page = visit().open("similar/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.fill("textarea", "one-line migration waited behind a reporting query for a table lock")
    card = page.locator(".pm-similar__result", has_text="108 minutes").locator(".pm-worked")
    card.get_by_role("button", name="Copy").click()

    assert card.locator(".pm-worked__title").inner_text() == "This worked last time"
    assert "Pool sizes corrected" in card.locator(".pm-worked__text").last.inner_text()
    assert "connection budget" not in " ".join(card.locator(".pm-worked__text").all_inner_texts())
    assert "overdue" in card.locator(".pm-worked__since").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == card.locator("code").inner_text()
