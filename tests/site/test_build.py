"""What a build makes of a folder."""

from mkdocs_postmortems.core.facets import FACTORS, SERVICES, SEVERITIES, YEARS

POSTMORTEM = """\
---
title: Checkout down
severity: sev1
started_at: 2024-03-07 14:32
resolved_at: 2024-03-07 16:20
timezone: UTC
services: [checkout-api]
contributing_factors: [schema-change]
---

# Checkout down

## Summary

It was down, see [the other](other.md).

## Timeline

All times UTC.

| Time | Event |
|---|---|
| 14:32 | Migration `0412` starts |
| 14:36 | Alert fires |
| 16:20 | Resolved |

## Action items

- [ ] Add a lock timeout
- [x] Write the runbook
"""

TWO = f"""\
>> checkout.md
{POSTMORTEM}
>> other.md
---
title: Other
date: 2023-01-01
services: [checkout-api]
---

## Summary

Something else was broken for some time and people noticed.

## Root cause

A change.
"""


def test_a_postmortem_becomes_a_page(site):
    """With its facts around the text."""
    page = site(TWO).main("checkout")

    assert page.count("<h1") == 1
    assert "resolved after 1 h 48 min" in page
    assert '<a class="pm-severity"' in page
    assert ">checkout-api</a>" in page
    assert f'href="../{FACTORS.url}/schema-change/"' in page


def test_the_author_s_heading_is_the_title(site):
    """It keeps its markup and its anchor, and stands above everything."""
    page = site(TWO).main("checkout")

    assert page.index('<h1 id="checkout-down">Checkout down</h1>') < page.index("resolved after")


def test_facets_link_to_postmortems_and_back(site):
    """Service, factor, severity and year have pages."""
    built = site(TWO)

    values = {SERVICES: "checkout-api", FACTORS: "schema-change", SEVERITIES: "sev1", YEARS: "2024"}
    assert {f"{facet.url}/{value}" for facet, value in values.items()} <= built.pages
    service = built.main(f"{SERVICES.url}/checkout-api")
    assert 'href="../../checkout/"' in service
    assert 'href="../../other/"' in service


def test_the_first_page_is_ours(site):
    """Figures, recent incidents, what keeps coming back."""
    home = site(TWO).main("")

    assert "<h1>Test</h1>" in home
    assert home.index("Checkout down") < home.index("Other")


def test_neighbours_are_linked(site):
    """The incident before of the same service."""
    assert '<a rel="prev" href="../other/">' in site(TWO).main("checkout")


def test_mentions_are_shown_at_the_other_end(site):
    """Who links to this one."""
    page = site(TWO).main("other")

    assert "Checkout down" in page[page.index("Mentioned in") :]


def test_similar_incidents_are_named_with_the_reason(site):
    """Two that name the same rare things name each other; one about something else names neither."""
    pool = "---\nid: X-{n}\ndate: 2024-0{n}-01\n---\n# {title}\n\n## Summary\n{words}\n\n## Impact\nNobody paid.\n\n"
    first = pool.format(n=1, title="Pool ran dry", words="PgBouncer ran out of server connections; ECONNREFUSED.")
    second = pool.format(n=2, title="Pool again", words="Again PgBouncer had no server connections: ECONNREFUSED.")
    other = pool.format(n=3, title="Printer jam", words="Paper got stuck in the warehouse.")
    built = site(f">> first.md\n{first}>> second.md\n{second}>> other.md\n{other}")

    named = built.main("second")
    assert "Related incidents" in named
    assert "Pool ran dry" in named
    assert "<code>ECONNREFUSED</code>" in named
    assert "Printer jam" not in named[named.index("Related incidents") :].split("</section>")[0]
    assert "Related incidents" not in built.main("other")


def test_a_sound_folder_builds_strictly(site):
    """Nothing to complain of."""
    assert not site(TWO).fails()


def test_an_ordinary_page_stays_one(site):
    """In the navigation, with the theme's own template and its front matter untouched."""
    built = site(TWO + ">> guide.md\n---\nhide: [toc]\n---\n# How we write\n\nLike this.\n")

    assert 'class="pm pm-page"' not in built.html("guide")
    assert "How we write" in built.html("guide")
    assert '<a href="../guide/"' in built.html("checkout")


def test_problems_are_warnings_with_place_and_line(site):
    """Once each; strict mode decides what they mean."""
    built = site(
        ">> x.md\n---\ntitle: X\nservics: [a]\ndate: 2024-01-01\n---\n## Timeline\n\n- 10:00 Down\n- 11:00 Up\n"
    )

    [warning] = built.warnings
    assert warning.startswith("postmortems: docs/x.md:3: PM015 ")
    assert "'services'" in warning
    assert built.fails()


def test_a_file_that_cannot_be_read_is_withheld(site):
    """The rest of the site is intact."""
    built = site(TWO)
    (built.root / "docs/latin.md").write_bytes("# Störung\n".encode("latin-1"))
    built.build()

    assert "latin" not in built.pages
    assert "checkout" in built.pages
    assert len(built.warnings) == 1
    assert "docs/latin.md:1: PM001" in built.warnings[0]


