"""Search as part of a build."""

import json

import pytest
from mkdocs_postmortems.core.facets import SERVICES

PM = """\
---
title: Down
date: 2024-03-07
services: [api]
---
## Impact

Nobody could pay.
"""
MATERIAL = "site_name: T\nsite_url: https://x.example/\ntheme: {name: material, font: false}\n"


def _search(built, name):
    return json.loads((built.root / "site/assets/postmortems/search" / name).read_text())


def test_every_page_has_a_field(site):
    """Ours, in place of the theme's, on ordinary pages and on the error page, too."""
    built = site(f">> mkdocs.yml\n{MATERIAL}plugins: [search, postmortems]\n>> guide.md\n# Guide\n>> x.md\n{PM}")

    for html in (built.html("x"), built.html("guide"), (built.root / "site/404.html").read_text()):
        assert 'data-pm-search="header"' in html
        assert 'name="search"' not in html
    assert 'action="../search/"' in built.html("guide")
    assert not built.fails()


def test_the_theme_s_field_may_stay(site):
    """It then finds everything."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins: [search, {{postmortems: {{search_field: theme}}}}]\n"
        f">> guide.md\n# Guide\n>> x.md\n{PM}"
    )
    index = json.loads((built.root / "site/search/search_index.json").read_text())

    assert 'name="search"' in built.html("guide")
    assert {doc["location"].split("#")[0] for doc in index["docs"]} == {"guide/", "x/"}


def test_ordinary_pages_are_in_the_index(site):
    """Unless they ask to be left out."""
    built = site(f">> x.md\n{PM}>> guide.md\n# Guide\n>> hidden.md\n---\nsearch: {{exclude: true}}\n---\n# Hidden\n")

    assert _search(built, "pagefind-entry.json")["languages"]["en"]["page_count"] == 2


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_keep_theirs(site, theme):
    """The page of the search works under each."""
    built = site(f">> mkdocs.yml\nsite_name: T\ntheme: {theme}\nplugins: [search, postmortems]\n>> x.md\n{PM}")

    assert "data-pm-find" in built.html("search")
    assert not built.fails()


def test_saved_searches_are_pages(site):
    """With their names and addresses."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins:\n  - postmortems:\n      saved_searches:\n"
        "        Long ones: {sort: duration, service: [api, web]}\n        Words: two words\n"
        f">> x.md\n{PM}"
    )

    assert 'data-pm-find="sort=duration&amp;service=api&amp;service=web"' in built.main("searches/long-ones")
    assert 'href="../searches/words/"' in built.main("search")
    assert built.warnings == []


def test_a_saved_search_that_nobody_can_run_is_reported(site):
    """Where it is configured."""
    built = site(
        f">> mkdocs.yml\n{MATERIAL}plugins:\n  - postmortems: {{saved_searches: {{a: {{servce: x}}}}}}\n>> x.md\n{PM}"
    )

    assert any("servce" in warning for warning in built.warnings)


def test_a_site_without_pagefind_says_so_once(site, monkeypatch):
    """And is built all the same; its search page leads to the indexes."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "")
    built = site(f">> x.md\n{PM}")
    messages = [r.getMessage() for r in built.log.records if "Pagefind" in r.getMessage()]

    assert len(messages) == 1
    assert built.warnings == []
    assert _search(built, "legend.json")["engine"] == ""
    assert f'href="../{SERVICES.url}/"' in built.main("search")


def test_facet_pages_lead_to_the_same_cut(site):
    """And what occurs with a value, to the cut of both."""
    built = site(f">> x.md\n{PM.replace('[api]', '[api, web & co]')}")

    assert 'href="../../search/?service=api"' in built.main(f"{SERVICES.url}/api")
    assert 'href="../../search/?service=api&amp;service=web%20%26%20co&amp;all=service"' in built.main(
        f"{SERVICES.url}/api"
    )


def test_no_script_is_in_the_page(site):
    """A content security policy may forbid it."""
    main = site(f">> x.md\n{PM}").main("search")

    assert "<script" not in main
    assert " onclick" not in main
