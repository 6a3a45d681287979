"""Layout where it is hardest: phones, paper, other themes, long words, and sites with little or nothing in them."""

import pytest
from mkdocs_postmortems.core.facets import SERVICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MATERIAL = "{name: material, font: false}"
PLAIN = "{name: mkdocs, highlightjs: false, color_mode: dark}"
CONFIG = "site_name: Small\nsite_url: BASE/\ntheme: %s\nplugins: [search, postmortems]\n"
WORD = "anidentifierwithoutanyplacetobreakit" * 3
LONG = (
    f"---\ntitle: Down\ndate: 2024-03-07\nservices: [api]\nteams: [{WORD}]\ntags: [{WORD}]\n---\n"
    "## Summary\n\n|  |  |\n|---|---|\n| State | Over |\n\n| Step | |\n|---|---|\n| First | x |\n\n"
    "## Timeline\n\n- 10:00 UTC It began\n- 10:05 UTC It ended\n\n"
    f"## Action items\n\n- [ ] Add a timeout (owner: {WORD}, due: 2024-04-01)\n- [x] Write it up (owner: core)\n"
)


def _site(theme, **documents):
    return {"mkdocs.yml": CONFIG % theme, "docs/.keep": ""} | {f"docs/{n}.md": text for n, text in documents.items()}


@pytest.fixture(scope="module")
def nothing(publish):
    """A site without a document."""
    return publish(_site(MATERIAL))


@pytest.fixture(scope="module")
def one(publish):
    """A site with one document, of words too long for a phone."""
    return publish(_site(MATERIAL, down=LONG))


@pytest.fixture(scope="module")
def plain(publish):
    """The same in the theme that comes with MkDocs."""
    return publish(_site(PLAIN, down=LONG))


def test_a_search_of_nothing_says_so(visit, nothing):
    """On its page and in the field, and nothing has failed."""
    seen = visit(at=nothing)
    page = seen.open("search/")
    page.get_by_text("There is no postmortem yet.").wait_for()
    page.locator(".pm-find input[type=search]").fill("timeout")
    page.get_by_text("Nothing found for “timeout”.").wait_for()
    page = seen.open("")
    page.locator(".pm-search--hero input").fill("timeout")
    page.locator(".pm-search__panel", has_text="Nothing found for “timeout”.").wait_for()
    assert seen.errors == []


def test_one_is_counted_as_one(visit, one):
    """In figures, in comparing, and where one is all."""
    seen = visit(at=one)
    assert seen.open("").locator(".pm-figures").inner_text().split()[:4] == ["1", "postmortem", "0", "this"]
    page = seen.open("similar/")
    page.locator("textarea").fill("add a timeout to the api")
    page.get_by_text("One incident is like this.").wait_for()


@pytest.mark.parametrize("part", [".pm-facts", ".pm-actions", ".pm-line"])
@pytest.mark.parametrize("width", [390, 1440])
def test_long_words_stay_in_their_part(visit, one, part, width):
    """They break before they leave it."""
    page = visit(width=width, at=one).open("down/")

    assert (
        page.evaluate(
            """part => {
          const box = document.querySelector(part)
          const edge = box.parentElement.getBoundingClientRect().right + 1
          return [...box.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > edge).length
        }""",
            part,
        )
        == 0
    )


def test_lines_are_between_action_items_and_not_in_them(visit, one):
    """Also in the last one, whose cells are those of a table's last row."""
    cells = visit(width=390, at=one).open("down/").locator(".pm-body .pm-actions td")

    assert cells.count() > 4
    assert (
        cells.evaluate_all("all => all.map((td) => getComputedStyle(td).borderBottomWidth)") == ["0px"] * cells.count()
    )


def test_a_phone_has_no_key_to_press(visit, one):
    """The mark of a key in the field is for those who have one."""
    assert visit(at=one).open("").locator(".pm-search__key:visible").count() == 1
    assert visit(width=390, at=one).open("").locator(".pm-search__key:visible").count() == 0


