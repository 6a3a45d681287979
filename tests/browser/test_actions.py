"""The list of open actions as somebody works with it."""

import pytest
from mkdocs_postmortems.core.facets import SERVICES
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _rows(page):
    return page.locator("tr[data-pm-state]:visible")


def test_a_list_elsewhere_leads_to_its_own_cut(visit):
    """As many as its link says, and each of an incident of that service."""
    page = visit().open(f"{SERVICES.url}/checkout-api/")
    link = page.locator("section[aria-labelledby=pm-open] .pm-more a")
    number = int("".join(sign for sign in link.inner_text() if sign.isdigit()))
    link.click()
    expect(page.locator(".pm-narrow__said")).to_contain_text(f"{number} of ")
    assert _rows(page).count() == number
    cuts = _rows(page).evaluate_all("all => all.map((row) => row.dataset.pmCut.split(' '))")
    assert all("service:checkout-api" in cut for cut in cuts)


def test_it_is_narrowed_and_the_address_says_how(visit):
    """By state; what fits nothing says so; all are there again without it."""
    page = visit().open("actions/")
    every = _rows(page).count()
    page.locator("select[name=state]").select_option("in-progress")
    assert "state=in-progress" in page.url
    assert 0 < _rows(page).count() < every
    page.locator("select[name=owner]").select_option(index=1)
    page.locator("select[name=age]").select_option("730")
    page.locator("select[name=state]").select_option("")
    page.locator("select[name=age]").select_option("")
    page.locator("select[name=owner]").select_option("")
    assert _rows(page).count() == every
    page = visit().open("actions/?service=there-is-none")
    expect(page.locator(".pm-narrow__said")).to_contain_text("No open action fits.")


def test_what_is_late_has_a_shape_of_its_own(visit):
    """So that it is told from the rest without colours; as many as the column says."""
    page = visit().open("actions/")
    marks = page.locator(".pm-ageing .pm-dot").evaluate_all(
        "all => all.map((mark) => [mark.localName, mark.classList.contains('pm-dot--late')])"
    )
    assert {name for name, is_late in marks if is_late} == {"rect"}
    assert {name for name, is_late in marks if not is_late} == {"circle"}
    late = page.locator(".pm-ageing td:nth-child(4)").all_inner_texts()
    assert sum(is_late for _, is_late in marks) <= sum(map(int, late))


def test_it_is_whole_without_scripts(visit):
    """And offers nothing that would not work."""
    page = visit(java_script_enabled=False).open("actions/")
    assert _rows(page).count() > 20
    assert not page.locator(".pm-narrow").is_visible()


def test_a_filter_that_fits_nothing_says_so(visit):
    """Instead of an empty table."""
    page = visit().open(f"{SERVICES.url}/")
    page.locator(".pm-filter").fill("no such service")
    assert page.locator(".pm-filter__said").inner_text() == "Nothing here has “no such service” in its name."
    assert not page.locator("table.pm-index").is_visible()
    page.locator(".pm-filter").fill("")
    assert page.locator("table.pm-index").is_visible()


def test_a_link_to_a_page_says_what_it_leads_to(visit):
    """Its incident, with severity and how long."""
    page = visit().open("2024/2024-03-07-checkout-connection-pool/")
    said = page.locator('meta[property="og:description"]').get_attribute("content")
    assert "108 minutes" in page.locator('meta[property="og:title"]').get_attribute("content")
    assert said.startswith("SEV1, 7 Mar 2024, resolved after 1 h 48 min. ")
    assert page.locator('meta[name="description"]').get_attribute("content") == said


def test_paper_is_white_from_the_dark_scheme_too(visit):
    """And its letters are black."""
    page = visit(color_scheme="dark").open("2024/2024-03-07-checkout-connection-pool/")
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(colours)[0] != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.locator("body").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_dark_needs_no_script(visit):
    """Where the reader's system is dark, and the site offers it."""
    page = visit(color_scheme="dark", java_script_enabled=False).open("")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