def test_other_endings_become_pages(site):
    """Links by the name of the file go on working, and so do links by another ending."""
    body = "## Timeline\n\n- 2024-01-01 10:00 Down\n- 2024-01-01 11:00 Up\n"
    built = site(
        f">> one.qmd\n# One\n\n{body}\nSee [two](two) and [three](three.html.md.erb).\n"
        f">> two\n# Two\n\n{body}\nSee [one](one.qmd) and [one](one.md).\n"
        f">> three.html.md.erb\n# Three\n\n{body}\n"
    )

    assert {"one", "two", "three"} <= built.pages
    assert not {"one.qmd", "two", "three.html.md.erb"} & built.files
    assert 'href="../two/"' in built.main("one")
    assert 'href="../three/"' in built.main("one")
    assert built.main("two").count('href="../one/"') >= 2
    assert built.warnings == []


def test_documents_of_one_name_share_no_address(site):
    """The Markdown file keeps the short one."""
    body = "## Timeline\n\n- 2024-01-01 10:00 Down\n- 2024-01-01 11:00 Up\n"
    built = site(f">> one.md\n# First\n\n{body}\n>> one.qmd\n# Second\n\n{body}\n")

    assert "First" in built.main("one")
    assert "Second" in built.main("one-qmd")


def test_addresses_without_directories(site):
    """Links follow `use_directory_urls`."""
    config = "site_name: T\ntheme: {name: material, font: false}\nuse_directory_urls: false\nplugins: [postmortems]\n"
    built = site(f">> mkdocs.yml\n{config}{TWO}")

    assert {"checkout.html", f"{SERVICES.url}/checkout-api.html", f"{SERVICES.url}/index.html"} <= built.files
    assert f'href="{SERVICES.url}/checkout-api.html"' in (built.root / "site/checkout.html").read_text()


def test_edit_links_lead_to_the_source(site):
    """Also where the ending is not MkDocs' own."""
    config = (
        "site_name: T\ntheme: {name: material, font: false, features: [content.action.edit]}\n"
        "repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/\nplugins: [postmortems]\n"
    )
    built = site(f">> mkdocs.yml\n{config}{TWO}")

    assert 'href="https://github.com/a/b/edit/main/docs/checkout.md"' in built.html("checkout")
    assert "edit/main" not in built.html(f"{SERVICES.url}/checkout-api")


def test_text_that_looks_like_metadata_is_kept(site):
    """MkDocs takes `Date: …` at the top for metadata; it is the author's text."""
    built = site(
        ">> x.md\n---\ntitle: X\ndate: 2024-01-01\n---\nOwner: platform\nSeverity: high\n\n## Timeline\n\n"
        "- 10:00 Down\n- 11:00 Up\n"
    )

    assert "Owner: platform" in built.main("x")


def test_postmortems_are_not_in_the_search_index_of_the_host(site):
    """It is rebuilt in the browser at each load."""
    config = "site_name: T\ntheme: {name: material, font: false}\nplugins: [search, postmortems]\n"
    built = site(f">> mkdocs.yml\n{config}{TWO}>> guide.md\n# Guide\n\nfindme\n")
    index = (built.root / "site/search/search_index.json").read_text()

    assert "findme" in index
    assert "Migration" not in index


def test_the_theme_s_keys_reach_the_theme(site):
    """`hide` is passed on, `x_` keys are not."""
    built = site(TWO.replace("severity: sev1", "severity: sev1\nhide: [toc]\nx_mine: 1"))

    assert built.warnings == []


def test_the_taxonomy_is_not_published(site):
    """It is configuration."""
    built = site(
        TWO + ">> taxonomy.yml\nservices:\n  checkout-api: {name: Checkout}\n"
        "factors:\n  schema-change: {name: S}\nseverities:\n  sev1: {name: SEV1}\n"
    )

    assert "taxonomy.yml" not in built.files
    assert ">Checkout</a>" in built.main("checkout")


def test_an_empty_folder_says_what_to_do(site):
    """No dead end on the first day."""
    assert "There is no postmortem yet" in site(">> taxonomy.yml\n{}\n").main("")


def test_code_in_titles(site):
    """Is code in lists and headings, and plain where there can be no markup."""
    built = site(
        ">> a.md\n---\ntitle: '`kubectl` & <b> hang'\ndate: 2024-03-07\nseverity: sev2\nservices: [api]\n"
        "action_items: [{text: Mend it, status: open}]\n---\nText.\n"
        ">> b.md\n---\ntitle: B\ndate: 2024-03-06\nseverity: sev2\nservices: [api]\n---\nText.\n"
    )
    shown = "<code>kubectl</code> &amp; &lt;b&gt; hang"

    for page in ("", "a", "b", f"{SERVICES.url}/api", SERVICES.url, "actions", f"{YEARS.url}/2024"):
        assert shown in built.main(page), page
        assert "`kubectl`" not in built.html(page), page
    assert "<title>kubectl &amp; &lt;b&gt; hang" in built.html("a")
