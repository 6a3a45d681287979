"""The sample site as readers meet it."""

import io
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pypdf
import pytest
from mkdocs_postmortems.core.facets import FACTORS, SERVICES, SEVERITIES, TRIGGERS, YEARS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
POSTMORTEM = "2024/2024-03-07-checkout-connection-pool/"
KINDS = {
    "home": "",
    "postmortem": POSTMORTEM,
    "short": f"{POSTMORTEM}#in-60-seconds",
    "service": f"{SERVICES.url}/checkout-api/",
    "services": f"{SERVICES.url}/",
    "factors": f"{FACTORS.url}/",
    "severity": f"{SEVERITIES.url}/sev1/",
    "years": f"{YEARS.url}/",
    "actions": "actions/",
    "insights": "insights/",
    "incidents behind numbers": "insights/factors-by-service/",
    "learning": "learn/",
    "digest": "learn/2025-11/",
    "replay": f"{POSTMORTEM}#replay",
    "notice": "2025/2025-03-18-notice-courier-maps/",
    "empty": f"{SERVICES.url}/identity/",
    "error": "404.html",
}
"""One page of each kind."""


def _violations(page):
    page.wait_for_function("location.hash !== '#replay' || document.querySelector('.pm-replay__field')")
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found["violations"]]


def _violations_anywhere(visit, path, style="/* none */", **where):
    """Return the violations of a page by scheme and width, where there are any."""
    found = {}
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme, **where).open(path)
        assert page.locator(".pm-tabs").count() == 1
        page.add_style_tag(content=style)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found[scheme, width] = _violations(page)
    return {where: violations for where, violations in found.items() if violations}


def test_from_home_to_another_postmortem_by_clicking(visit):
    """Home, service, postmortem, factor, another postmortem; no error, no other host."""
    seen = visit()
    page = seen.open("")
    page.locator(".pm-index a.pm-ref", has_text="Checkout API").first.click()
    assert page.locator("h1").inner_text() == "Checkout API"
    page.locator(".pm-row__title", has_text="blocked migration").click()
    assert "108 minutes" in page.locator("h1").inner_text()
    page.locator(".pm-factors a").nth(1).click()
    assert f"/{FACTORS.url}/" in page.url
    first = page.url
    page.locator(".pm-row__title").first.click()
    assert page.url != first
    assert page.locator(".pm-article h1").count() == 1
    assert seen.errors == []
    assert seen.strangers == []


def test_the_same_way_without_javascript(visit):
    """Reading and browsing need none."""
    page = visit(java_script_enabled=False).open("")
    page.locator(".pm-index a.pm-ref", has_text="Checkout API").first.click()
    page.locator(".pm-row__title", has_text="blocked migration").click()
    assert page.locator(".pm-events > li").count() > 20
    assert page.locator(".pm-filter, .pm-sort, .pm-zones").count() == 0
    assert page.locator("a", has_text="Show all of it").is_hidden()
    page.locator("a", has_text="In 60 seconds").click()
    assert page.locator("a", has_text="In 60 seconds").is_hidden()
    assert page.locator(".pm-short").is_visible()
    assert not page.locator(".pm-body").is_visible()
    page.locator("a", has_text="Show all of it").click()
    assert page.locator(".pm-body").is_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, kind):
    """On each kind of page, in both schemes, also on a phone, whose layout is another page to a screen reader."""
    assert _violations_anywhere(visit, KINDS[kind]) == {}


@pytest.mark.parametrize("path", [*KINDS.values(), "runbook/", "guide/severities/"], ids=[*KINDS, "runbook", "guide"])
def test_axe_finds_nothing_on_a_site_straight_from_init(visit, from_init, path):
    """Whose palette is Material's, and the site's own pages beside our tabs."""
    assert _violations_anywhere(visit, path, at=from_init) == {}


def test_axe_would_find_what_is_too_faint(visit, from_init):
    """What is said of all pages above is no accident: a paler text is found in each scheme and at each width."""
    paler = ".md-content p { color: #7777 !important }"
    found = _violations_anywhere(visit, "runbook/", paler, at=from_init)

    assert [{name for name, _ in violations} for violations in found.values()] == [{"color-contrast"}] * 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_scrolls_in_one_direction(visit, kind):
    """Nothing is wider than 390 pixels."""
    page = visit(width=390).open(KINDS[kind])

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_and_no_other_host(visit, kind):
    """Every kind of page is complete."""
    seen = visit()
    seen.open(KINDS[kind])

    assert seen.errors == []
    assert seen.strangers == []


def test_an_index_filters_as_one_types(visit):
    """And sorts by the column whose head is pressed."""
    page = visit().open(f"{FACTORS.url}/")
    rows = page.locator(".pm-index tbody tr:visible")
    before = rows.count()
    page.get_by_role("searchbox", name="Filter contributing factors").fill("runbook")
    assert 0 < rows.count() < before
    page.get_by_role("searchbox", name="Filter contributing factors").fill("")
    page.get_by_role("button", name="Contributing factor").click()
    names = page.locator(".pm-index tbody th .pm-ref").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    assert page.locator('th[aria-sort="ascending"]').count() == 1