def test_the_error_page_leads_on(visit, one):
    """To the search, to comparing, and home."""
    seen = visit(at=one)
    for name, leads in (("Search", "search/"), ("paste an alert", "similar/"), ("first page", "")):
        page = seen.open("404.html")
        page.locator(".pm a", has_text=name).click()
        assert page.url == f"{one}/{leads}"


def test_other_themes_have_our_layout(visit, plain):
    """Tabs, lists in columns without numbers, and their own colours for text and background."""
    page = visit(at=plain).open("")
    page.locator(".pm-tabs summary").click()
    page.locator(".pm-tabs a", has_text="Services").click()
    assert page.locator("h1").inner_text() == "Services"
    page = visit(at=plain).open("")
    rows = page.locator(".pm-rows").first
    assert rows.evaluate("e => [getComputedStyle(e).display, getComputedStyle(e).listStyleType]") == ["grid", "none"]
    field = page.locator(".pm-search__form")
    assert field.evaluate("e => getComputedStyle(e).backgroundColor") == page.locator("body").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )


def test_on_paper_cards_go_on_in_the_next_column(visit, one):
    """A card that has to stay whole leaves half a sheet empty; what only leads on is left out."""
    page = visit(at=one).open("down/")
    page.emulate_media(media="print")
    breaks = page.locator(".pm-card").evaluate_all("all => all.map((e) => getComputedStyle(e).breakInside)")
    assert set(breaks) == {"auto"}
    assert page.locator(".pm-body h2").first.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
    assert page.locator(".pm-tabs, .pm-search, .pm-repeated, .pm-more").locator("visible=true").count() == 0


def test_on_paper_the_axis_of_a_timeline_hangs_on_its_marks(visit, one):
    """What is placed by a cell of a grid would be on the first sheet if the timeline goes on on another."""
    page = visit(at=one).open("down/")
    style = "(all, part) => all.map((e) => [getComputedStyle(e, part).content, getComputedStyle(e, part).position])"
    drawn, none = ['""', "absolute"], ["none", "static"]
    assert page.locator(".pm-event").evaluate_all(style, "::before") == [drawn, drawn]
    page.emulate_media(media="print")
    assert page.locator(".pm-event").evaluate_all("all => all.map((e) => getComputedStyle(e, '::before').display)") == [
        "none",
        "none",
    ]
    assert page.locator(".pm-event__mark").evaluate_all(style, "::before") == [none, drawn]
    assert page.locator(".pm-event__mark").evaluate_all(style, "::after") == [drawn, none]


def test_a_table_without_headings_has_no_bar_for_them(visit, one):
    """Markdown demands a row for them; one with a heading shows it."""
    page = visit(at=one).open("down/")
    heads = page.locator(".pm-body table:not(.pm-table) thead")
    assert heads.evaluate_all("all => all.map((e) => getComputedStyle(e).display)") == ["none", "table-header-group"]


def test_on_pages_from_right_to_left_everything_begins_at_the_right(visit, publish):
    """Headings, notes and headings of columns, in whatever language they are."""
    mirrored = publish(_site("{name: material, font: false, language: ar}", down=LONG))
    page = visit(at=mirrored).open("down/")
    for part in (".pm-body h2", ".pm-timeline__note", ".pm-body th", ".pm-body td"):
        aligned = page.locator(part).evaluate_all("all => all.map((e) => getComputedStyle(e).textAlign)")
        assert {*aligned} <= {"right"}, part


def test_a_phone_opens_a_postmortem_with_what_worked(visit):
    """Title, what worked, summary, contents; the facts are folded below them, and open at a press."""
    page = visit(width=390).open("2024/2024-03-07-checkout-connection-pool/")
    parts = ["h1", ".pm-worked", ".pm-summary >> nth=0", ".pm-contents", ".pm-fold > summary", ".pm-body"]
    tops = [page.locator(part).bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)
    assert not page.locator(".pm-facts").is_visible()
    page.locator(".pm-fold > summary").click()
    assert page.locator(".pm-facts").is_visible()


