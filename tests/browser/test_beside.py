"""Searching in somebody's site that has a folder of postmortems."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONFIG = """\
site_name: Mixed
site_url: BASE/
theme: {name: material, font: false, features: [%s]}
plugins: [search, {postmortems: {path: incidents, search_field: both}}]
"""
PAGES = {
    "index.md": "# Welcome\n\n[The guide](guide.md)\n",
    "guide.md": "# Guide\n\nHow to frobnicate. [The incident](incidents/x.md)\n",
    "incidents/x.md": "---\ntitle: Down\ndate: 2024-03-07\nservices: [api]\n---\n"
    "## Impact\n\nNobody could pay.\n\n[The guide](../guide.md)\n",
    "incidents/advice.md": "# Advice\n\nWrite it down.\n",
}


@pytest.fixture(scope="module", params=["", "navigation.instant"], ids=["loading", "swapping"])
def mixed(request, publish):
    """A site whose pages are loaded, and one whose pages are swapped: its address, and whether they are."""
    return bool(request.param), publish(
        {"mkdocs.yml": CONFIG % request.param} | {f"docs/{path}": text for path, text in PAGES.items()}
    )


def _click(page, within, text, *, swaps):
    """Follow a link, and look whether the page was swapped."""
    page.evaluate("window.stays = true")
    page.locator(f"{within} a", has_text=text).first.click()
    page.wait_for_function("text => document.querySelector('h1')?.textContent.includes(text)", arg=text)
    assert bool(page.evaluate("window.stays")) == swaps


def test_each_page_has_the_field_of_its_part(visit, mixed):
    """The theme's goes on finding the site's pages; ours finds all of it; ways from one to the other change it."""
    seen = visit(at=mixed[1])
    page = seen.open("guide/")
    page.locator("input.md-search__input").click()
    page.keyboard.type("frobnicate")
    page.locator(".md-search-result__link", has_text="Guide").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".md-content a", has_text="The incident").click()
    page.locator(".pm-search--header input").wait_for()
    assert page.locator("input.md-search__input").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("pay")
    page.locator(".pm-search__option.pm-hit", has_text="Down").wait_for()
    page.keyboard.press("Escape")
    page.locator(".md-content a", has_text="The guide").click()
    page.locator("input.md-search__input").wait_for()
    assert page.locator(".pm-search--header").count() == 0
    assert (seen.errors, seen.strangers) == ([], [])


def test_on_a_phone_each_part_has_its_button(visit, mixed):
    """The theme's label opens the theme's search."""
    page = visit(at=mixed[1], width=390).open("guide/")
    assert page.locator("label.md-header__button[for=__search]").is_visible()
    page = visit(at=mixed[1], width=390).open("incidents/x/")
    assert not page.locator("label.md-header__button[for=__search]").is_visible()
    page.locator(".pm-search-link").click()
    page.wait_for_url("**/incidents/search/")
    page.wait_for_function("/^All/.test(document.querySelector('.pm-find__sentence')?.textContent ?? '')")


def test_a_field_that_stays_knows_its_addresses(visit, mixed):
    """From a page that is deeper than the one it came with."""
    page = visit(at=mixed[1]).open("incidents/")
    _click(page, ".pm-page", "Down", swaps=mixed[0])
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("pay")
    page.locator(".pm-search__option.pm-hit", has_text="Down").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/search/?q=pay")


def test_the_page_that_compares_works_when_it_is_swapped_in(visit, mixed):
    """Its script comes with it."""
    page = visit(at=mixed[1]).open("incidents/")
    page.evaluate("window.stays = true")
    page.locator(".pm-tabs a", has_text="Similar").click()
    page.wait_for_url("**/incidents/similar/")
    assert bool(page.evaluate("window.stays")) == mixed[0]
    page.fill("textarea", "nobody could pay")
    page.locator(".pm-similar__result", has_text="Down").wait_for()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_go_on_searching(visit, publish, theme):
    """Their field finds their pages, and the page of our search works in their look."""
    # By itself, readthedocs loads its highlighting from elsewhere.
    look = f"{{name: {theme}, highlightjs: false}}"
    config = f"site_name: Mixed\ntheme: {look}\nplugins: [search, {{postmortems: {{path: incidents}}}}]\n"
    seen = visit(at=publish({"mkdocs.yml": config} | {f"docs/{path}": text for path, text in PAGES.items()}))
    page = seen.open("incidents/search/?q=pay")
    page.locator(".pm-hit", has_text="Down").click()
    page.wait_for_url("**/incidents/x/**")
    if theme == "readthedocs":
        page.locator("#rtd-search-form input").fill("frobnicate")
        page.keyboard.press("Enter")
    else:
        page.wait_for_load_state("networkidle")
        page.keyboard.press("s")
        page.locator("#mkdocs-search-query").press_sequentially("frobnicate")
    page.locator("#mkdocs-search-results a", has_text="Guide").first.wait_for()
    # MkDocs' script looks for a field of its own wherever an address has a `q`.
    assert [error for error in seen.errors if "setting 'value'" not in error] == []
