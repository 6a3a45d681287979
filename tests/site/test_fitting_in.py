"""As one plugin among others in somebody's site."""

import json
import re

import pytest
from mkdocs_postmortems.core.facets import SERVICES, TAGS, YEARS

pytestmark = pytest.mark.slow

PM = "---\ntitle: Down\ndate: 2024-03-07\nservices: [api]\ntags: [db]\n---\n## Timeline\n\n- 10:00 Down\n- 11:00 Up\n"
MATERIAL = "site_name: T\nsite_url: https://x.example/\ntheme: {name: material, font: false}\n"


def test_an_index_of_their_own_stays_home(site):
    """Ours goes next to it."""
    built = site(f">> index.md\n# Welcome\n>> x.md\n{PM}")

    assert "Welcome" in built.html("")
    assert "Down" in built.main("incidents")
    assert 'href="../incidents/"' in built.html("x")
    assert not built.fails()


def test_a_readme_makes_room_for_the_first_page(site):
    """It introduces a repository; it is still there, and links to it work."""
    built = site(f">> README.md\n# The repository\n>> x.md\n{PM}\nSee [it](README.md).\n")

    assert "Down" in built.main("")
    assert "The repository" in built.html("readme")
    assert 'href="../readme/"' in built.main("x")
    assert built.warnings == []


def test_a_readme_that_nav_names_stays_home(site):
    """Who writes it into `nav` means it."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}nav: [README.md]\nplugins: [postmortems]\n>> README.md\n# Home\n>> x.md\n{PM}"
    )

    assert "Home</h1>" in built.html("")
    assert "Down" in built.main("incidents")


def test_a_file_of_theirs_keeps_its_address(site):
    """A generated page never replaces an author's; a warning names both."""
    built = site(f">> {TAGS.url}.md\n# Our tags\n>> {SERVICES.index_uri}\n# Our services\n>> x.md\n{PM}")

    assert "Our tags" in built.html(TAGS.url)
    assert "Our services" in built.html(SERVICES.url)
    assert f"{SERVICES.url}/api" in built.pages
    assert set(built.warnings) == {
        f"postmortems: {theirs} has the address of the generated page {ours}, which is left out."
        for theirs, ours in ((SERVICES.index_uri, SERVICES.index_uri), (f"{TAGS.url}.md", TAGS.index_uri))
    }
    assert len(built.warnings) == 2


def test_a_strict_build_that_passed_passes(site):
    """That a page of ours is left out is a warning, but not where warnings end the build."""
    built = site(f">> {TAGS.url}.md\n# Our tags\n>> x.md\n{PM}")
    assert len(built.warnings) == 1

    strict = built.build(strict=True)
    assert "Our tags" in strict.html(TAGS.url)


def test_a_path_limits_everything_to_a_folder(site):
    """What lies outside is not looked at, and nothing is generated there."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins: [{{postmortems: {{path: incidents/}}}}]\n"
        f">> index.md\n# Welcome\n>> other.md\n{PM}>> incidents/x.md\n{PM}"
    )

    assert "pm-page" not in built.html("other")
    assert "Down" in built.main("incidents/x")
    assert "Down" in built.main("incidents")
    assert f"incidents/{SERVICES.url}/api" in built.pages
    assert not {page for page in built.pages if page.startswith(SERVICES.url)}
    assert built.warnings == []


def test_problems_name_the_folder(site):
    """So that an editor can open the file."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins: [{{postmortems: {{path: incidents}}}}]\n"
        f">> incidents/x.md\n{PM.replace('tags', 'tgas')}"
    )

    assert built.warnings[0].startswith("postmortems: docs/incidents/x.md:5: PM015 ")


def test_an_unknown_option_is_reported(site):
    """By MkDocs, as for every plugin."""
    built = site(f">> mkdocs.yml\n{MATERIAL}plugins: [{{postmortems: {{pth: x}}}}]\n>> x.md\n{PM}")

    assert any("pth" in warning for warning in built.warnings) or any(
        "pth" in r.getMessage() for r in built.log.records
    )


@pytest.mark.parametrize(
    "plugins",
    [
        "[search, tags, postmortems]",
        "[postmortems, search, tags]",
        "[search, {blog: {blog_dir: news}}, postmortems]",
        "[{group: {enabled: true, plugins: [search, postmortems]}}]",
    ],
)
def test_other_plugins_keep_working(site, plugins):
    """Before us and after us."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins: {plugins}\n>> index.md\n# Home\n>> x.md\n{PM}"
        ">> news/index.md\n# News\n>> news/posts/a.md\n---\ndate: 2024-01-01\n---\n# A post\n\nHello.\n"
        ">> guide.md\n---\ntags: [howto]\n---\n# Guide\n"
    )

    assert "Down" in built.main("x")
    assert "Guide" in built.html("guide")


def test_pages_in_nav_are_found(site):
    """`nav` may name postmortems and generated pages."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}nav: [index.md, {{Services: {SERVICES.index_uri}}}, x.md]\n"
        f"plugins: [postmortems]\n>> x.md\n{PM}"
    )

    assert built.warnings == []
    assert not built.fails()