def test_clocks_follow_the_reader(visit):
    """The incident's own zone, UTC, and the reader's."""
    page = visit(timezone_id="Asia/Tokyo").open(POSTMORTEM)
    first = page.locator(".pm-events time").first
    assert first.inner_text() == "14:32"
    page.get_by_role("button", name="Asia/Tokyo").click()
    assert first.inner_text() == "23:32"
    page.get_by_role("button", name="UTC").first.click()
    assert first.inner_text() == "14:32"


def test_days_follow_the_clock(visit):
    """What happened before midnight there may have happened after midnight here."""
    page = visit(timezone_id="Pacific/Kiritimati").open(POSTMORTEM)
    day, facts = page.locator(".pm-event__day").first, page.locator(".pm-time__day").first
    assert (day.inner_text(), facts.inner_text()) == ("7 March 2024", "7 Mar 2024")
    page.get_by_role("button", name="Pacific/Kiritimati").click()
    assert page.locator(".pm-events time").first.inner_text() == "04:32"
    assert (day.inner_text(), facts.inner_text()) == ("8 March 2024", "8 Mar 2024")
    page.get_by_role("button", name="Europe/Lisbon").or_(page.locator(".pm-zones button").first).first.click()
    assert (day.inner_text(), facts.inner_text()) == ("7 March 2024", "7 Mar 2024")


def test_clocks_stand_in_one_column(visit):
    """Ranges are wider than moments; the line through the marks stays straight."""
    page = visit().open(POSTMORTEM)
    middles = "[...document.querySelectorAll('.pm-event__mark')].map(m => { const box = m.getBoundingClientRect();"
    assert len(set(page.evaluate(f"{middles} return Math.round(box.left + box.width / 2) }})"))) == 1


def test_a_mark_on_the_strip_leads_to_its_event(visit):
    """Whose text it names; the strip is as wide as the list, also on a phone."""
    for width in (390, 1440):
        page = visit(width=width).open(POSTMORTEM)
        mark = page.locator('.pm-when a[href="#pm-event-4"]')
        said = mark.locator("title").text_content()
        mark.locator("circle").click()

        event = page.locator("#pm-event-4")
        assert event.evaluate("one => one.matches(':target')")
        assert said.split()[0] == event.locator(".pm-event__clock").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("place", [".pm-chain", ".pm-facts"])
def test_a_definition_is_shown_on_focus_and_goes_with_escape(visit, place):
    """Not only for those who have a mouse; of a factor, a service and whatever else the taxonomy defines."""
    page = visit().open(POSTMORTEM)
    factor = page.locator(f"{place} .pm-term a").first
    tip = page.locator(f"{place} .pm-tip").first
    factor.focus()
    assert tip.is_visible()
    assert factor.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_print_leaves_out_what_paper_cannot_do(visit):
    """No tabs, no toggles."""
    page = visit().open(POSTMORTEM)
    page.emulate_media(media="print")
    assert not page.locator(".pm-tabs").is_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")  # As Material does.
    assert page.locator(".pm-events").is_visible()
    assert not page.locator(".pm-repeated").first.is_visible()
    assert page.locator(".pm-events").is_visible()


def test_the_facts_are_printed_before_a_script_has_unfolded_them(visit):
    """A sheet is as narrow as a phone, where they are folded, which is the control."""
    one = visit(width=700)
    one.page.route("**/postmortems.js", lambda route: route.abort())
    page = one.page
    page.goto(f"{one.base}/{POSTMORTEM}", wait_until="networkidle")
    facts = page.locator(".pm-facts").first
    assert not facts.is_visible()
    page.emulate_media(media="print")
    assert facts.is_visible()
    one.errors.clear()


def test_each_printed_sheet_says_whose_it_is(visit):
    """The site, who may read it, the build and the number of the sheet; addresses stand behind links."""
    pages = pypdf.PdfReader(io.BytesIO(visit().open(POSTMORTEM).pdf(prefer_css_page_size=True))).pages
    sheets = [sheet.extract_text() for sheet in pages]

    for number, text in enumerate(sheets, 1):
        assert "Lanternfish postmortems" in text
        assert "Built" in text
        assert f"{number} / {len(sheets)}" in text
    assert "(https://" in "".join(sheets).replace("\n", "")


def test_why_it_happened_leads_to_terms_and_sections(visit):
    """Trigger, factors and impact in this order, also for those who read the page without styles or scripts."""
    for width in (1440, 390):
        page = visit(width=width, java_script_enabled=False).open(POSTMORTEM)
        stages = page.locator(".pm-chain > li")
        names = [stages.nth(n).locator(".pm-chain__name").inner_text() for n in range(stages.count())]
        assert names == ["Trigger", "Contributing factors", "Impact"]
        assert stages.nth(0).locator("a.pm-factor").get_attribute("href").endswith(f"/{TRIGGERS.url}/schema-change/")
        target = stages.last.locator("a").get_attribute("href")
        assert page.locator(target).inner_text().startswith("Impact")
        boxes = [stages.nth(n).bounding_box() for n in range(stages.count())]
        assert all(one["y"] + one["height"] < other["y"] for one, other in pairwise(boxes))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
