"""Searching, as readers do it."""

import re
from pathlib import Path
from urllib.parse import urlencode

import axe_playwright_python
import pytest
from mkdocs_postmortems.core.facets import SERVICES
from playwright.sync_api import expect
from searching import asked, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERVICE = f"{SERVICES.url}/checkout-api/"
INDEX = "assets/postmortems/search/"
CHECKOUT = "Checkout down for 108 minutes"
NASTY = [
    '"quoted "text',
    "<script>alert(1)</script>",
    "🔥 💥",
    "検索 障害",
    "' OR 1=1 --",
    "%00%ff",
    "\\",
    "((([[[",
    "x" * 10_000,
]
ANSWERED = re.compile(r"^Nothing |result")
"""What a field says when it has an answer."""
EXACT = [
    "ECONNREFUSED",
    "x509: certificate has expired",
    "kafka-broker-7",
    "OOMKilled",
    "5xx",
    "/healthz",
    "query_wait_timeout",
    "10.20.8.14:6432",
    "INC-2024-017",
]


def _violations(page):
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found["violations"]]


def test_nothing_is_loaded_before_the_field_has_the_focus(visit):
    """Not on any page but the search's own."""
    seen = visit()
    loaded = []
    seen.page.on("request", lambda request: loaded.append(request.url))
    page = seen.open(SERVICE)
    assert not [url for url in loaded if "search" in url]
    with page.expect_request(lambda request: INDEX in request.url):
        page.locator(".pm-search--header input").focus()
    assert seen.strangers == []


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_from_any_page_to_a_postmortem_by_keys_alone(visit, key):
    """Find the field, type, go down, open."""
    seen = visit()
    page = seen.open(SERVICE)
    page.keyboard.press(key)
    page.keyboard.type("connection pool migration")
    page.locator(".pm-search__option:first-child", has_text=CHECKOUT).wait_for()
    page.keyboard.press("ArrowDown")
    active = page.locator('.pm-search__option[aria-selected="true"]')
    assert CHECKOUT in active.inner_text()
    assert page.locator(".pm-search input").first.get_attribute("aria-activedescendant") == active.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2024/2024-03-07-checkout-connection-pool/**")
    assert CHECKOUT in page.locator("h1").inner_text()
    assert seen.errors == []


def test_escape_closes_and_then_leaves(visit):
    """Once the results, once the field."""
    page = visit().open(SERVICE)
    page.keyboard.press("/")
    page.keyboard.type("kafka")
    panel = page.locator(".pm-search__panel")
    panel.wait_for()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_enter_leads_to_the_page_of_the_search(visit):
    """With what was typed."""
    page = visit().open("")
    page.keyboard.press("/")
    page.keyboard.type("certificate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=certificate")
    assert "for “certificate”" in settled(page)


def test_a_hit_leads_to_the_section(visit):
    """Which it names, with a line of context in which the words are marked."""
    page = visit().open("search/?q=%22Hypothesis+1%22")
    settled(page)
    hit = page.locator(".pm-hit").first
    assert hit.locator(".pm-hit__section").inner_text().strip() == "Timeline"
    assert "Hypothesis 1" in " ".join(hit.locator(".pm-hit__excerpt mark").all_inner_texts())
    hit.click()
    page.wait_for_function("location.hash === '#timeline'")
    assert page.locator("#timeline").is_visible()


def test_values_of_a_facet_are_alternatives_and_facets_narrow(visit):
    """Numbers follow; each choice is a chip that can be removed."""
    page = visit().open("search/")
    everything = settled(page)

    def total():
        return int(re.search(r"\d+", settled(page))[0])

    def choose(name):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).first.check()

    assert everything.startswith("All 39 documents")
    choose("Checkout API")
    one = total()
    choose("Edge proxy")
    both = total()
    choose("SEV1")
    narrowed = total()
    assert narrowed < both > one
    assert "in Checkout API or Edge proxy, of severity SEV1" in settled(page)
    assert page.locator(".pm-hit").count() == narrowed
    page.get_by_role("button", name="Remove Edge proxy").click()
    assert "Edge" not in settled(page)
    assert "service=checkout-api" in page.url
    assert "edge" not in page.url


def test_a_search_is_a_link(visit):
    """Its address says all of it; going back undoes the last choice."""
    page = visit().open("search/")
    asked(page, "timeout")
    page.get_by_role("checkbox", name=re.compile("^Checkout API")).check()
    page.get_by_label("Sort by").select_option("duration")
    said, url = settled(page), page.url
    titles = page.locator(".pm-hit__title").all_inner_texts()

    other = visit().open(url.split("/", 3)[3])
    assert settled(other) == said
    assert other.locator(".pm-hit__title").all_inner_texts() == titles
    assert other.get_by_label("Sort by").input_value() == "duration"
    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("relevance")


@pytest.mark.parametrize("quoted", [False, True])
def test_exact_strings_come_first(visit, quoted):
    """Whatever signs are in them, in quotes or not."""
    seen = visit()
    page = seen.open("search/")
    for text in EXACT:
        asked(page, f'"{text}"' if quoted else text)
        first = page.locator(".pm-hit").first
        assert text.lower() in first.inner_text().lower(), text
        assert first.locator("mark").count() > 0, text
    assert seen.errors == []


@pytest.mark.parametrize("phrase", ["context deadline exceeded", "connection pool", "retry storm", "was not affected"])
def test_a_phrase_comes_first(visit, phrase):
    """Without quotes; where other documents have the same words, they come after."""
    page = visit().open("search/")
    assert "Nothing" not in asked(page, f'"{phrase}"')
    with_phrase = set(page.locator(".pm-hit__title").all_inner_texts())
    asked(page, phrase)
    titles = page.locator(".pm-hit__title").all_inner_texts()

    assert set(titles[: len(with_phrase)]) == with_phrase


@pytest.mark.parametrize("q", NASTY, ids=lambda q: q[:12])
def test_no_query_breaks_anything(visit, q):
    """No error, no injection; in the page's field and in the header's."""
    seen = visit()
    page = seen.open("search/")
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.dismiss()))
    asked(page, q)
    page = seen.open(SERVICE)
    page.locator(".pm-search input").first.fill(q)
    expect(page.locator(".pm-search__status")).to_have_text(ANSWERED)
    assert page.locator(".pm-search__panel script, .pm-find script").count() == 0
    assert (seen.errors, dialogs) == ([], [])


def test_a_pasted_alert_finds_what_is_most_like_it(visit):
    """Although no document has all of its words; and a result says what it shares with it."""
    page = visit().open("search/")
    alert = "[FIRING:1] PgBouncerPoolSaturated host=pgb-77 Error: connect ECONNREFUSED 10.9.9.9:6432 query_wait_timeout"
    assert "none has all of its words" in asked(page, alert)
    assert "PgBouncer" in page.locator(".pm-hit").first.inner_text()
    assert "alert PgBouncerPoolSaturated" in page.locator(".pm-hit__why").first.inner_text()


@pytest.mark.parametrize("q", ["paygate declined", "timeout", "what happened when the dns provider was down", "oom"])
def test_narrowing_leaves_out_and_counts_are_those_of_the_list(visit, q):
    """Each value leads to as many as it says, all of which were in the list before."""
    page = visit().open(f"search/?{urlencode({'q': q})}")
    settled(page)
    everything = _all_titles(page)
    assert everything
    facet = page.locator(".pm-facet").filter(has=page.locator("summary", has_text="Severities"))
    name, number = facet.locator("li:not([hidden]) label").first.inner_text().split("\n")
    facet.locator("li:not([hidden]) input").first.check()
    assert f"of severity {name}" in settled(page)
    narrowed = _all_titles(page)
    assert len(narrowed) == int(number)
    assert narrowed == [title for title in everything if title in narrowed]


def _all_titles(page):
    """The titles of all results, of which the page shows some at once."""
    while page.locator(".pm-find__results > .pm-find__more:not([hidden])").count():
        page.locator(".pm-find__results > .pm-find__more").click()
    return page.locator(".pm-hit__title").all_inner_texts()


def test_values_are_in_the_order_of_their_counts(visit):
    """Those of what is listed."""
    page = visit().open("search/?q=timeout")
    settled(page)
    for facet in page.locator(".pm-facet:not([hidden])").all():
        counts = [int(text) for text in facet.locator("li:not([hidden]) .pm-facet__count").all_text_contents()]
        assert counts == sorted(counts, reverse=True)


def test_a_whole_question_is_not_spoilt_by_little_words(visit):
    """They are neither asked for nor marked."""
    page = visit().open(f"search/?{urlencode({'q': 'what happened the last time the dns provider was down?'})}")
    settled(page)
    assert "DNS provider" in page.locator(".pm-hit__title").first.inner_text()
    marks = {text.lower() for text in page.locator(".pm-hit mark").all_inner_texts()}
    assert marks
    assert not marks & {"the", "was", "what", "happened", "time"}


def test_operators_are_filters(visit):
    """Those that are typed are ticked, and those that are unticked are typed no more."""
    page = visit().open(f"search/?{urlencode({'q': 'timeout service:checkout-api -tag:dns since:2024-01'})}")
    said = settled(page)
    assert "for “timeout” in Checkout API, without dns, since Jan 2024" in said
    typed = _all_titles(page)
    box = page.get_by_role("checkbox", name=re.compile("^Checkout API"))
    assert box.is_checked()
    assert page.get_by_label("From").input_value() == "2024-01-01"
    box.uncheck()
    settled(page)
    assert page.locator(".pm-find input[type=search]").input_value() == "timeout -tag:dns since:2024-01"
    chosen = visit().open("search/?q=timeout+-tag%3Adns&service=checkout-api&since=2024-01")
    settled(chosen)
    assert _all_titles(chosen) == typed


def test_operators_are_completed(visit):
    """In a field, by the keyboard; on the page of the search, by the browser."""
    page = visit().open(SERVICE)
    page.keyboard.press("/")
    page.keyboard.type("timeout serv")
    page.locator('.pm-search__option:has-text("service:")').first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("check")
    page.locator('.pm-search__option:has-text("service:checkout-api")').wait_for()
    page = visit().open("search/")
    settled(page)
    page.locator(".pm-find input[type=search]").press_sequentially("timeout severity:")
    options = page.locator("#pm-operators option").evaluate_all("all => all.map(one => one.value)")
    assert "timeout severity:sev1" in options


def test_all_of_the_values(visit):
    """Or any of them, as before."""
    page = visit().open("search/?service=checkout-api&service=cart-service&all=service")
    assert "in Checkout API and Cart service" in settled(page)
    both = set(_all_titles(page))
    page.get_by_role("checkbox", name="Only with all of these").uncheck()
    assert "in Checkout API or Cart service" in settled(page)
    assert both < set(_all_titles(page))


def test_a_misspelt_word_is_corrected(visit):
    """At once, with a way back; what is found then is what the right word finds."""
    page = visit().open("search/?q=pgbouncer")
    settled(page)
    right = _all_titles(page)
    page = visit().open("search/?q=pgbuncer")
    assert "for “pgbouncer”" in settled(page)
    assert _all_titles(page) == right
    assert page.locator(".pm-find__hint").inner_text() == "Showing results for pgbouncer; search instead for pgbuncer."
    page.locator(".pm-find__hint a").click()
    page.wait_for_url("**typed=1")
    assert "Nothing found for “pgbuncer”" in settled(page)


def test_a_word_whose_beginning_is_found_is_corrected_too(visit):
    """Pagefind takes the beginning of a word that it has not, in a phrase as well."""
    page = visit().open("search/?q=kafka+rebalence")
    assert "for “kafka rebalance”" in settled(page)


def test_nothing_found_offers_what_else_there_is(visit):
    """The indexes."""
    page = visit().open("search/?q=zzzzqqqq")
    assert "Nothing found" in settled(page)
    assert page.locator(".pm-find__empty a", has_text="Services").is_visible()


def test_results_have_headings_and_are_announced(visit):
    """So that a screen reader goes from one to the next, and hears how many there are."""
    page = visit().open("search/?q=timeout")
    settled(page)
    assert page.get_by_role("heading", level=2).count() == page.locator(".pm-hit").count() > 0
    assert page.locator(".pm-find__sentence[role=status]").count() == 1


def test_a_result_opens_with_what_worked(visit):
    """The sentences that ended the incident and its commands, without leaving the list."""
    page = visit().open("search/?q=blocked+migration+drained+the+connection+pool")
    settled(page)
    result = page.locator(".pm-hits > li", has_text=CHECKOUT)
    result.locator("summary").first.click()
    expect(result.locator(".pm-worked__text").last).to_contain_text("drained and resumed")
    expect(result.locator(".pm-command").first).to_contain_text("PAUSE orders")
    assert _violations(page) == []


def test_a_page_that_is_no_incident_has_nothing_that_worked(visit):
    """Control case: beside incidents, which have."""
    page = visit().open("search/?q=What+SEV1+to+SEV4+mean")
    settled(page)
    guide = page.locator(".pm-hits > li", has=page.get_by_role("heading", name="What SEV1 to SEV4 mean"))
    assert (guide.count(), guide.locator("details").count()) == (1, 0)
    assert page.locator(".pm-hits > li details").count() > 0


def test_no_excerpt_begins_with_what_is_no_sentence(visit):
    """No field of a document's head, no sign of a heading's link, no time."""
    for q in ("review", "OOMKilled", "timeout", "dns", ""):
        page = visit().open(f"search/?{urlencode({'q': q})}")
        settled(page)
        for text in page.locator(".pm-hit__excerpt").all_inner_texts():
            assert "¶" not in text
            assert not re.match(r"(?:…\s*)?(?:\d\d:\d\d|Date:|Severity:|Status:)", text), text


def test_ordinary_pages_are_found(visit):
    """With what they are."""
    page = visit().open("search/?q=how+we+review")
    settled(page)
    assert "Page" in page.locator(".pm-hit").first.inner_text()


def test_withdrawn_and_superseded_are_marked(visit):
    """Before anybody relies on them."""
    page = visit().open("search/?q=double+charges")
    settled(page)
    assert page.locator(".pm-hit .pm-flag", has_text="Withdrawn").count() == 1


def test_a_slow_index_is_spoken_of(visit):
    """After a moment, in words."""
    seen = visit()
    seen.page.route(f"**/{INDEX}legend.json", lambda _route: None)
    seen.page.goto(f"{seen.base}/search/")
    seen.page.get_by_text("Loading the index …").wait_for()