def test_overrides_win(site):
    """A site's own template replaces ours."""
    built = site(f">> x.md\n{PM}")
    override = built.root / "overrides/postmortems/partials/facts.html"
    override.parent.mkdir(parents=True)
    override.write_text("MY OWN FACTS")
    built.write(
        ">> mkdocs.yml\nsite_name: T\ntheme: {name: material, font: false, custom_dir: overrides}\n"
        "plugins: [postmortems]\n"
    )

    assert "MY OWN FACTS" in built.build().main("x")


def test_styles_come_before_the_site_s_own(site):
    """So that theirs win."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}extra_css: [mine.css]\nplugins: [postmortems]\n>> mine.css\na{{}}\n>> x.md\n{PM}"
    )
    html = built.html("x")

    assert html.index("postmortems.css") < html.index("mine.css")
    assert (built.root / "site/assets/postmortems/postmortems.css").is_file()


def test_instant_navigation_and_tabs(site):
    """The theme's features stay on."""
    built = site(
        ">> mkdocs.yml\nsite_name: T\nsite_url: https://x.example/\n"
        "theme: {name: material, font: false, features: [navigation.tabs, "
        "navigation.instant, navigation.path, navigation.footer, toc.integrate]}\n"
        f"plugins: [postmortems]\n>> x.md\n{PM}"
        ">> guide.md\n# Guide\n"
    )

    assert 'class="md-tabs"' in built.html("x")
    assert 'class="pm-tabs"' in built.html("x")
    assert built.warnings == []


def test_links_lead_to_the_page_that_has_the_address(site):
    """A page of theirs at the address of one of ours is what our links mean."""
    made = site(">> actions.md\n# Things to do\n>> a.md\n---\ntitle: A\ndate: 2024-03-07\nseverity: sev2\n---\n")

    assert 'href="actions/">Actions' in made.html("")
    assert "Things to do" in made.html("actions")


def test_a_path_may_be_written_as_on_windows(site):
    """A backslash divides folders there."""
    made = site(
        ">> mkdocs.yml\nsite_name: T\ntheme: {name: material, font: false}\n"
        "plugins: [{postmortems: {path: 'ops\\\\incidents\\\\'}}]\n"
        ">> ops/incidents/a.md\n---\ntitle: A\ndate: 2024-03-07\nseverity: sev2\n---\n".replace("\\\\", "\\")
    )

    assert made.warnings == []
    assert f"ops/incidents/{YEARS.url}/2024" in made.pages


def test_a_folder_that_is_missing_is_named(site):
    """By the path that the option gives it."""
    made = site(
        ">> mkdocs.yml\nsite_name: T\ntheme: {name: material, font: false}\nplugins: [{postmortems: {path: nope}}]\n"
        ">> index.md\n# Home\n"
    )

    assert [w for w in made.warnings if "PM004" in w] == [
        "postmortems: docs/nope:1: PM004 folder cannot be read: no such file or directory."
    ]


def test_forms_and_our_own_pages_are_no_tabs(site):
    """`Incident Title` beside the tabs helps nobody."""
    made = site(
        ">> index.md\n# Ours\n>> template.md\n# Incident Title\n\nYYYY-MM-DD\n>> guide.md\n# How we write\n"
        ">> a.md\n---\ntitle: A\ndate: 2024-03-07\nseverity: sev2\n---\n"
    )
    tabs = made.html("a").split('aria-label="Postmortems"')[1].split("</nav>")[0]

    assert "How we write" in tabs
    assert "Incident Title" not in tabs
    assert "Incidents" not in tabs


def test_a_list_names_few_services(site):
    """The page of the incident has all of them."""
    made = site(
        ">> a.md\n---\ntitle: A\ndate: 2024-03-07\nseverity: sev2\nservices: [s1, s2, s3, s4, s5, s6]\n---\n"
        ">> b.md\n---\ntitle: B\ndate: 2024-03-08\nseverity: sev2\nservices: [s1, s2, s3, s4, s5]\n---\n"
    )
    first, second = re.findall(r'pm-row__services">(.*?)</span>\s*</div>', made.main(f"{YEARS.url}/2024"), re.DOTALL)

    assert "s5" in first
    assert "and 2 more" in second
    assert "s6" in made.main("a")


def test_a_column_without_a_value_is_left_out(site):
    """No open action anywhere: no column of nothing."""
    made = site(">> a.md\n---\ntitle: A\ndate: 2024-03-07\nseverity: sev2\nservices: [api]\n---\n")

    assert "Open actions" not in made.main(SERVICES.url)
    assert "Open actions" not in made.main("")


BOTH = "plugins: [search, {postmortems: {path: incidents, search_field: both}}]"
BESIDE = f">> index.md\n# Home\n>> guide.md\n# Guide\n>> incidents/x.md\n{PM}>> incidents/advice.md\n# Advice\n"


