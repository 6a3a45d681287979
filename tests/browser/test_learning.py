"""What somebody who wants to learn does: follow a path, and replay an incident by keyboard."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POSTMORTEM = "2023/2023-11-20-catalog-cache-stampede/"
TRIGGER = "Redis failover for a kernel update"
"""What the first event says, which nobody knew when they were paged."""
ALARM = "EdgeHigh5xx"
END = "hit rate 96 %"


def _replay(visit, **options):
    page = visit(**options).open(POSTMORTEM)
    page.locator("[data-pm-replay-start]").click()
    page.locator(".pm-replay__field").wait_for()
    return page


def test_a_replay_tells_nothing_before_its_time(visit):
    """Neither title, summary nor what came first; then step by step, back again, and at the end all of it."""
    page = _replay(visit)
    seen = page.locator("body")
    expect(seen).to_contain_text(ALARM)
    for spoiler in (TRIGGER, END, "Catalogue cache stampede"):
        assert spoiler not in seen.inner_text(), spoiler
        assert spoiler not in page.title(), spoiler

    page.locator(".pm-replay__field").fill("Look at the cache")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".pm-replay__said")).to_have_text("Step 2 of 12")
    expect(page.locator(".pm-replay__answer")).to_have_text("You: Look at the cache")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".pm-replay__said")).to_have_text("Step 1 of 12")
    assert page.locator(".pm-replay__field").input_value() == "Look at the cache"

    for _ in range(11):
        page.locator(".pm-replay__button--next").focus()
        page.keyboard.press("Enter")
    for told in (TRIGGER, END, "What nobody knew yet", "What ended it", "What contributed"):
        assert told in seen.inner_text(), told
    page.keyboard.press("Escape")
    expect(page.locator(".pm-article > h1")).to_be_visible()
    assert "#" not in page.url
    assert "Catalogue cache stampede" in page.title()
    assert page.evaluate("document.activeElement.matches('[data-pm-replay-start]')")


def test_a_facilitator_sees_one_step_ahead(visit):
    """What comes next and what to ask; those who take part see neither."""
    page = _replay(visit)
    following = "Acknowledged, SEV1 declared"
    assert following not in page.locator("body").inner_text()

    page.locator(".pm-replay__title").focus()
    page.keyboard.press("f")
    expect(page.locator(".pm-replay__aside")).to_contain_text(following)
    page.keyboard.press("f")
    expect(page.locator(".pm-replay__aside")).to_be_hidden()


def test_keys_that_are_typed_into_the_answer_are_text(visit):
    """An arrow moves the caret, and an f is a letter."""
    page = _replay(visit)
    page.locator(".pm-replay__field").press_sequentially("off")
    page.keyboard.press("ArrowRight")

    assert page.locator(".pm-replay__field").input_value() == "off"
    expect(page.locator(".pm-replay__said")).to_have_text("Step 1 of 12")
    expect(page.locator(".pm-replay__aside")).to_be_hidden()


def test_its_address_opens_it_without_a_look_at_the_page(visit):
    """As the page for learning links it; the history leads back to the postmortem."""
    seen = visit()
    page = seen.open("learn/")
    page.locator("a[href*='#replay']").first.click()
    page.locator(".pm-replay__field").wait_for()

    assert page.locator(".pm-body").is_hidden()
    assert seen.errors == []
    assert seen.strangers == []


def test_without_javascript_there_is_a_timeline_and_no_replay(visit):
    """A link that could do nothing is not shown, and its address hides nothing."""
    page = visit(java_script_enabled=False).open(f"{POSTMORTEM}#replay")

    assert page.locator(".pm-body").is_visible()
    assert page.locator(".pm-replay-link").is_hidden()


def test_on_paper_answers_are_on_a_page_of_their_own(visit):
    """Participants get the first page or pages, the facilitator the last."""
    page = _replay(visit)
    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(page.pdf())).pages]
    first = next(number for number, text in enumerate(pages) if "For the facilitator" in text)

    assert first > 0
    assert ALARM in pages[0]
    assert all(END not in text and TRIGGER not in text for text in pages[:first])
    assert END in "".join(pages[first:])
    assert TRIGGER in "".join(pages[first:])


def test_progress_is_kept_in_the_browser(visit):
    """A step that is ticked stays so; without JavaScript there is a list."""
    page = visit().open("learn/")
    path = page.locator("[data-pm-path]").first
    expect(path).to_contain_text("0 of 7 read")
    path.locator("input").nth(2).check()
    expect(path).to_contain_text("1 of 7 read")
    page.reload()
    expect(path.locator("input").nth(2)).to_be_checked()
    path.locator("input").nth(2).uncheck()
    expect(path).to_contain_text("0 of 7 read")

    plain = visit(java_script_enabled=False).open("learn/")
    assert plain.locator("[data-pm-path] ol > li > a").count() == 7
    assert plain.locator("[data-pm-path] input").count() == 0