def test_facts_stand_beside_the_text_on_a_wide_screen_and_without_scripts(visit):
    """Nothing has to be pressed there."""
    address = "2024/2024-03-07-checkout-connection-pool/"
    assert visit().open(address).locator(".pm-facts").is_visible()
    assert visit(width=390, java_script_enabled=False).open(address).locator(".pm-facts").is_visible()


@pytest.mark.parametrize("address", ["", f"{SERVICES.url}/", "guide/severities/", "404.html"])
def test_the_ways_through_the_postmortems_are_in_sight_on_every_page(visit, address):
    """On a phone, too, and on pages that are not ours: none of them is beyond the edge."""
    page = visit(width=390).open(address)
    links = page.locator(".pm-tabs > ul > li:not(.pm-tabs__site)")
    assert page.locator(".pm-tabs").count() == 1
    assert [text.split(":")[0].strip() for text in links.all_inner_texts()] == [
        *("Postmortems", "Browse", "Search", "Similar", "Actions", "Insights", "Learn"),
    ]
    assert all(box["x"] + box["width"] <= 390 for box in (links.nth(n).bounding_box() for n in range(7)))


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_menu_leads_to_every_facet_and_says_which_is_shown(visit, java_script_enabled):
    """It opens by a press, with and without scripts; Escape closes it."""
    page = visit(java_script_enabled=java_script_enabled).open(f"{SERVICES.url}/")
    assert page.locator(".pm-tabs summary").inner_text() == "Browse: Services"
    page.locator(".pm-tabs summary").click()
    if java_script_enabled:
        page.keyboard.press("Escape")
        assert not page.locator(".pm-tabs details a").first.is_visible()
        page.locator(".pm-tabs summary").click()
    page.locator(".pm-tabs details a", has_text="Contributing factors").click()
    assert page.locator("h1").inner_text() == "Contributing factors"


@pytest.mark.parametrize("address", ["", "services/", "learn/"])
def test_tabs_are_one_line_on_a_phone(visit, address):
    """Two would push the title down; which value is browsed is said by the title itself."""
    tabs = visit(width=390).open(address).locator(".pm-tabs > ul > li:not(.pm-tabs__site)")
    assert len({round(tabs.nth(n).bounding_box()["y"]) for n in range(tabs.count())}) == 1


def test_the_drawer_has_the_same_ways(visit):
    """The page that is shown is marked; on a wide screen they are in the tabs alone."""
    page = visit(width=390).open("actions/")
    page.locator("label.md-header__button[for=__drawer]").click()
    items = page.locator(".md-nav--primary .pm-drawer a")
    assert items.first.is_visible()
    ways = ["Search", "Similar", "Actions", "Insights", "Learn", "Services"]
    assert [text.strip() for text in items.all_inner_texts()][: len(ways)] == ways
    assert page.locator(".pm-drawer a[aria-current]").inner_text().strip() == "Actions"
    assert visit().open("guide/severities/").locator(".pm-drawer:visible").count() == 0


@pytest.mark.parametrize("address", ["", f"{SERVICES.url}/", "guide/severities/", "404.html"])
def test_every_page_has_a_link_that_skips_the_navigation(visit, address):
    """It leads to something that is there."""
    page = visit().open(address)
    target = page.locator(".md-skip").get_attribute("href")
    assert page.locator(f'[id="{target.rpartition("#")[2]}"]').count() == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_a_severity_has_its_colour_beside_its_name(visit, width):
    """In the line below the title, too, whose links are high enough to be pressed."""
    mark = visit(width=width).open("2024/2024-03-07-checkout-connection-pool/").locator(".pm-line .pm-severity")
    assert mark.evaluate("e => getComputedStyle(e).display") in ("flex", "inline-flex")
    assert mark.evaluate("e => parseFloat(getComputedStyle(e, '::before').width)") > 5