def _fields(built, theirs):
    """Which pages have our field, and which the theme's."""
    pages = ["", "guide", "incidents/x", "incidents/advice", "incidents", f"incidents/{SERVICES.url}"]
    html = {page: built.html(page) for page in pages} | {"404": (built.root / "site/404.html").read_text()}
    ours = {page for page, text in html.items() if 'data-pm-search="header"' in text}
    return ours, {page for page, text in html.items() if theirs in text}


def test_beside_a_folder_of_postmortems_one_field_finds_everything(site):
    """Ours is on every page, unless the site wants it otherwise; and the error page is the theme's, but for it."""
    built = site(f">> mkdocs.yml\n{MATERIAL}plugins: [search, {{postmortems: {{path: incidents}}}}]\n{BESIDE}")
    ours, theirs = _fields(built, "md-search__input")

    assert (len(ours), theirs) == (7, set())
    assert "Ways on" not in (built.root / "site/404.html").read_text()
    assert not built.fails()


def test_both_fields_each_on_its_own_pages(site):
    """Our field is in the folder; the theme's finds postmortems and ordinary pages, wherever they are."""
    built = site(f">> mkdocs.yml\n{MATERIAL}{BOTH}\n{BESIDE}")
    index = json.loads((built.root / "site/search/search_index.json").read_text())
    ours, theirs = _fields(built, "md-search__input")

    assert ours == {"incidents/x", "incidents/advice", "incidents", f"incidents/{SERVICES.url}"}
    assert theirs == {"", "guide", "404"}
    found = {doc["location"].split("#")[0] for doc in index["docs"]}
    assert found == {"", "guide/", "incidents/advice/", "incidents/x/"}
    assert not built.fails()


def test_pages_beside_have_the_header_that_they_had(site):
    """Letter for letter, but for a mark that nobody sees."""
    config = f">> mkdocs.yml\n{MATERIAL}plugins: [search%s]\n"
    plain = site(f"{config % ''}{BESIDE}").html("guide")
    beside = site(f"{config % ', {postmortems: {path: incidents, search_field: both}}'}{BESIDE}").html("guide")

    def header(html):
        mark = '<template data-pm-scope="../incidents/"></template>'
        return html.partition("<header")[2].partition("</header>")[0].replace(mark, "").split()

    assert 'data-pm-scope="../incidents/"' in beside
    assert header(beside) == header(plain)


def test_without_our_field_the_theme_s_is_everywhere(site):
    """In the folder of postmortems, too."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins:\n  - search\n"
        f"  - postmortems: {{path: incidents, search_field: theme}}\n{BESIDE}"
    )

    assert _fields(built, "md-search__input") == (
        set(),
        {*"404 guide incidents/x incidents/advice".split(), *("", "incidents", f"incidents/{SERVICES.url}")},
    )


def test_a_field_among_the_site_s_overrides_wins(site):
    """Everywhere, as all overrides do."""
    built = site(f">> mkdocs.yml\n{MATERIAL}plugins: [search, {{postmortems: {{path: incidents}}}}]\n{BESIDE}")
    override = built.root / "overrides/partials/search.html"
    override.parent.mkdir(parents=True)
    override.write_text("MY FIELD")
    built.write(
        ">> mkdocs.yml\nsite_name: T\ntheme: {name: material, font: false, custom_dir: overrides}\n"
        "plugins: [search, {postmortems: {path: incidents}}]\n"
    )

    assert _fields(built.build(), "MY FIELD")[0] == set()
    assert len(_fields(built, "MY FIELD")[1]) == 7


@pytest.mark.parametrize(
    ("theme", "field"), [("mkdocs", 'id="mkdocs-search-query"'), ("readthedocs", 'id ="rtd-search-form"')]
)
def test_other_themes_search_as_they_did(site, theme, field):
    """Their field stays; ours is on the page of the search."""
    built = site(
        f">> mkdocs.yml\nsite_name: T\nsite_url: https://x.example/\ntheme: {theme}\n"
        f"plugins: [search, {{postmortems: {{path: incidents}}}}]\n{BESIDE}"
    )
    ours, theirs = _fields(built, field)

    assert ours == set()
    assert {"", "guide", "incidents/x", f"incidents/{SERVICES.url}"} <= theirs
    assert 'data-pm-search="page"' in built.html("incidents/search")
    assert not built.fails()


def test_error_page_of_another_theme_searches_this_site(site):
    """At the root of a host, readthedocs writes `//search.html` there, which is a host of that name."""
    config = "site_name: T\nsite_url: https://x.example/\ntheme: readthedocs\nplugins: [search, postmortems]\n"
    built = site(f">> mkdocs.yml\n{config}>> x.md\n{PM}")
    page = (built.root / "site" / "404.html").read_text("utf-8")

    assert 'action="/search.html"' in page
    assert "//search.html" not in page


def test_every_option_may_be_set(site):
    """MkDocs knows them all, so that none is a warning."""
    options = "check: {summary_words: 80}, requirements: {other: {sections: [summary]}}, exclude: [a.md]"
    built = site(f">> mkdocs.yml\n{MATERIAL}plugins: [{{postmortems: {{{options}}}}}]\n>> x.md\n{PM}")
    assert built.warnings == []
