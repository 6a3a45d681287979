"""The page of insights as readers meet it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _number(text):
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize("question", ["factors-by-service", "factors-by-trigger", "together", "factors", "detection"])
def test_a_number_opens_exactly_its_incidents(visit, question, java_script_enabled):
    """From the number to the list is one click, to an incident two; no script is needed."""
    page = visit(java_script_enabled=java_script_enabled).open("insights/")
    link = page.locator(f".pm-question:has(#{question}) td.pm-number a").first
    number = _number(link.inner_text())
    link.click()
    anchor = page.url.partition("#")[2]
    rows = page.locator(f'section[aria-labelledby="{anchor}"] .pm-listed li')

    expect(rows).to_have_count(number)
    assert number > 1
    rows.first.locator("a").click()
    assert page.locator("article h1").count() == 1


def test_every_number_leads_to_as_many_incidents(visit):
    """All linked numbers of all tables, against the lists that they lead to."""
    page = visit().open("insights/")
    cells = page.locator("td.pm-number a").evaluate_all("links => links.map(a => [a.textContent, a.href])")
    lists: dict[str, dict[str, int]] = {}
    wrong = []
    for text, address in cells:
        url, _, anchor = address.partition("#")
        if anchor and url not in lists:
            page.goto(url)
            sections = (
                "all => all.map(s => [s.getAttribute('aria-labelledby'), s.querySelectorAll('.pm-listed li').length])"
            )
            lists[url] = dict(page.locator("section[aria-labelledby^=of-]").evaluate_all(sections))
        found = lists[url].get(anchor, 0) if anchor else 1
        if _number(text) != found:
            wrong.append((text, address, found))

    assert len(cells) > 150
    assert wrong == []


def test_dots_open_their_incident(visit):
    """With a pointer; the keyboard goes by the number, so that 27 dots are no 27 stops."""
    page = visit().open("insights/")
    dot = page.locator(".pm-dots a").last
    assert dot.get_attribute("tabindex") == "-1"
    dot.click(force=True)

    assert page.locator("article h1").count() == 1


def test_numbers_can_be_downloaded(visit):
    """As CSV, with the ids."""
    page = visit().open("insights/")
    with page.expect_download() as caught:
        page.locator(".pm-question:has(#durations) a[download]").click()
    text = caught.value.path().read_text(encoding="utf-8")

    assert text.startswith("duration,group,value,known,missing,median_minutes,p90_minutes,ids,missing_ids")
    assert "time_to_detect,all,all,27,2,16," in text


@pytest.mark.parametrize("address", ["services/", "services/checkout-api/"])
def test_a_line_of_the_map_opens_exactly_its_incidents(visit, address):
    """The strongest, which says how many there are; to an incident it is one click more."""
    page = visit().open(address)
    line = page.locator(".pm-map a:has(.pm-map__hit)").last
    number = _number(line.locator("title").text_content().rpartition(":")[2])
    line.locator(".pm-map__hit").dispatch_event("click")
    page.wait_for_url("**/insights/together/#of-*")
    rows = page.locator(f'section[aria-labelledby="{page.url.partition("#")[2]}"] .pm-listed li')

    expect(rows).to_have_count(number)
    assert number > 1


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", ["services/", "services/checkout-api/"])
def test_the_map_is_in_sight_as_a_whole(visit, address, width):
    """No name is beyond the edge of the screen, and none upon another."""
    names = visit(width=width).open(address).locator(".pm-map__name")
    boxes = [names.nth(n).bounding_box() for n in range(names.count())]

    assert len(boxes) > 5
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    tall = sorted(boxes, key=lambda box: box["y"])
    assert not [
        (a, b)
        for n, a in enumerate(tall)
        for b in tall[n + 1 :]
        if b["y"] < a["y"] + a["height"] - 3 and a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
    ]


def test_names_of_the_map_are_outside_of_its_ring_from_right_to_left(visit):
    """A browser turns around where a text begins, unless it is told that the picture stays as it is."""
    page = visit().open("services/")
    names = page.locator(".pm-map__name[text-anchor=start]")
    before = [names.nth(n).bounding_box() for n in range(names.count())]
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert len(before) > 3
    assert [names.nth(n).bounding_box()["x"] for n in range(names.count())] == [box["x"] for box in before]