def test_an_index_that_is_not_there_is_spoken_of(visit):
    """With other ways, if what the smaller search needs is not there either."""
    seen = visit()
    seen.page.route("**/assets/postmortems/{search,similar}/**", lambda route: route.abort())
    seen.page.goto(f"{seen.base}/search/")
    seen.page.get_by_text("could not be loaded").wait_for()
    assert seen.page.locator(".pm-find__indexes a", has_text="Services").is_visible()


def test_without_javascript_the_page_leads_elsewhere(visit):
    """And the field leads to the page."""
    page = visit(java_script_enabled=False).open(f"{SERVICES.url}/")
    assert page.locator(".pm-search--header form").get_attribute("action") == "../search/"
    page.goto(page.url.replace(f"{SERVICES.url}/", "search/"))
    assert page.get_by_text("Searching needs JavaScript").is_visible()
    page.locator(".pm-find__indexes a", has_text="Tags").click()
    assert page.locator("h1").inner_text() == "Tags"


def test_on_a_phone_filters_are_folded(visit):
    """And the header's button leads to the page."""
    page = visit(width=390).open(SERVICE)
    page.locator(".pm-search-link").click()
    page.wait_for_url("**/search/")
    settled(page)
    assert not page.get_by_role("checkbox").first.is_visible()
    page.locator(".pm-find__fold > summary").click()
    page.get_by_role("checkbox").first.check()
    expect(page.locator(".pm-find__fold > summary")).to_have_text("Filters (1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["search/", "search/?q=connection+pool&service=checkout-api&year=2024", "search/?q=zzzz"]
)
def test_axe_finds_nothing(visit, path, scheme, width):
    """In any state of the page."""
    page = visit(width=width, color_scheme=scheme).open(path)
    settled(page)
    assert _violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", SERVICE])
def test_axe_finds_nothing_in_the_results_of_a_field(visit, path, scheme):
    """In the header, and on the first page."""
    page = visit(color_scheme=scheme).open(path)
    page.keyboard.press("/")
    page.keyboard.type("checkout")
    page.locator(".pm-search__option.pm-hit").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert _violations(page) == []


def test_a_hit_says_its_day_as_pages_do(visit):
    """With the month in three letters."""
    page = visit().open("search/?q=ECONNREFUSED")
    settled(page)
    days = page.locator(".pm-hit time").all()

    assert days
    for day in days:
        year, month, number = day.get_attribute("datetime").split("-")
        short = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[int(month) - 1]
        assert day.inner_text() == f"{int(number)} {short} {year}"
